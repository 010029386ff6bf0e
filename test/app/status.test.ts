/** How campaigns stand, for a page as for a terminal. */
import { expect, it } from 'vitest';
import { linesNow } from '../../src/app/estimates.ts';
import { statusOf, statusOfAll, statusRecord, type CampaignStatus } from '../../src/app/status.ts';
import type { AttemptId, CampaignId, ContactId } from '../../src/model/ids.ts';
import { DEMO, T0 } from '../cli/a-ledger.ts';
import { statusLines } from '../../src/report/status-lines.ts';
import { aCampaign } from '../report/support.ts';
import { aConfig, anEmptyStore, aStore, refusal } from './support.ts';

const NOW = { now: T0 + 60_000, zone: 'America/Denver' };

it('one: its counts, and that nobody dials', async () => {
  const status = await statusOf(await aStore(), aConfig(), 'DEMO', NOW);
  expect(status).toMatchObject({ campaign: { id: 'demo' }, rangTwice: 0, pausedBecause: null, engine: { is: 'idle' } });
  expect(statusRecord(status)).toMatchObject({
    name: 'demo',
    state: 'running',
    rows: 6,
    counts: { ready: 1, in_doubt: 1, completed: 1, exhausted: 1, rejected: 1, skipped: 1 },
    dispositions: { answered: 1, no_answer: 1 },
    dialing: false,
    engine: null,
  });
});

it('who waits for a limit of calls to their number, and until when', async () => {
  const store = await aStore();
  const known = (await store.campaign(DEMO))!;
  const plan = {
    ...known.plan,
    version: 2,
    numberLimits: [{ is: 'calls', calls: 1, per: 86_400_000, by: 'campaign' }],
  };
  await store.putCampaign(known.version, { ...known, plan, version: known.version + 1 } as typeof known, []);
  const none = await statusOf(store, aConfig(), 'demo', NOW);
  expect(statusRecord(none).capped).toEqual({ waiting: 0, first_at: null, last_at: null });
  const ready = (await store.rows(DEMO, null, 100)).flatMap(({ outcome }) =>
    outcome.is === 'accepted' && outcome.contact.state.is === 'ready' ? [outcome.contact] : [],
  )[0]!;
  const state = { is: 'ready', dueAt: NOW.now + 3_600_000, capped: true } as const;
  await store.commit(
    [{ contact: { from: ready.version, to: { ...ready, state, version: ready.version + 1 } }, log: [] }],
    {},
  );
  const some = await statusOf(store, aConfig(), 'demo', NOW);
  const at = new Date(NOW.now + 3_600_000).toISOString();
  expect(statusRecord(some).capped).toEqual({ waiting: 1, first_at: at, last_at: at });
  expect(statusLines(some.standing, NOW.zone, null).join('\n')).toMatch(
    /capped {4,}1 until their numbers may be called again: /,
  );
});

it('why it is paused, in our words and the provider’s while they are there', async () => {
  const store = await aStore();
  const said = { contact: 'c2' as ContactId, attempt: 'a1' as AttemptId };
  const known = (await store.campaign(DEMO))!;
  const state = { is: 'paused', why: 'account', message: 'Refused', said } as const;
  await store.putCampaign(known.version, { ...known, state, version: known.version + 1 }, []);
  expect((await statusOf(store, aConfig(), 'demo', NOW)).pausedBecause).toBe('Refused');
});

it('all, in the order of the ledger; none in an empty one', async () => {
  const store = await aStore();
  await store.putCampaign('new', aCampaign({ id: 'other' as CampaignId, name: 'other', createdAt: T0 + 1 }), []);
  const all = await statusOfAll(store, aConfig(), NOW);
  expect(all.campaigns.map(({ report }) => [report.name, report.rows])).toEqual([
    ['demo', 6],
    ['other', 0],
  ]);
  expect(await statusOfAll(anEmptyStore(), aConfig(), NOW)).toEqual({
    now: NOW.now,
    engine: { is: 'idle' },
    campaigns: [],
  });
});

it('a line goes as slowly as the slowest running campaign says', async () => {
  const store = await aStore();
  const demo = (await store.campaign(DEMO))!;
  const lines = demo.plan.lines.map((line) => ({ ...line, callsPerSecond: 0.25 }));
  const slow = { ...demo, id: 'slow' as CampaignId, name: 'slow', plan: { ...demo.plan, lines } };
  const before = await linesNow(store, demo);
  expect(before).toEqual(demo.plan.lines);
  await store.putCampaign('new', { ...slow, version: 1 }, []);
  expect((await linesNow(store, demo)).map(({ callsPerSecond }) => callsPerSecond)).toEqual(lines.map(() => 0.25));
  const paused = { ...slow, version: 2, state: { is: 'paused', at: T0, why: 'operator', message: 'Paused' } as const };
  await store.putCampaign(1, paused, []);
  expect(await linesNow(store, demo)).toEqual(demo.plan.lines);
});

it('workers dial what runs, and nothing else', async () => {
  const status = await statusOf(await aStore(), aConfig(), 'demo', NOW);
  const led: CampaignStatus = { ...status, engine: { is: 'workers', leads: 'box-1' } };
  expect(statusRecord(led)).toMatchObject({ dialing: true, engine: { leads: 'box-1' } });
  const campaign = { ...status.campaign, state: { is: 'scheduled' } as const };
  expect(statusRecord({ ...led, campaign })).toMatchObject({ dialing: false, engine: null });
});

it('an unknown name', async () => {
  expect(await refusal(statusOf(await aStore(), aConfig(), 'dmo', NOW))).toEqual(['unknown_campaign']);
});
