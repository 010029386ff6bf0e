/** Makes a campaign's handle: every member an operation of `app/`, asked about this one campaign. */
import { cancelCampaign } from '../app/campaign/cancel.ts';
import { followCampaign } from '../app/campaign/follow.ts';
import { findRetryable, retryContacts, RETRY_KINDS, type RetryKind } from '../app/campaign/retry.ts';
import { resumeCampaigns } from '../app/campaign/resume.ts';
import { applySet, planSet } from '../app/campaign/set.ts';
import { pauseCampaigns } from '../app/campaign/steer.ts';
import type { Asking } from '../app/standing.ts';
import { statusOf, statusRecord } from '../app/status.ts';
import { operatorZone } from '../report/when.ts';
import { Signal } from '../clock.ts';
import type { Campaign as Record } from '../model/campaign.ts';
import { UserError, userError } from '../model/errors.ts';
import type { CampaignEvent } from '../app/campaign/follow.ts';
import { addPeople } from './additions.ts';
import type { Campaign, FollowOptions, PauseOptions, RetryOptions } from './campaign.ts';
import type { Held } from './held.ts';
import { speaking } from './in-options.ts';
import type { Listeners } from './listeners.ts';
import { checkSpan, givenInstant, readOptions } from './options.ts';
import { logRecords, resultRows, writeRows } from './results.ts';
import type { RunOptions, RunResult } from './run-options.ts';

/** What goes on while the ledger is held, and is waited for before it is closed. */
export type Working = {
  run(options: RunOptions): Promise<RunResult>;
  track<T>(work: Promise<T>): Promise<T>;
};

export function handleOf(
  { id, name }: Pick<Record, 'id' | 'name'>,
  held: Held,
  listeners: Listeners,
  { run, track }: Working,
): Campaign {
  const { open, config, caller, asking } = held;
  const { store } = open;
  const which = { name: id };
  const asked = (): Asking => ({ now: caller.clock.now(), zone: operatorZone(), brief: true });
  const its = (): Promise<typeof id> => Promise.resolve(id);
  const handle: Campaign = {
    name,
    id,
    on: (event, listener) => {
      listeners.on(event, listener);
      return handle;
    },
    off: (event, listener) => {
      listeners.off(event, listener);
      return handle;
    },
    events: (options) => follow(id, options, held),
    run: async (options) => {
      if (options !== undefined && options !== null && 'campaigns' in options) {
        throw userError('wrong_option', 'A campaign runs itself.', 'Several together: outdial.run({ campaigns }).');
      }
      return run({ ...options, campaigns: [name] });
    },
    pause: async (options) => {
      asking();
      const { until, hangUp = false } = readOptions<PauseOptions>(options, { until: 'instant', hangUp: 'flag' });
      const paused = await pauseCampaigns(store, which, { until: givenInstant(until), hangUp }, config, caller);
      const [now] = paused.now;
      return { state: now?.state.is ?? 'paused', hungUp: paused.hungUp };
    },
    resume: async () => {
      asking();
      return (await resumeCampaigns(store, which, config, caller)).is;
    },
    cancel: async (options) => {
      asking();
      const { hangUp = false } = readOptions<Pick<PauseOptions, 'hangUp'>>(options, { hangUp: 'flag' });
      const { campaign, waited, open: calls, hungUp } = await cancelCampaign(store, id, { hangUp }, config, caller);
      return { state: campaign.state.is, waited, open: calls, hungUp };
    },
    status: async () => {
      asking();
      return (await statusOf(store, config, id, asked())).report;
    },
    standing: async () => {
      asking();
      return statusRecord(await statusOf(store, config, id, { ...asked(), brief: false }));
    },
    results: (options) => resultRows(open, its, options, asking),
    writeResults: async (path, options) => {
      asking();
      return track(writeRows(held, id, path, options));
    },
    log: () => logRecords(open, its, asking),
    retry: async (given) => {
      asking();
      const kinds = { only: 'texts', from: 'instant', to: 'instant', ids: 'texts', countOnly: 'flag' } as const;
      const { only, from, to, ids, countOnly = false } = readOptions<RetryOptions>(given, kinds);
      checkSpan(from, to);
      const wanted = only?.map((word) => kindOf(word)) ?? null;
      const between =
        from === undefined && to === undefined
          ? null
          : { from: givenInstant(from) ?? 0, to: givenInstant(to) ?? Number.MAX_SAFE_INTEGER };
      const found = await findRetryable(store, id, { kinds: wanted, between, ids: ids ?? null }, caller);
      const { byKind, leftOut } = found;
      if (countOnly || found.contacts.length === 0)
        return { reopened: 0, found: found.contacts.length, byKind, leftOut };
      const { reopened } = await retryContacts(store, found, config, caller);
      return { reopened, found: found.contacts.length, byKind, leftOut };
    },
    add: async (list, options) => {
      asking();
      return track(addPeople(held, id, list, options));
    },
    set: async (changes) => {
      asking();
      const settings = settingsOf(changes);
      const plan = await planSet(store, id, settings, held.account, config, caller);
      if (plan.changes.length > 0) await applySet(store, plan, caller);
      return plan.changes.length;
    },
  };
  return speaking(handle);
}

function kindOf(word: string): RetryKind {
  const known = RETRY_KINDS.find((kind) => kind === word);
  if (known !== undefined) return known;
  throw userError('wrong_option', 'The option only names what is no way to end.', `One of ${RETRY_KINDS.join(', ')}.`);
}

/** As a person would type them, so that they are read and checked in the same way. */
function settingsOf(changes: unknown): { readonly key: string; readonly value: string }[] {
  if (typeof changes !== 'object' || changes === null || Array.isArray(changes)) {
    throw userError('wrong_option', 'What is to be set is an object: keys of the campaign file and their new values.');
  }
  let entries: [string, unknown][];
  try {
    entries = Object.entries(structuredClone(changes));
  } catch (cause) {
    throw new UserError({ code: 'wrong_option', message: 'What is to be set holds what is no data.' }, { cause });
  }
  if (entries.length === 0) throw userError('wrong_option', 'Nothing is to be set.');
  return entries.map(([key, value]) => {
    if (value === null) return { key, value: 'default' };
    if (['string', 'number', 'boolean'].includes(typeof value)) return { key, value: String(value) };
    throw userError('wrong_option', 'A value that is set must be a text, a number, true or false, or null.');
  });
}

async function* follow(
  id: Record['id'],
  options: FollowOptions | undefined,
  { open: { store }, caller, closing, asking }: Held,
): AsyncGenerator<CampaignEvent> {
  asking();
  const kinds = { after: 'whole', signal: 'signal', untilNow: 'flag' } as const;
  const { after, signal, untilNow = false } = readOptions<FollowOptions>(options, kinds);
  const wake = new Signal();
  const stop = (): void => wake.wake();
  const stops = [closing, ...(signal === undefined ? [] : [signal])];
  for (const one of stops) one.addEventListener('abort', stop);
  const stopped = (): boolean => stops.some(({ aborted }) => aborted);
  try {
    const from = after ?? (await store.logHead())?.seq ?? 0;
    const more = untilNow ? null : { wake, goesOn: () => !stopped() };
    for await (const event of followCampaign(store, { id }, { after: from, wanted: () => true, more }, caller)) {
      yield event;
      if (stopped()) return;
    }
  } finally {
    for (const one of stops) one.removeEventListener('abort', stop);
  }
}
