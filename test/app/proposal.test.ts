/** What is shown before a list and a plan are applied: exactly what comes of it, and nothing of it before somebody agrees. */
import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkCampaign } from '../../src/app/campaign/check.ts';
import { proposeCampaign, type PrepareOptions, type Proposal } from '../../src/app/campaign/prepare.ts';
import { startCampaign } from '../../src/app/campaign/start.ts';
import { sourceOf, type Source } from '../../src/app/campaign/source.ts';
import { openAccount, type OpenAccount } from '../../src/app/open.ts';
import { systemClock } from '../../src/clock.ts';
import type { Config } from '../../src/config/environment.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptId, CampaignId } from '../../src/model/ids.ts';
import { mayTry } from '../../src/model/tries.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { checkSummary } from '../../src/report/check.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { makeAttempt } from '../support/fixtures.ts';
import { aConfig } from './support.ts';

const clock = systemClock();
const dir = mkdtempSync(join(tmpdir(), 'outdial-proposal-'));
const caller = { clock, makeId: randomId, makeSecret: randomSecret, operator: 'robin', cwd: dir };
let sandbox: Sandbox;
let config: Config;
let open: OpenAccount;
beforeAll(async () => {
  sandbox = await startSandbox({ clock, speed: 500 });
  const data = { baseUrl: sandbox.url, apiKey: 'sk_car_sandbox', dataDir: join(dir, 'data'), pollInterval: 50 };
  config = aConfig(data);
  open = await openAccount(config, caller);
});
afterAll(async () => {
  await open.close();
  await sandbox.close();
  rmSync(dir, { recursive: true });
});

type Row = { readonly id: string; readonly phone: string; readonly name: string };
const row = (n: number, over: Partial<Row> = {}): Row => ({
  ...{ id: `P${n}`, phone: `+1415555010${n}`, name: `Name ${n}` },
  ...over,
});

function campaignOf(name: string, contacts: readonly Row[], maxAttempts: number, more: object = {}): Source {
  const who = { agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', columns: { id: 'id' } };
  const retry = { max_attempts: maxAttempts, ...(maxAttempts > 1 ? { no_answer: { after: '1h' } } : {}) };
  return sourceOf({ name, ...who, retry, contacts: [...contacts], ...more }, dir);
}

const propose = (source: Source, options: Partial<PrepareOptions> = {}): Promise<Proposal> =>
  proposeCampaign(open, source, { baseUrl: config.baseUrl, ...options }, caller);

async function people(id: CampaignId): Promise<readonly Contact[]> {
  const rows = await open.store.rows(id, null, 99);
  return rows.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
}

async function everything(id: CampaignId): Promise<unknown> {
  const contacts = await people(id);
  const notes = await Promise.all(contacts.map((contact) => open.store.personalOf(contact.id)));
  return { campaign: await open.store.campaign(id), contacts, notes, counts: await open.store.counts(id) };
}

/** So many calls that nobody took, the newest of them in the ledger, and the state that they left. */
async function hadCalls(contact: Contact, tries: number, state: ContactState): Promise<void> {
  const to = { ...contact, attempts: tries, seq: tries, state, version: contact.version + 1 };
  const { campaign, id, destination } = contact;
  const ended = {
    is: 'ended',
    callId: null,
    disposition: 'no_answer',
    startedAt: null,
    endedAt: 1,
    endReason: null,
  } as const;
  const made = makeAttempt({
    id: `old.${id}` as AttemptId,
    campaign,
    contact: id,
    destination,
    seq: tries,
    state: ended,
  });
  const attempt = tries === 0 ? {} : { attempt: { from: 'new' as const, to: made } };
  const [result] = await open.store.commit([{ contact: { from: contact.version, to }, ...attempt, log: [] }], {});
  expect(result).toEqual({ is: 'done' });
}

it('nothing of what was shown is in the ledger before it is applied, and nothing after it was refused', async () => {
  await (await propose(campaignOf('refused', [row(1), row(2)], 3))).apply();
  const id = 'refused' as CampaignId;
  const before = await everything(id);
  const next = campaignOf('refused', [row(1, { phone: '+14155550109' }), row(3)], 2);
  const proposal = await propose(next, { sync: true });
  expect(proposal.loaded.report.changes).toMatchObject({
    new: 1,
    corrected_unreached: 1,
    vanished: 1,
    vanished_waiting: 1,
  });
  expect(proposal.counts.states).toMatchObject({ ready: 2, skipped: 1 });
  expect(proposal.campaign.plan).toMatchObject({ version: 2, retry: { maxAttempts: 2 } });
  expect(await everything(id)).toEqual(before);
  await proposal.abandon();
  expect(await everything(id)).toEqual(before);
  const applied = await (await propose(next, { sync: true })).apply();
  expect(applied.counts.states).toMatchObject({ ready: 2, skipped: 1 });
  expect((await open.store.campaign(id))?.plan).toMatchObject({ version: 2, retry: { maxAttempts: 2 } });
});

it('a process that dies before anybody agreed leaves nothing half, and the next load takes the place of its own', async () => {
  await (await propose(campaignOf('killed', [row(1)], 2))).apply();
  const killed = await propose(campaignOf('killed', [row(1, { phone: '+14155550108' }), row(2)], 2));
  await (await propose(campaignOf('killed', [row(1)], 2))).apply();
  expect(await people('killed' as CampaignId)).toHaveLength(1);
  await expect(killed.apply()).rejects.toMatchObject({ problems: [{ code: 'moved' }] });
  expect(await people('killed' as CampaignId)).toMatchObject([{ row: 2, attempts: 0, state: { is: 'ready' } }]);
});

it('a campaign that somebody steered since it was shown is not changed over their head', async () => {
  await (await propose(campaignOf('steered', [row(1)], 2))).apply();
  const proposal = await propose(campaignOf('steered', [row(1), row(2)], 1));
  await startCampaign(open.store, (await open.store.campaign('steered' as CampaignId))!, clock.now());
  const before = await everything('steered' as CampaignId);
  await expect(proposal.apply()).rejects.toMatchObject({ problems: [{ code: 'moved' }] });
  await proposal.abandon();
  expect(await everything('steered' as CampaignId)).toEqual(before);
});

it('of a list only those kinds are taken that were asked for', async () => {
  const rows = [row(1), row(2)];
  await (await propose(campaignOf('some', rows, 2))).apply();
  const next = campaignOf('some', [row(1, { phone: '+14155550107' }), row(2, { name: 'Bea' }), row(3)], 2);
  const applied = await (await propose(next, { only: ['corrected'] })).apply();
  expect(applied.loaded.report).toMatchObject({ accepted: 2, skipped: 1, byCode: { not_asked: 1 }, added: 0 });
  const names = (
    await Promise.all((await people('some' as CampaignId)).map(({ id }) => open.store.personalOf(id)))
  ).map((notes) => notes.find(({ key }) => key === 'row')?.body);
  expect(names).toMatchObject([{ to_number: '+14155550107' }, { variables: { name: 'Name 2' } }]);
  expect((await (await propose(next, { only: ['new'] })).apply()).loaded.report).toMatchObject({ added: 1 });
});

const states = fc.oneof(
  fc.record({ tries: fc.integer({ min: 0, max: 5 }), is: fc.constantFrom('ready' as const) }),
  fc.record({
    tries: fc.integer({ min: 1, max: 5 }),
    is: fc.constantFrom('exhausted' as const, 'completed' as const, 'skipped' as const, 'vanished' as const),
  }),
);
const differs = fc.constantFrom('nothing', 'name', 'number', 'gone');

it('what the preview counts is what the ledger and its engine come to, whatever the history and the plans', async () => {
  let n = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(states, differs), { minLength: 1, maxLength: 6 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.boolean(),
      async (those, was, is, sync) => {
        const name = `p${(n += 1)}`;
        await (await propose(campaignOf(name, [...those.map((_, at) => row(at)), row(9)], was))).apply();
        for (const [at, contact] of (await people(name as CampaignId)).entries()) {
          const one = those[at]?.[0];
          if (one === undefined) continue;
          const dueAt = 'dueAt' in contact.state ? contact.state.dueAt : 0;
          const { is: stands, tries } = one;
          const out = { is: 'skipped', reason: 'vanished' } as const;
          const state =
            stands === 'ready'
              ? ({ is: stands, dueAt } as const)
              : stands === 'vanished'
                ? out
                : { is: stands, reason: 'x' };
          await hadCalls(contact, tries, state);
        }
        const left = those.flatMap(([, how], at) =>
          how === 'gone'
            ? []
            : [row(at, how === 'name' ? { name: 'Other' } : how === 'number' ? { phone: `+1415555011${at}` } : {})],
        );
        const proposal = await propose(campaignOf(name, [...left, row(8), row(9)], is), { sync });
        const { changes, accepted } = proposal.loaded.report;
        expect(
          changes.new +
            changes.changed +
            changes.corrected_unreached +
            changes.corrected_reached +
            changes.called_already +
            changes.unchanged,
        ).toBe(accepted);
        const before = proposal.counts;
        const waiting = proposal.waiting.groups.reduce((sum, { count }) => sum + count, 0);
        const after = await proposal.apply();
        expect(after.counts.states).toEqual(before.states);
        expect(waiting).toBe(before.states.ready);
        // The engine would find nobody to give up: who waits is dialed.
        const { retry } = after.campaign.plan;
        const waits = (await people(name as CampaignId)).filter(({ state }) => state.is === 'ready');
        expect(waits.every((contact) => mayTry(contact, retry))).toBe(true);
        // And so many calls at most: as many as were told of before.
        const told = proposal.waiting.tried!.flatMap(({ count, attempts }) => Array<number>(count).fill(attempts));
        expect(told.toSorted()).toEqual(waits.flatMap(({ attempts }) => (attempts > 0 ? [attempts] : [])).toSorted());
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

it('check says the same as the run would, beside whoever holds the ledger, and changes nothing of it', async () => {
  await (await propose(campaignOf('looked', [row(1), row(2), row(3)], 3))).apply();
  const id = 'looked' as CampaignId;
  const [first, second] = await people(id);
  await hadCalls(first!, 3, { is: 'exhausted', reason: 'attempts_spent' });
  await hadCalls(second!, 1, { is: 'completed', reason: 'answered' });
  const before = await everything(id);
  const source = campaignOf(
    'looked',
    [row(1, { phone: '+14155550177' }), row(2, { phone: '+14155550178' }), row(4)],
    2,
  );
  const options = { offline: false, onIssue: () => undefined };
  const checked = await checkCampaign(source, options, config, caller);
  const summary = checkSummary(checked);
  expect(summary['changes']).toMatchObject({
    ...{ new: 1, changed: 0, corrected_unreached: 1, corrected_reached: 1, vanished: 1, called_already: 0 },
  });
  expect(summary['plan_changes']).toEqual([{ key: 'retry.max_attempts', was: '3', is: '2' }]);
  expect(await everything(id)).toEqual(before);
  const proposal = await propose(source);
  expect(proposal.loaded.report.changes).toEqual(checked.report.changes);
  await proposal.abandon();
});
