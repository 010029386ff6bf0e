/** A ledger as a program holds it: everything that the command line can do, as values and promises. */
import type { CampaignValue } from '../app/campaign/source.ts';
import type { Finding } from '../app/doctor/finding.ts';
import type { PhoneNumber } from '../app/phone-numbers.ts';
import type { Purged } from '../app/retention/purge.ts';
import type { Verified } from '../app/verify.ts';
import type { Clock } from '../clock.ts';
import type { ProgramSettings } from '../config/program-settings.ts';
import type { StatusReport } from '../report/status.ts';
import type { Campaign, LoadedCampaign, PauseOptions } from './campaign.ts';
import type { CheckOptions, CheckReport, SimulateOptions, Simulation } from './look.ts';
import type { People } from './people.ts';
import type { Suppressions } from './suppressions.ts';
import type { LogRecord } from './results.ts';
import type { LoadOptions, RunOptions, RunResult } from './run-options.ts';

/** What a ledger is opened with. Nothing else is read: no environment, no `.env`, no `outdial.json`. */
export type OutdialOptions = ProgramSettings & {
  /** Whom the log names as who asked. Default `program`. */
  readonly operator?: string;
  /** Where relative paths start. Default: the process's folder. */
  readonly cwd?: string;
  /** Default: this machine's. */
  readonly clock?: Clock;
  /** Dials although another ledger dials on this account. Default false. */
  readonly acceptOtherLedgers?: boolean;
  /** The keys of `outdial.json`, what is true of the account (docs/keys.md). Relative paths start at `cwd`. */
  readonly account?: Readonly<Record<string, unknown>>;
};

/** Names of the account's numbers. */
export type NumberOptions = {
  /** Only those that this agent answers. */
  readonly agentId?: string;
};

/** An open ledger. */
export type Outdial = {
  /**
   * Loads a campaign's list into the ledger; nobody is dialed. `campaign`: the path of a campaign file or of a list, or an
   * object with the keys of a campaign file (docs/keys.md), whose `contacts` are a path, or rows: any iterable or async
   * iterable of objects. Rows are read once, one by one, and never held together. Whatever fails, nothing of it is loaded.
   */
  load(campaign: string | CampaignValue, options?: LoadOptions): Promise<LoadedCampaign>;
  /** What is in a campaign and what is wrong with it: nothing is kept, nobody is dialed. */
  check(campaign: string | CampaignValue, options?: CheckOptions): Promise<CheckReport>;
  /** Plays a campaign on a virtual clock: when it would end, what it would cost. Nobody is dialed. */
  simulate(campaign: string | CampaignValue, options?: SimulateOptions): Promise<Simulation>;
  /** A campaign of the ledger by its name, whoever loaded it. Rejects with `unknown_campaign`. */
  campaign(name: string): Promise<Campaign>;
  /** How every campaign of the ledger stands. */
  campaigns(): Promise<readonly StatusReport[]>;
  /**
   * Dials campaigns to their end, or watches whoever dials with this ledger already. One run at a time (`already_running`).
   * A run that is stopped, paused or limited resolves and says so in `end`; it rejects where nothing could begin.
   */
  run(options?: RunOptions): Promise<RunResult>;
  /** Pauses every campaign of the ledger. Answers how many this paused. */
  pauseAll(options?: PauseOptions): Promise<number>;
  /** The people of the ledger. */
  readonly people: People;
  /** Whom nobody calls any more. */
  readonly suppressions: Suppressions;
  /** The numbers of the account, and which agent answers each. */
  phoneNumbers(options?: NumberOptions): Promise<readonly PhoneNumber[]>;
  /** Has a number (an id, the number, or its label) answered by an agent; null: by none. */
  assignNumber(number: string, agentId: string | null): Promise<PhoneNumber>;
  /** Is everything set up: provider, machine, ledger. `agentId`: looked at, too. */
  doctor(options?: { readonly agentId?: string }): Promise<readonly Finding[]>;
  /** Erases what is older than `account.retention` says, kind by kind; `dry`: only says what would go. */
  purge(options?: { readonly dry?: boolean }): Promise<Purged>;
  /** The log of the whole ledger, oldest first. */
  log(): AsyncIterable<LogRecord>;
  /** Is the log whole, and is `head` (the hash of a line, noted earlier, or at least 12 digits of it) still in it? */
  verify(head?: string): Promise<Verified>;
  /** Copies the ledger into a file, safe while somebody dials. Answers the head of its log; null: it is empty. */
  backup(
    path: string,
    options?: { readonly force?: boolean },
  ): Promise<{ readonly seq: number; readonly hash: string } | null>;
  /** A run that goes on is stopped at once; what it has open is found by the next. Nothing can be asked afterwards (`closed`). */
  close(): Promise<void>;
};
