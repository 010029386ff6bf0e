/** The library: campaigns loaded and dialed by a program, by the operations that the command line uses. Nothing else is exported. */
import { programAccount, type Account } from './app/account-file.ts';
import { endOf } from './app/campaign/end.ts';
import type { RunEvent } from './app/campaign/events.ts';
import type { LoadNotice } from './app/campaign/load.ts';
import { prepareCampaign, refuseToDial, refuseWithoutHours, type Prepared } from './app/campaign/prepare.ts';
import { runCampaigns } from './app/campaign/run.ts';
import { readSource, sourceOf, type CampaignValue } from './app/campaign/source.ts';
import { pauseCampaigns, resumeCampaigns, type Resumed } from './app/campaign/steer.ts';
import { findCampaign } from './app/ledger.ts';
import { openAccount, type OpenAccount } from './app/open.ts';
import type { Caller } from './app/runtime.ts';
import { statusOf } from './app/status.ts';
import { systemClock, type Clock } from './clock.ts';
import { programConfig, type ProgramSettings } from './config/program-settings.ts';
import type { Config } from './config/environment.ts';
import type { Campaign } from './model/campaign.ts';
import { UserError, userError, type Problem } from './model/errors.ts';
import type { RunEnd } from './model/run.ts';
import { randomId, randomSecret } from './random.ts';
import type { RunPicture } from './report/progress.ts';
import type { StatusReport } from './report/status.ts';

export type { CampaignValue, Clock, LoadNotice, Problem, RunEnd, RunEvent, RunPicture, StatusReport };
/** What a user can mend: thrown with every problem found, each with its code. */
export { UserError };

export type OutdialOptions = ProgramSettings & {
  /** Whom the log names as who asked. Default `program`. */
  readonly operator?: string;
  /** Where relative paths start. Default: the process's folder. */
  readonly cwd?: string;
  /** Default: this machine's. */
  readonly clock?: Clock;
  /** Dials although another ledger dials on this account. */
  readonly acceptOtherLedgers?: boolean;
  /** The keys of `outdial.json`, what is true of the account: no file is read. Relative paths start at `cwd`. */
  readonly account?: Readonly<Record<string, unknown>>;
};

export type LoadOptions = {
  /** A file for the rows that were rejected. */
  readonly rejects?: string;
  /** Replaces that file where it is there. */
  readonly force?: boolean;
  readonly onNotice?: (notice: LoadNotice) => void;
};

export type LoadedCampaign = {
  readonly name: string;
  readonly rows: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly skipped: number;
  /** Rejected and skipped rows by the code that decided. */
  readonly byCode: Readonly<Record<string, number>>;
  /** Contacts that wait to be dialed, those of earlier loads included. */
  readonly toDial: number;
};

export type RunOptions = {
  /** By name. Default: those loaded here. */
  readonly campaigns?: readonly string[];
  /** At most so many contacts are dialed. */
  readonly limit?: number;
  /** No new calls from then on; open ones are followed to their end. */
  readonly signal?: AbortSignal;
  /** Open calls are not waited for either: the next run finds out what became of them. */
  readonly atOnce?: AbortSignal;
  /** Lists of which a fifth is rejected, or that repeat one number, are right. */
  readonly acceptRejects?: boolean;
  /** Finished campaigns whose lists have grown go on. */
  readonly continueFinished?: boolean;
  /** Twice a second at most. */
  readonly onProgress?: (picture: RunPicture) => void;
  readonly onEvent?: (event: Exclude<RunEvent, { readonly is: 'progress' }>) => void;
};

export type RunResult = { readonly end: RunEnd; readonly campaigns: readonly StatusReport[] };

export type Outdial = {
  /** A campaign file or a value with its keys. Loads its list into the ledger; nobody is dialed. */
  load(campaign: string | CampaignValue, options?: LoadOptions): Promise<LoadedCampaign>;
  /** Dials to the end, or watches whoever dials with this ledger already. One run at a time. */
  run(options?: RunOptions): Promise<RunResult>;
  /** Once it resolves no call of the campaign begins any more, whoever dials. */
  pause(name: string): Promise<void>;
  /** Whoever dials goes on with it; where nobody does, `nobody_dials`, and a run goes on with it. */
  resume(name: string): Promise<Resumed['is']>;
  status(name: string): Promise<StatusReport>;
  /** A run that goes on is stopped at once; what it has open is found by the next. Nothing can be asked afterwards. */
  close(): Promise<void>;
};

/** Opens the ledger and the provider, reads no environment, listens to no signal and prints nothing. */
export async function openOutdial(options: OutdialOptions): Promise<Outdial> {
  // Programs without types give anything, and a misspelled option would pass for one that was left out.
  for (const name of Object.keys(options ?? {})) {
    if (!OPTIONS.has(name)) {
      throw userError('wrong_option', `There is no option ${name}.`, `There are: ${[...OPTIONS].join(', ')}.`);
    }
  }
  const {
    operator = 'program',
    cwd = process.cwd(),
    clock = systemClock(),
    acceptOtherLedgers = false,
  } = options ?? {};
  const caller = { clock, makeId: randomId, makeSecret: randomSecret, operator, cwd };
  const config = programConfig(options ?? {}, cwd);
  const account = programAccount(options.account, cwd);
  const open = await openAccount(config, caller, acceptOtherLedgers);
  return outdialOver(open, config, account, caller);
}

const OPTIONS: ReadonlySet<string> = new Set<keyof OutdialOptions>([
  'dataDir',
  'apiKey',
  'baseUrl',
  'apiVersion',
  'pollInterval',
  'operator',
  'cwd',
  'clock',
  'acceptOtherLedgers',
  'account',
]);

function outdialOver(open: OpenAccount, config: Config, account: Account, caller: Caller): Outdial {
  const { store } = open;
  const loaded = new Map<string, Prepared>();
  let running: Promise<unknown> | null = null;
  let closing: Promise<void> | null = null;
  const stop = new AbortController();
  const stillOpen = (): void => {
    if (closing !== null) throw userError('closed', 'This ledger was closed by its program.', 'Open it again.');
  };
  return {
    load: async (campaign, options = {}) => {
      stillOpen();
      const source =
        typeof campaign === 'string'
          ? await readSource(caller.cwd, campaign, {}, account)
          : sourceOf(campaign, caller.cwd, account);
      refuseWithoutHours([source], config.baseUrl);
      const prepared = await prepareCampaign(open, source, { baseUrl: config.baseUrl, ...options }, caller);
      loaded.set(prepared.campaign.id, prepared);
      return loadedOf(prepared);
    },
    run: async (options = {}) => {
      stillOpen();
      if (running !== null) throw userError('already_running', 'This ledger is being dialed by a run of this program.');
      checkLimit(options.limit);
      let over = (): void => undefined;
      running = new Promise<void>((resolve) => (over = resolve));
      try {
        const campaigns = await chosen(options.campaigns);
        const prepared = campaigns.flatMap(({ id }) => loaded.get(id) ?? []);
        const accepted = { continued: options.continueFinished === true, rejects: options.acceptRejects === true };
        if (prepared.length > 0) refuseToDial(prepared, accepted, config.baseUrl, caller);
        const end = await runCampaigns(open, campaigns, runOptions(options, stop.signal), caller);
        return { end, campaigns: await Promise.all(campaigns.map(({ name }) => report(name))) };
      } finally {
        open.letGo();
        running = null;
        over();
      }
    },
    pause: async (name) => {
      stillOpen();
      await pauseCampaigns(store, { name }, {}, config, caller);
    },
    resume: async (name) => {
      stillOpen();
      return (await resumeCampaigns(store, { name }, config, caller)).is;
    },
    status: async (name) => {
      stillOpen();
      return report(name);
    },
    close: () => (closing ??= end()),
  };

  /** A run that goes on is stopped at once, and waited for: what it has open is found by the next. */
  async function end(): Promise<void> {
    stop.abort();
    await running;
    await open.close();
  }

  async function report(name: string): Promise<StatusReport> {
    return (await statusOf(store, config, name)).report;
  }

  async function chosen(names: readonly string[] | undefined): Promise<readonly Campaign[]> {
    if (names !== undefined) return Promise.all(names.map((name) => findCampaign(store, name)));
    const campaigns = await Promise.all([...loaded.values()].map(({ campaign }) => endOf(open, campaign)));
    if (campaigns.length > 0) return campaigns.map(({ campaign }) => campaign);
    throw userError('nothing_loaded', 'No campaign was loaded.', 'Load one, or name those of the ledger.');
  }
}

/** Counted down to nothing: what never comes there would never end. */
function checkLimit(limit: unknown): void {
  if (limit === undefined || (typeof limit === 'number' && Number.isInteger(limit) && limit >= 0)) return;
  throw userError('wrong_option', 'The option limit must be a whole number, 0 or more.');
}

function loadedOf({ campaign, loaded, counts }: Prepared): LoadedCampaign {
  const { rows, accepted, rejected, skipped, byCode } = loaded.report;
  return { name: campaign.name, rows, accepted, rejected, skipped, byCode, toDial: counts.states.ready };
}

function runOptions(
  { limit, signal, atOnce, onProgress, onEvent }: RunOptions,
  closing: AbortSignal,
): Parameters<typeof runCampaigns>[2] {
  const tell = (event: RunEvent): void => {
    if (event.is === 'progress') onProgress?.(event.picture);
    else onEvent?.(event);
  };
  const now = atOnce === undefined ? closing : AbortSignal.any([atOnce, closing]);
  return { limit: limit ?? null, signal, atOnce: now, onEvent: tell };
}
