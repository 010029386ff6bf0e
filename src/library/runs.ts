/** Loads and dials for a program: one run at a time, with the listeners of each campaign told of what happens in it. */
import { askSafely, HOOK_DEADLINE } from '../app/campaign/before-dial.ts';
import { endOf } from '../app/campaign/end.ts';
import type { RunEvent } from '../app/campaign/events.ts';
import { followCampaign } from '../app/campaign/follow.ts';
import { proposeCampaign, refuseToDial, refuseWithoutTerms, type Prepared } from '../app/campaign/prepare.ts';
import { runCampaigns } from '../app/campaign/run.ts';
import { findCampaign } from '../app/ledger.ts';
import { statusOf } from '../app/status.ts';
import { Signal } from '../clock.ts';
import type { Campaign as Record } from '../model/campaign.ts';
import { userError } from '../model/errors.ts';
import { SECOND } from '../model/time.ts';
import { operatorZone } from '../report/when.ts';
import type { Campaign } from './campaign.ts';
import { handleOf } from './campaign-handle.ts';
import type { Held } from './held.ts';
import { aborted } from './given-campaign.ts';
import { changesOf, countsOf, keptOf, refuseUnlessAgreed } from './load-changes.ts';
import { Listeners } from './listeners.ts';
import { sourceFor } from './look.ts';
import { givenDuration, readOptions } from './options.ts';
import type { Outdial } from './outdial.ts';
import { LOADING, RUNNING, type LoadOptions, type RunOptions, type RunResult } from './run-options.ts';

export type Runs = Pick<Outdial, 'load' | 'run'> & {
  handle(campaign: Pick<Record, 'id' | 'name'>): Campaign;
  /** Resolves once no run and no load goes on. */
  over(): Promise<void>;
};

export function runsOf(held: Held): Runs {
  const { open, config, account, caller, closing, asking } = held;
  const { store } = open;
  const { baseUrl } = config;
  const loaded = new Map<string, Prepared>();
  const listening = new Map<string, Listeners>();
  const underWay = new Set<Promise<unknown>>();
  let running = false;

  const listenersOf = (id: string): Listeners => {
    const listeners = listening.get(id) ?? new Listeners();
    listening.set(id, listeners);
    return listeners;
  };
  const handle = (campaign: Pick<Record, 'id' | 'name'>): Campaign =>
    handleOf(campaign, held, listenersOf(campaign.id), { run, track });
  const track = <T>(work: Promise<T>): Promise<T> => {
    const quiet = work.then(
      () => undefined,
      () => undefined,
    );
    underWay.add(quiet);
    void quiet.then(() => underWay.delete(quiet));
    return work;
  };

  async function load(campaign: Parameters<Outdial['load']>[0], given?: LoadOptions): ReturnType<Outdial['load']> {
    asking();
    const { signal, ...options } = readOptions<LoadOptions>(given, LOADING);
    if (signal?.aborted === true) throw aborted(signal);
    return track(loadNow(campaign, signal, options));
  }

  async function loadNow(
    campaign: Parameters<Outdial['load']>[0],
    signal: AbortSignal | undefined,
    { onChanges, ...options }: Omit<LoadOptions, 'signal'>,
  ): ReturnType<Outdial['load']> {
    // A ledger that is closed in the middle of a load lets go of the rows, too.
    const stop = signal === undefined ? closing : AbortSignal.any([signal, closing]);
    const source = await sourceFor(campaign, stop, account, caller);
    refuseWithoutTerms([source], baseUrl);
    const only = options.only === undefined ? {} : { only: keptOf(options.only) };
    const proposal = await proposeCampaign(open, source, { baseUrl, ...options, ...only }, caller);
    try {
      const changes = changesOf(proposal, caller.clock.now());
      if (changes !== null && onChanges !== undefined) await refuseUnlessAgreed(changes, onChanges, stop);
      const prepared = await proposal.apply();
      loaded.set(prepared.campaign.id, prepared);
      return Object.assign(handle(prepared.campaign), { loaded: countsOf(prepared, changes) });
    } catch (error) {
      await proposal.abandon();
      throw error;
    }
  }

  async function run(given?: RunOptions): Promise<RunResult> {
    asking();
    const options = readOptions<RunOptions>(given, RUNNING);
    const deadline = givenDuration(options.beforeDialTimeout, HOOK_DEADLINE);
    if (deadline < SECOND / 20 || deadline > 60 * SECOND) {
      throw userError('wrong_option', 'The option beforeDialTimeout must be from 50ms to 60s.');
    }
    if (running) throw userError('already_running', 'This ledger is being dialed by a run of this program.');
    running = true;
    const work = runNow(options, deadline).finally(() => {
      open.letGo();
      running = false;
    });
    return track(work);
  }

  async function runNow(options: RunOptions, deadline: number): Promise<RunResult> {
    const campaigns = await chosen(options.campaigns);
    const prepared = campaigns.flatMap(({ id }) => loaded.get(id) ?? []);
    const accepted = { continued: options.continueFinished === true, rejects: options.acceptRejects === true };
    if (prepared.length > 0) refuseToDial(prepared, accepted, baseUrl, caller);
    const told = campaigns.map(({ id }) => listenersOf(id));
    const before = told.reduce((sum, { unheard }) => sum + unheard, 0);
    const hook = options.beforeDial;
    const over = new AbortController();
    const heard = (cause: unknown): void => failed(told, 'beforeDial', cause);
    const asks = hook && askSafely(hook, deadline, caller.clock, heard, over.signal);
    const tales = await tell(campaigns);
    try {
      const end = await runCampaigns(open, campaigns, { ...atRun(options, told), beforeDial: asks }, caller);
      await tales.over();
      const reports = await Promise.all(
        campaigns.map(({ id }) =>
          statusOf(store, config, id, { now: caller.clock.now(), zone: operatorZone(), brief: true }),
        ),
      );
      const unheardErrors = told.reduce((sum, { unheard }) => sum + unheard, 0) - before;
      return { end, campaigns: reports.map(({ report }) => report), unheardErrors };
    } finally {
      over.abort();
      await tales.over();
    }
  }

  /** Tells what happens in each, from now on. `over`: resolves once all that has happened was told. */
  async function tell(campaigns: readonly Record[]): Promise<{ over(): Promise<void> }> {
    const after = (await store.logHead())?.seq ?? 0;
    let goesOn = true;
    const wakes = campaigns.map(() => new Signal());
    const telling = campaigns.map(async (campaign, nth) => {
      const listeners = listenersOf(campaign.id);
      const wake = wakes[nth] ?? new Signal();
      const following = { after, wanted: (name: Parameters<Listeners['has']>[0]) => listeners.has(name) };
      try {
        const more = { wake, goesOn: () => goesOn };
        for await (const event of followCampaign(store, campaign, { ...following, more }, caller)) {
          const { event: name, ...rest } = event;
          listeners.tell(name, rest as never); // the union of both is one event
        }
      } catch (cause) {
        listeners.failed('events', cause);
      }
    });
    return {
      over: async () => {
        goesOn = false;
        for (const wake of wakes) wake.wake();
        await Promise.all(telling);
      },
    };
  }

  function atRun(
    { limit, signal, atOnce, untilIdle, resume, onProgress, onEvent }: RunOptions,
    told: readonly Listeners[],
  ): Parameters<typeof runCampaigns>[2] {
    const guarded = (work: () => void): void => {
      try {
        work();
      } catch (cause) {
        failed(told, 'events', cause);
      }
    };
    const onEventOf = (event: RunEvent): void => {
      if (event.is === 'progress') {
        guarded(() => onProgress?.(event.picture));
        for (const listeners of told) listeners.tell('progress', event.picture);
        return;
      }
      guarded(() => onEvent?.(event));
      if (event.is !== 'notice') return;
      for (const listeners of told) listeners.tell('notice', { sentence: event.sentence });
    };
    const now = atOnce === undefined ? closing : AbortSignal.any([atOnce, closing]);
    const resumedBy = resume === true ? caller.operator : undefined;
    return { limit: limit ?? null, signal, atOnce: now, untilIdle, resumedBy, onEvent: onEventOf };
  }

  async function chosen(names: readonly string[] | undefined): Promise<readonly Record[]> {
    if (names !== undefined && names.length > 0) return Promise.all(names.map((name) => findCampaign(store, name)));
    const all = names === undefined ? [...loaded.values()] : [];
    const campaigns = await Promise.all(all.map(({ campaign }) => endOf(open, campaign)));
    if (campaigns.length > 0) return campaigns.map(({ campaign }) => campaign);
    throw userError('nothing_loaded', 'No campaign was loaded.', 'Load one, or name those of the ledger.');
  }

  return {
    load,
    run,
    handle,
    over: async () => {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
}

function failed(told: readonly Listeners[], where: 'beforeDial' | 'events', cause: unknown): void {
  const heard = told.filter((listeners) => listeners.has('error'));
  for (const listeners of heard.length > 0 ? heard : told.slice(0, 1)) listeners.failed(where, cause);
}
