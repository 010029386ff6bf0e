/** Messages that somebody else wrote, or that were confused on their way: they ring nobody and stop nobody. */
import { beforeEach, describe, expect, it } from 'vitest';
import { applyReport } from '../../src/engine/dial/apply-report.ts';
import { work } from '../../src/fleet/work.ts';
import type { LedgerClock } from '../../src/fleet/ledger-clock.ts';
import type { Campaign } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { AccountKey, AgentId, AttemptId, CampaignId, ContactId, LineId } from '../../src/model/ids.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { toReport } from '../../src/queue/message.ts';
import type { Job, RequestSignal, Report } from '../../src/queue/port.ts';
import type { Core, EngineCore } from '../../src/engine/core.ts';
import { openCore } from '../../src/engine/open-core.ts';
import { readCampaigns } from '../../src/engine/read-campaigns.ts';
import { openWorkerCore } from '../../src/fleet/worker-core.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { PlaceRequest, Voice } from '../../src/voice/port.ts';
import {
  ACCOUNT,
  CAMPAIGN,
  makeAttempt,
  makeCampaign,
  makeContact,
  makeLine,
  makePlan,
  NOW,
} from '../support/fixtures.ts';

type Dial = Extract<Job, { is: 'dial' }>;

/** 10:00 in London at NOW would be 22:00 in Auckland: of these two one may be rung at any hour, the other never now. */
const NIGHT = new Date(NOW).getUTCHours() >= 12 ? { from: 0, to: 60 } : { from: 23 * 60, to: 24 * 60 - 1 };
const EVERY = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const SHUT = 'shut' as CampaignId;
const THEIRS = 'theirs' as CampaignId;
const line = makeLine({ provider: 'twilio' });
const window = { days: EVERY, timezone: 'contact', ...NIGHT } as const;

let store: Store;
let asked: PlaceRequest[];
let told: Report[];
let said: string[];
let worker: Core;
let leader: EngineCore;

const clock: LedgerClock = {
  now: () => NOW,
  monotonic: () => 0,
  sleep: () => Promise.resolve(),
  jumped: () => 0,
  follow: () => undefined,
  sync: () => Promise.resolve(),
  error: () => 0,
};

async function add(campaign: Campaign, ids: readonly string[], over: Partial<Contact> = {}): Promise<void> {
  await store.putCampaign('new', campaign, []);
  const load = await store.beginLoad(campaign.id, 'list.csv', NOW);
  const rows = ids.map((id, n) => {
    const key = `${campaign.id}-${id}`;
    const contact = makeContact({ ...over, id: id as ContactId, campaign: campaign.id, load, row: n + 2 });
    const own = { ...contact, key: key as Contact['key'], destination: `d-${key}` as Contact['destination'] };
    const body = { to_number: '+14155550101', variables: {} };
    const outcome = { is: 'accepted', contact: own } as const;
    return { row: n + 2, personal: { owner: id, key: 'row', body }, digest: id, outcome };
  });
  await store.addRows(load, rows);
  await store.publishLoad(load, []);
}

beforeEach(async () => {
  store = openMemoryStore({ makeId: () => 'L', now: NOW });
  [asked, told, said] = [[], [], []];
  const plan = makePlan({ lines: [line], batchSize: 3, batchWindow: 10_000 });
  await add(makeCampaign({ plan }), ['a1', 'a2', 'a3', 'a4', 'a5', 'a6']);
  await add(makeCampaign({ id: SHUT, plan: { ...plan, window } }), ['s1'], { place: 'Europe/London' });
  await add(makeCampaign({ id: THEIRS, account: 'other' as AccountKey, plan }), ['t1']);
  const place: Voice['place'] = (request, gate) => {
    if (gate()) asked.push(request);
    return Promise.resolve({ is: 'unknown', cause: 'timeout' });
  };
  const calls: Voice['calls'] = () => Promise.resolve({ is: 'ok', value: { calls: [], next: null } });
  const report = (of: Report): Promise<void> => Promise.resolve(void told.push(of));
  const nobodys = (): Promise<never> => Promise.reject(new Error('not a worker’s'));
  const ports = { store, voice: { place, calls } as Voice, clock, hours: makeHours(), makeId: () => 'x' };
  const options = { account: ACCOUNT, ledger: 'L', pollInterval: SECOND };
  const queue = { give: nobodys, report, work: nobodys, hear: nobodys, close: nobodys };
  worker = openWorkerCore({ ...ports, queue }, { ...options, say: (sentence) => void said.push(sentence) });
  const epoch = await store.takeAccount(ACCOUNT, NOW);
  const tasks = { early: 0, dial: nobodys, scan: nobodys, lookUp: nobodys, report: nobodys };
  leader = await openCore({ ...ports, tasks }, { ...options, role: { is: 'leader', epoch } }, NOW);
  await readCampaigns(worker);
  await readCampaigns(leader);
});

function job(over: Partial<Dial> = {}): Dial {
  return {
    ...{ is: 'dial', epoch: leader.epoch, batch: 'b', campaign: CAMPAIGN, line: line.id, slots: 8 },
    ...{ contacts: ['a1' as ContactId], sendAt: NOW, sendBy: NOW + SECOND },
    ...over,
  };
}

async function dialed(of: Dial): Promise<readonly string[]> {
  await work(worker, clock, of);
  await Promise.all(worker.run.underWay);
  return asked.flatMap(({ items }) => items.map(({ attempt }) => attempt.split('.')[3] ?? ''));
}

describe('a dial job', () => {
  const people = (...ids: string[]): ContactId[] => ids as ContactId[];

  it('of a leader dials', async () => {
    expect(await dialed(job())).toEqual(['a1']);
  });

  it.each<[string, Partial<Dial>]>([
    ['another campaign’s contact, which may not be rung now', { contacts: people('s1') }],
    ['that campaign itself, at this hour', { campaign: SHUT, contacts: people('s1') }],
    ['another account’s campaign', { campaign: THEIRS, contacts: people('t1') }],
    ['another account’s contact', { contacts: people('t1') }],
    ['a campaign that is not there', { campaign: 'constructor' as CampaignId }],
    ['a line that is not the campaign’s', { line: 'ap_9' as LineId }],
    ['nobody', { contacts: people('nobody', '__proto__') }],
    ['another hour', { sendAt: NOW + 8 * HOUR, sendBy: NOW + 8 * HOUR + SECOND }],
    ['an older epoch', { epoch: 0 }],
  ])('that names %s rings nobody', async (_, over) => {
    expect(await dialed(job(over))).toEqual([]);
    expect(await store.openAttempts(ACCOUNT)).toEqual([]);
  });

  it('dials of a mixed crowd only whom its campaign has, and no more than its line starts', async () => {
    const crowd = people('s1', 't1', 'a1', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6');
    expect(await dialed(job({ contacts: crowd }))).toEqual(['a1']);
  });

  it('of a campaign that begins tomorrow, or is over, rings nobody', async () => {
    for (const over of [{ startAt: NOW + DAY }, { endAt: NOW - 1 }]) {
      const known = (await store.campaign(CAMPAIGN))!;
      const plan = { ...known.plan, startAt: null, endAt: null, ...over };
      await store.putCampaign(known.version, { ...known, plan, version: known.version + 1 }, []);
      expect(await dialed(job())).toEqual([]);
    }
  });

  it('and thirty more of them for the same second start no line faster than its pace', async () => {
    const names = ['a1', 'a2', 'a3', 'a4', 'a5', 'a6'];
    const jobs = names.map((id, n) => job({ batch: `b${n}`, contacts: people(id), sendAt: NOW + n }));
    await Promise.all(jobs.map((one) => work(worker, clock, one)));
    await Promise.all(worker.run.underWay);
    expect(asked).toHaveLength(1);
  });

  it('before the moment that the provider named rings nobody, and tells the leader', async () => {
    await store.closeAccount(ACCOUNT, NOW + MINUTE);
    expect(await dialed(job())).toEqual([]);
    expect(told).toContainEqual(expect.objectContaining({ met: { is: 'closed', until: NOW + MINUTE } }));
  });
});

describe('a look-up job', () => {
  it('in another agent’s list finds nothing out about an attempt', async () => {
    const doubt = { is: 'in_doubt', since: NOW - HOUR, cause: 'http_429', callId: null, renewals: 0 } as const;
    const attempt = makeAttempt({ id: 'od1.L.demo.a1.1' as AttemptId, contact: 'a1' as ContactId, state: doubt });
    const a1 = (await store.contact('a1' as ContactId))!;
    const doubted = { ...attempt, destination: a1.destination };
    const state = { is: 'in_doubt', attempt: attempt.id, dueAt: NOW - 1, lookUps: 0 } as const;
    const to = { ...a1, seq: 1, attempts: 1, state, version: a1.version + 1 };
    const change = { contact: { from: a1.version, to }, attempt: { from: 'new', to: doubted }, log: [] } as const;
    expect(await store.commit([change], {})).toEqual([{ is: 'done' }]);
    const { epoch } = leader;
    const agent = 'agent_of_nobody' as AgentId;
    await work(worker, clock, { is: 'look_up', epoch, agent, attempts: [attempt.id] });
    expect((await store.contact('a1' as ContactId))?.state).toEqual(state);
    await work(worker, clock, { is: 'look_up', epoch, agent: attempt.agent, attempts: [attempt.id] });
    expect((await store.contact('a1' as ContactId))?.state).toMatchObject({ is: 'ready' });
  });

  it('and a walk of an agent that is nobody’s asks nobody', async () => {
    await work(worker, clock, { is: 'walk', epoch: leader.epoch, agent: 'agent_of_nobody' as AgentId });
    expect(told).toEqual([]);
  });
});

describe('a report', () => {
  const says = async (report: object): Promise<void> => {
    const read = toReport({ epoch: leader.epoch, line: line.id, ...report });
    if (read !== null) await applyReport(leader, read);
  };
  const met = (what: RequestSignal): Promise<void> => says({ is: 'met', met: what });

  it('of a start in a time to come, or of a million starts, holds no line up', async () => {
    const started = { is: 'started', batch: 'b', due: NOW, count: 1 };
    await says({ ...started, at: NOW + DAY });
    await says({ ...started, at: NOW, count: 1e9 });
    await says({ ...started, at: NOW, due: 9e15 });
    await says({ is: 'replied', at: NOW, took: 1e15 });
    expect(leader.lines.dialed).toBe(0);
    expect(leader.lines.next(line, { window: 0, size: 1 }, 1, NOW).at).toBeLessThan(NOW + 5 * SECOND);
  });

  it('of a refusal that the ledger does not know pauses nobody', async () => {
    for (let n = 0; n < 10; n++) {
      const attempts = [`od1.L.demo.a${n}.1` as AttemptId];
      await met({ is: 'refused', campaign: CAMPAIGN, group: 'x', words: 'x', attempts });
      await met({ is: 'refused', campaign: THEIRS, group: 'x', words: 'x', attempts });
      await met({ is: 'conflict', campaign: THEIRS, attempts });
      await met({ is: 'conflict', campaign: CAMPAIGN, attempts });
    }
    for (const id of [CAMPAIGN, THEIRS]) expect((await store.campaign(id))?.state.is).toBe('running');
  });

  it('of a moment years ahead closes nothing; of strangers’ calls, no slot', async () => {
    await met({ is: 'closed', until: NOW + 400 * DAY });
    await met({ is: 'closed', until: NOW + 20 * HOUR });
    // Until the ledger would know it, and no longer.
    expect(leader.backoff.closedUntil).toBeLessThanOrEqual(NOW + 10 * SECOND);
    await store.closeAccount(ACCOUNT, NOW + MINUTE);
    await met({ is: 'closed', until: NOW + 20 * HOUR });
    expect(leader.backoff.closedUntil).toBe(NOW + MINUTE);
    await says({ is: 'walked', agent: 'agent_of_nobody', foreign: 9, failure: null });
    await says({ is: 'walked', agent: 'agent_1', foreign: 1e12, failure: null });
    expect(leader.slots.foreign).toBe(0);
  });

  it('is bounded, and no number in its words arrives', () => {
    const read = (of: object): Report | null => toReport({ epoch: 1, line: 'ap_1', ...of });
    const words = (text: string): unknown => read({ is: 'walked', agent: 'a', foreign: 0, failure: text });
    expect(words('x'.repeat(1_001))).toBeNull();
    for (const number of ['+1 (415) 555-0101', '415.555.0101', '٤١٥٥٥٥٠١٠١', '415–555–0101']) {
      expect(words(`called ${number} twice`)).toMatchObject({ failure: 'called ••• twice' });
    }
    const refusal = { is: 'refused', campaign: 'c', group: 'g', words: 'no 4155550101' };
    expect(read({ is: 'met', met: { ...refusal, attempts: ['a'] } })).toMatchObject({ met: { words: 'no •••' } });
    const many = Array.from({ length: 1_001 }, (_, n) => `a${n}`);
    for (const attempts of [[], many, ['x'.repeat(301)]]) {
      expect(read({ is: 'met', met: { ...refusal, attempts } })).toBeNull();
    }
  });
});
