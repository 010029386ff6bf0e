/** What is old enough goes, by kind: nothing of a campaign that is not over, no opt-out, nobody is called again for it. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepConversation } from '../../src/app/conversations/keep.ts';
import { purgeAtStart } from '../../src/app/later.ts';
import { purge, type Purged } from '../../src/app/retention/purge.ts';
import { verifyLog } from '../../src/app/verify.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId } from '../../src/model/ids.ts';
import { KEEP_ALL, type Retention } from '../../src/model/retention.ts';
import { EVERYWHERE, onDoNotCall } from '../../src/model/suppression.ts';
import { DAY, HOUR, SECOND } from '../../src/model/time.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { openSqliteStore } from '../../src/store/sqlite/sqlite.ts';
import type { Store } from '../../src/store/port.ts';
import {
  accepted,
  answered,
  CAMPAIGN,
  campaign,
  completed,
  contact,
  evidence,
  line,
  load,
  now as asItIs,
  placing,
  plan,
  refused,
  T,
} from '../contract/store/given.ts';
import { removeFolder } from '../store/folder.ts';

let folder: string;
let store: Store;
let at: number;
const OPEN = 'open' as CampaignId;
const clock = { now: () => at, monotonic: () => at, sleep: async () => undefined };
const PERSONAL: Retention = { ...KEEP_ALL, personal: 90 * DAY };

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-purge-'));
  store = await openSqliteStore({
    path: join(folder, 'ledger.sqlite'),
    makeId: randomId,
    secret: randomSecret,
    now: T,
  });
  at = T;
  const specText = JSON.stringify({ name: 'spring', contacts: [{ phone: '+14155550199', name: 'Lovelace' }] });
  await store.putCampaign('new', campaign({ plan: plan({ specText }) }), [line('campaign_made')]);
  await store.putCampaign('new', campaign({ id: OPEN }), [line('campaign_made', { campaign: OPEN })]);
  await load(store, [
    accepted(contact('a', { row: 2 }), { to_number: '+14155550101', cells: { Name: 'Lovelace' } }),
    accepted(contact('b', { row: 3 }), { to_number: '+14155550102', cells: { Name: 'Lovelace' } }),
    { ...refused(4, 'rejected', 'empty'), personal: { owner: 'r4', key: 'row', body: { raw: 'Lovelace' } } },
  ]);
  await load(store, [accepted(contact('o', { campaign: OPEN }), { to_number: '+14155550103' })], 'o.csv', OPEN);
  for (const key of ['a', 'b']) await call(contact(key));
  mkdirSync(join(folder, 'results'));
  for (const name of ['spring.csv', 'spring.xlsx', 'open.csv'])
    writeFileSync(join(folder, 'results', name), 'Lovelace');
});
afterEach(async () => {
  await store.close();
  removeFolder(folder);
});

async function call(one: Contact): Promise<void> {
  await store.commit([placing((await store.contact(one.id))!)], {});
  const held = await asItIs(store, one);
  await store.commit([evidence(held.contact, held.attempt, answered(`c-${one.id}`), completed)], {});
}
async function set(state: CampaignState, id = CAMPAIGN): Promise<void> {
  const known = (await store.campaign(id))!;
  await store.putCampaign(known.version, { ...known, state, version: known.version + 1 }, []);
}
const run = (retention: Retention, more: Partial<Parameters<typeof purge>[1]> = {}): Promise<Purged> =>
  purge(store, { retention, dataDir: folder, ...more }, clock);
/** All bytes of the ledger and of what lies beside it. */
const bytes = (): string =>
  (
    readdirSync(folder, { recursive: true, withFileTypes: true }) as {
      name: string;
      parentPath: string;
      isFile(): boolean;
    }[]
  )
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name), 'latin1'))
    .join('');

describe('names and numbers', () => {
  it('go once their campaign has been over for so long: rows, files, the text of the file; to the last byte', async () => {
    await set({ is: 'finished', at: T });
    await store.suppress(onDoNotCall([contact('a').destination], 'opt-out', T));
    at = T + 90 * DAY - 1;
    expect((await run(PERSONAL)).people).toMatchObject({ rows: 0, campaigns: [] });
    at = T + 90 * DAY;
    const dry = await run(PERSONAL, { dry: true });
    expect(dry.people).toMatchObject({ rows: 3, files: 2, campaigns: [CAMPAIGN] });
    expect(bytes()).toContain('Lovelace');
    const purged = await run(PERSONAL);
    expect(purged).toMatchObject({ people: { rows: 3, notes: 3, files: 2, kept: 0 }, gone: true, more: false });
    expect(existsSync(join(folder, 'results', 'open.csv'))).toBe(true);
    writeFileSync(join(folder, 'results', 'open.csv'), '');
    for (const word of ['Lovelace', '+14155550101', '+14155550199']) expect(bytes()).not.toContain(word);
    // Who was called, and what came of it, is known still, without a name.
    const counts = await store.counts(CAMPAIGN);
    expect(counts).toMatchObject({ rows: 3, rejected: 1, dispositions: {} });
    expect(counts.states.completed).toBe(2);
    expect((await store.suppressed([contact('a').destination], [EVERYWHERE], at)).size).toBe(1);
    expect(await store.personalOf(contact('o').id)).toHaveLength(1);
    const last = (await store.log({}, 0, 999)).at(-1);
    expect(last).toMatchObject({ event: 'purged', actor: 'engine', evidence: { rows: 3, files: 2, lines: 0 } });
    expect(await verifyLog(store, null)).toMatchObject({ is: 'whole' });
    // Once: the next start has nothing to look through.
    const before = (await store.logHead())!.seq;
    expect((await run(PERSONAL)).people.campaigns).toEqual([]);
    expect((await store.logHead())!.seq).toBe(before);
  });

  it('a corrected list of the old campaign rings nobody again, and what it brings anew is kept', async () => {
    await set({ is: 'finished', at: T });
    at = T + 91 * DAY;
    await run(PERSONAL);
    const [, added] = await load(store, [
      accepted(contact('a', { row: 2, id: contact('a2').id }), { to_number: '+14155550111' }),
      accepted(contact('new', { row: 5 }), { to_number: '+14155550112' }),
    ]);
    expect(added).toEqual({ is: 'added' });
    expect((await store.contact(contact('a').id))?.state).toEqual(completed);
    expect((await store.counts(CAMPAIGN)).states).toMatchObject({ ready: 1, completed: 2 });
    // Somebody waits: the campaign is not over, whatever its state says.
    expect((await run(PERSONAL)).people.rows).toBe(0);
    expect(await store.personalOf(contact('new').id)).toHaveLength(1);
  });

  it.each<CampaignState>([{ is: 'running' }, { is: 'scheduled' }, { is: 'paused', why: 'operator', message: 'x' }])(
    'of a campaign that is $is nothing goes, however old',
    async (state) => {
      await set(state);
      at = T + 9_999 * DAY;
      expect((await run({ personal: HOUR, transcripts: null, log: DAY })).people.rows).toBe(0);
      expect(bytes()).toContain('Lovelace');
    },
  );

  it('of a call in doubt are kept until it is settled, and go then', async () => {
    await load(store, [accepted(contact('d', { row: 6 }), { to_number: '+14155550105' })], 'd.csv');
    const fresh = (await store.contact(contact('d').id))!;
    await store.commit([placing(fresh)], {});
    const held = await asItIs(store, fresh);
    const doubt = { is: 'in_doubt', since: T, cause: 'timeout', callId: null, renewals: 0 } as const;
    const review = { is: 'needs_review', attempt: held.attempt.id, dueAt: T + DAY, lookUps: 4 } as const;
    await store.commit([evidence(held.contact, held.attempt, doubt, review)], {});
    await set({ is: 'finished', at: T });
    at = T + 100 * DAY;
    expect((await run(PERSONAL)).people).toMatchObject({ rows: 3, kept: 1 });
    expect(await store.personalOf(fresh.id)).toHaveLength(1);
    const still = await asItIs(store, fresh);
    await store.commit([evidence(still.contact, still.attempt, answered('c-d'), completed)], {});
    expect((await run(PERSONAL)).people).toMatchObject({ rows: 1, kept: 0 });
    expect(await store.personalOf(fresh.id)).toEqual([]);
  });

  it('in a moment as many as fit into it, the rest at the next start', async () => {
    const rows = Array.from({ length: 700 }, (_, n) =>
      accepted(contact(`m${n}`, { row: n + 10, state: completed }), { to_number: `+1415555${n}` }),
    );
    await load(store, rows, 'many.csv');
    await set({ is: 'finished', at: T });
    at = T + 100 * DAY;
    let waited = 0;
    const slow = { ...clock, monotonic: () => (waited += SECOND) };
    const once = (): Promise<Purged> =>
      purge(store, { retention: PERSONAL, dataDir: folder, within: 2 * SECOND }, slow);
    let total = 0;
    let starts = 0;
    for (let more = true; more && starts < 20; starts += 1) {
      const { people, more: left } = await once();
      total += people.rows;
      more = left;
    }
    expect(total).toBe(703);
    expect(starts).toBeGreaterThan(2);
  });
});

describe('what was said', () => {
  it('goes by the end of its call, and the person stays', async () => {
    for (const key of ['a', 'b']) {
      const { attempt } = await asItIs(store, contact(key));
      await keepConversation(store, attempt.id, { lines: [{ by: 'person', text: 'Byron', at: 0 }], summary: null }, T);
    }
    const retention: Retention = { ...KEEP_ALL, transcripts: 30 * DAY };
    at = T + 60_000 + 30 * DAY - 1;
    expect((await run(retention)).conversations).toBe(0);
    at += 1;
    expect((await run(retention, { dry: true })).conversations).toBe(2);
    expect(await run(retention)).toMatchObject({ conversations: 2, people: { rows: 0 }, gone: true });
    expect(bytes()).not.toContain('Byron');
    expect(bytes()).toContain('+14155550101');
    expect((await run(retention)).conversations).toBe(0);
  });

  it('goes at once where it is never to be kept', async () => {
    const { attempt } = await asItIs(store, contact('a'));
    await keepConversation(store, attempt.id, { lines: [{ by: 'person', text: 'Byron', at: 0 }], summary: null }, T);
    at = T + HOUR;
    expect((await run({ ...KEEP_ALL, transcripts: 'never' })).conversations).toBe(1);
    expect(bytes()).not.toContain('Byron');
  });
});

describe('the log', () => {
  const LOG: Retention = { ...KEEP_ALL, log: 30 * DAY };

  it('is cut up to the first line that is young, or of a campaign that is not over; it verifies from there', async () => {
    at = T + 40 * DAY;
    // Its first line is of this campaign, which runs.
    expect((await run(LOG)).log).toEqual({ lines: 0, heldBy: CAMPAIGN });
    await set({ is: 'finished', at: T });
    expect((await run(LOG)).log).toEqual({ lines: 1, heldBy: OPEN });
    await store.commit(
      [
        {
          contact: { from: 1, to: { ...(await store.contact(contact('o').id))!, state: completed, version: 2 } },
          log: [],
        },
      ],
      {},
    );
    await set({ is: 'canceled', at: T }, OPEN);
    await store.append([line('young', { at: at - DAY })]);
    const all = await store.log({}, 0, 999);
    const old = all.filter((each) => each.at < at - 30 * DAY).length;
    expect((await run(LOG, { dry: true })).log.lines).toBe(old);
    const purged = await run(LOG, { by: 'robin' });
    expect(purged.log).toEqual({ lines: old, heldBy: null });
    const left = await store.log({}, 0, 999);
    expect(left.at(-1)).toMatchObject({
      event: 'purged',
      actor: 'operator',
      evidence: { lines: old, cut_to: purged.anchor?.seq, cut_head: purged.anchor?.hash, by: 'robin' },
    });
    expect(await verifyLog(store, null)).toMatchObject({ is: 'whole', from: purged.anchor });
  });
});

it('a start erases what is old for a moment and comes back to it each day; where nothing ages it does nothing', async () => {
  await set({ is: 'finished', at: T });
  at = T + 100 * DAY;
  await purgeAtStart({ store, clock, retention: KEEP_ALL, dataDir: folder });
  expect(await store.nextTask(['purge'])).toBeNull();
  expect(bytes()).toContain('Lovelace');
  await purgeAtStart({ store, clock, retention: PERSONAL, dataDir: folder });
  expect(await store.nextTask(['purge'])).toBe(at + DAY);
  expect(await store.personalOf(contact('a').id)).toEqual([]);
});
