/** Makes stories that really happened: the model's own transitions over a ledger in memory, with a clock that is set. */
import { EVERYWHERE } from '../../src/model/suppression.ts';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import {
  attemptId,
  type AttemptId,
  type CallId,
  type ContactId,
  type ContactKey,
  type DestinationKey,
  type LineId,
} from '../../src/model/ids.ts';
import { permit } from '../../src/model/permit.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { storyLines } from '../../src/report/why.ts';
import { openCore } from '../../src/engine/open-core.ts';
import { recordEvidence } from '../../src/engine/settle/evidence.ts';
import { logLine } from '../../src/engine/settle/log-line.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { LoadRow, Store } from '../../src/store/port.ts';
import type { Voice } from '../../src/voice/port.ts';
import { makeAttempt } from '../support/fixtures.ts';
import { aCampaign, aContact } from './support.ts';

/** Tue 1 Dec 2026, noon in New York. */
export const NOON = Date.parse('2026-12-01T17:00:00Z');
const CALL = 'ac_1' as CallId;
const ID = 'c2' as ContactId;

export type Scene = {
  readonly store: Store;
  /** Seconds after noon. */
  at(seconds: number): Scene;
  /** A permit is taken, and the request leaves. */
  dials(): Promise<void>;
  /** Something becomes known of its newest attempt. */
  happens(event: AttemptEvent): Promise<void>;
  contact(): Promise<Contact>;
  /** The campaign comes to this state. */
  campaignIs(state: CampaignState): Promise<void>;
  story(more?: { dialing?: boolean; owner?: string }): Promise<string>;
  readonly now: number;
};

/** One contact, row 2 of contacts.csv in the running campaign `demo`, never dialed. */
export async function aScene(plan: Partial<Plan> = {}, contact: Partial<Contact> = {}): Promise<Scene> {
  let n = 0;
  const store = openMemoryStore({ makeId: (length) => String((n += 1)).padStart(length, '0'), now: NOON });
  const campaign = aCampaign({ createdAt: NOON });
  await store.putCampaign('new', { ...campaign, plan: { ...campaign.plan, ...plan } }, []);
  await load(store, [accepted(contact)]);
  let now = NOON;
  const core = await openCore(
    {
      store,
      voice: {} as Voice,
      clock: { now: () => now, monotonic: () => now, sleep: () => Promise.resolve() },
      hours: makeHours(),
      makeId: () => 'batch',
    },
    {
      ...{ account: campaign.account, ledger: 'ledger', pollInterval: 1_000 },
      role: { is: 'single', watched: [], limit: null },
    },
    now,
  );
  const scene: Scene = {
    store,
    get now() {
      return now;
    },
    at: (seconds) => {
      now = NOON + seconds * 1_000;
      return scene;
    },
    dials: () => dial(store, now),
    happens: async (event) => {
      const attempt = (await store.attemptsOf(ID)).at(-1)?.id ?? ('' as AttemptId);
      const actor = event.is === 'over' || event.is === 'alive' ? 'provider' : 'engine';
      await recordEvidence(core, [{ attempt, event, actor }]);
    },
    contact: async () => (await store.contact(ID))!,
    campaignIs: async (state) => {
      const known = (await store.campaign(campaign.id))!;
      await store.putCampaign(known.version, { ...known, state, version: known.version + 1 }, []);
    },
    story: async ({ dialing, owner = ID } = {}) => {
      const record = (await store.rowByOwner(owner))!;
      const notes = new Map((await store.personalOf(owner)).map(({ key, body }) => [key, body]));
      const of = record.outcome.is === 'accepted' ? record.outcome.contact : null;
      const found =
        of === null ? undefined : (await store.suppressed([of.destination], [EVERYWHERE], now)).get(of.destination);
      const lines = storyLines({
        campaign: (await store.campaign(record.campaign))!,
        record,
        body: notes.get('row'),
        attempts: of === null ? [] : await store.attemptsOf(of.id),
        log: of === null ? [] : await store.log({ contact: of.id }, 0, 99),
        notes,
        suppression: found?.source ?? null,
        dialing: dialing ?? null,
        hours: makeHours(),
        now,
        zone: 'America/New_York',
      });
      return lines.join('\n');
    },
  };
  return scene;
}

export async function load(store: Store, rows: readonly LoadRow[]): Promise<void> {
  const number = await store.beginLoad(aCampaign().id, 'contacts.csv', NOON);
  await store.addRows(number, rows);
  await store.publishLoad(number, []);
}

export function refused(
  row: number,
  is: 'rejected' | 'skipped',
  code: string,
  message: string,
  number: string,
): LoadRow {
  const body = { to_number: number, cells: { Phone: number }, code, message };
  return { row, personal: { owner: `r${row}`, key: 'row', body }, digest: `r${row}`, outcome: { is, code } };
}

function accepted(more: Partial<Contact>): LoadRow {
  const to = { key: 'k:1' as ContactKey, destination: 'd:1' as DestinationKey, place: 'America/New_York' };
  return {
    row: 2,
    personal: { owner: ID, key: 'row', body: { to_number: '+14155550102', cells: { Name: 'Ada' }, variables: {} } },
    digest: 'r2',
    outcome: {
      is: 'accepted',
      contact: aContact({ is: 'ready', dueAt: NOON }, { id: ID, row: 2, load: 1, ...to, ...more }),
    },
  };
}

async function dial(store: Store, now: number): Promise<void> {
  const contact = (await store.contact(ID))!;
  const { plan, account } = aCampaign();
  const attempt = makeAttempt({
    id: attemptId('ledger', contact.campaign, ID, contact.seq + 1),
    contact: ID,
    account,
    line: 'ap_sandbox' as LineId,
    agent: plan.agent,
    destination: contact.destination,
    seq: contact.seq + 1,
    batch: 'batch',
    sendAt: now,
    sendBy: now + 1_000,
    longestEnd: now + 691_000,
  });
  const next = permit(contact, attempt);
  if (next === undefined) throw new Error(`not ready: ${contact.state.is}`);
  const told = {
    at: now,
    actor: 'engine',
    attempt: attempt.id,
    event: 'placing',
    cause: null,
    evidence: { line: attempt.line, send_by: attempt.sendBy, plan: 1 },
  } as const;
  const change = { contact: { from: contact.version, to: next }, log: [logLine(contact, next, told)] };
  const [result] = await store.commit([{ ...change, attempt: { from: 'new', to: attempt } }], {});
  if (result?.is !== 'done') throw new Error(JSON.stringify(result));
}

export const accept: Extract<AttemptEvent, { is: 'accepted' }> = { is: 'accepted', callId: CALL };
export const over = (
  disposition: 'answered' | 'no_answer' | 'busy',
  endReason: string,
  endedAt: number,
  startedAt: number | null = null,
): Extract<AttemptEvent, { is: 'over' }> => ({ is: 'over', callId: CALL, disposition, startedAt, endedAt, endReason });
