/**
 * The ledger as its owners see it. A store remembers and takes no decisions: it has no verbs of the domain.
 * Every write answers, per item, whether it happened; uniqueness is by constraint, never by a caught error.
 */
import type { DueQuery } from './due-query.ts';
import type { Attempt } from '../model/attempt.ts';
import type { Campaign } from '../model/campaign.ts';
import type { Contact, ContactStateName } from '../model/contact.ts';
import type {
  AccountKey,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
  LineId,
} from '../model/ids.ts';
import type { Disposition } from '../model/disposition.ts';
import type { NumberGuard } from '../model/number-limits.ts';
import type { Scope, Suppression } from '../model/suppression.ts';
import type { Instant } from '../model/time.ts';
import type { Aging } from './aging.ts';
import type { CalledBefore, LoadRow, LoadRowResult, LoadSummary, Publish, StagedRow } from './load-rows.ts';
import type { LostBecause } from './lost-because.ts';
import type { ReportRow, RowRecord } from './report-rows.ts';
import type { StandingReads } from './standing-reads.ts';
import type {
  AlsoIn,
  CalledElsewhere,
  Digests,
  Erased,
  LoggedLine,
  LogHead,
  LogLine,
  Personal,
  Task,
} from './records.ts';

export type { NotedAttempt, ReportRow, RowRecord } from './report-rows.ts';
export type { CalledBefore, LoadRow, LoadRowResult, LoadSummary, Publish, StagedRow } from './load-rows.ts';
export type {
  AlsoIn,
  CalledElsewhere,
  Digests,
  Erased,
  LogActor,
  LoggedLine,
  LogHead,
  LogLine,
  Personal,
  StoredLine,
  Task,
} from './records.ts';

export type LedgerInfo = {
  /** Random, in every attempt id. */
  readonly id: string;
  readonly schema: number;
  /** Secret of the keyed digests of numbers and contact keys (I8). */
  readonly digestKey: string;
  readonly createdAt: Instant;
};

/**
 * One contact's change and, in the same commit, its attempt's, its log lines and personal notes.
 * `from` is the version it was read at, or `new`; a change whose contact or attempt has moved on is `lost`.
 */
export type Change = {
  readonly contact: { readonly from: number; readonly to: Contact };
  readonly attempt?: { readonly from: number | 'new'; readonly to: Attempt };
  readonly log: readonly LogLine[];
  /** Kept only for an owner whose `row` is there: what arrives of somebody who was forgotten is not remembered again. */
  readonly personal?: readonly Personal[];
  readonly tasks?: readonly Task[];
};

/** Checked under lock in the commit itself, in the order account → campaigns → destinations → contacts. */
export type Guards = {
  /** The engine's fence: a commit under an older epoch is lost whole. */
  readonly epoch?: { readonly account: AccountKey; readonly epoch: number };
  /** Open attempts of the account after the commit may not exceed this; granted in the order of the changes. */
  readonly slots?: { readonly account: AccountKey; readonly max: number };
  /** Nothing new is dialed at an instant before the one that the provider asked to wait for. */
  readonly openAt?: { readonly account: AccountKey; readonly at: Instant };
  /** Of a new attempt: no more starts on its line within a second of its own, whoever gave the appointment (I5). */
  readonly pace?: Pace;
  /** The contact's campaign must be `running` at this commit. */
  readonly running?: boolean;
  /** The destination is not suppressed then, under any scope of its campaign. (None may be open on it or unheard in any case.) */
  readonly unsuppressed?: { readonly at: Instant };
  /** Of a new attempt: how often its number may be called, whichever campaign did. */
  readonly numbers?: readonly NumberGuard[];
  /**
   * Its budget is counted, with `people` the step of its ramp too: where it has one, a new attempt is lost without. To count
   * the people of a large campaign costs a look at all of its attempts.
   */
  readonly limits?: { readonly campaign: CampaignId; readonly people?: boolean };
};

/** `at`: the appointment; `most`: starts of the line in any second. */
export type Pace = {
  readonly account: AccountKey;
  readonly line: LineId;
  readonly at: Instant;
  readonly most: number;
};

export type { LostBecause };
export type CommitResult =
  | { readonly is: 'done' }
  /** `current`: the contact as it stands (undefined when it is gone). */
  | { readonly is: 'lost'; readonly because: LostBecause; readonly current: Contact | undefined };

export type CampaignCounts = {
  readonly rows: number;
  readonly states: Readonly<Record<ContactStateName, number>>;
  /** Rows, not contacts. */
  readonly rejected: number;
  readonly skippedRows: number;
  readonly codes: Readonly<Record<string, number>>;
  /** Contacts that were left out after they were loaded, by the reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly dispositions: Readonly<Partial<Record<Disposition, number>>>;
  /** Attempts that reached the provider. */
  readonly dialed: number;
};

export type { DueQuery };

export type Store = StandingReads &
  Aging<LogHead> & {
    info(): Promise<LedgerInfo>;

    // accounts
    /** Takes the account for a new engine: its epoch goes up by one and every older engine's guards fail. */
    takeAccount(account: AccountKey, now: Instant): Promise<number>;
    /** The provider asked to wait: kept, so that no other process and no later one dials before. Never made earlier. */
    closeAccount(account: AccountKey, until: Instant): Promise<void>;
    /** 0 where it never asked. */
    closedUntil(account: AccountKey): Promise<Instant>;

    // campaigns
    campaigns(): Promise<readonly Campaign[]>;
    campaign(id: CampaignId): Promise<Campaign | undefined>;
    /** `from` is the version read, or `new`. Every plan version's spec text is kept. */
    putCampaign(from: number | 'new', to: Campaign, log: readonly LogLine[]): Promise<'done' | 'lost'>;

    // loading: rows become visible with `publish`, all at once; a load never published leaves nothing
    beginLoad(campaign: CampaignId, list: string, now: Instant): Promise<number>;
    /**
     * One short transaction of a few hundred rows. An accepted row whose key is already taken is not added and its result
     * says so; the loader then hands the same row over again as `skipped: duplicate` or `rejected: duplicate_conflict`.
     * A rejected or skipped row takes the place of a contact that this load added under the same owner.
     */
    addRows(load: number, rows: readonly LoadRow[]): Promise<readonly LoadRowResult[]>;
    /**
     * Rows of contacts this load adds although their destination was dialed in this campaign, for a contact that the load
     * does not name; by row, those after `after`.
     */
    calledBefore(load: number, after: number, limit: number): Promise<readonly CalledBefore[]>;
    /**
     * Known contacts to whom the load gives a number that was dialed in this campaign for a contact that it does not name:
     * they are left out when it is published. Their rows, in order.
     */
    leaveOutCorrected(load: number): Promise<readonly number[]>;
    /** What publishing the load would come to, as things stand: nothing is written. */
    reviewLoad(load: number): Promise<LoadSummary>;
    /** Which of these contacts the open load names, and what becomes of them. */
    stagedRows(load: number, contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, StagedRow>>;
    /** By what an unchanged row of each is told: for a comparison elsewhere. */
    rowDigests(contacts: readonly ContactId[]): Promise<ReadonlyMap<ContactId, string>>;
    /**
     * Everything the load added becomes visible in one transaction, and rejected/skipped rows of earlier loads of the same
     * list are replaced by this load's. Staged changes of known contacts (model/list-changes.ts: looked at again, one by one),
     * moved row numbers and, by `sync`, the leaving of those who vanished follow in short transactions before this resolves;
     * a process that dies between leaves them to the next one that opens the ledger.
     * The campaign's version goes up by one: who read it before these rows were there loses a put.
     * `vanished`: contacts of the same list that this load did not name; they stay unless `sync`.
     */
    publishLoad(load: number, log: readonly LogLine[], how?: Publish): Promise<LoadSummary>;
    abandonLoad(load: number): Promise<void>;

    // who is not dialed
    /**
     * How many are in force now and were not before. What is there is never weakened: the longer `until` holds. Once it
     * resolves no commit that asks for `unsuppressed` dials one of them. `notes`: of `suppressionOwner`, by their scope.
     * Written in short transactions, in the order given: sorted by destination, a million is written soonest.
     */
    suppress(entries: readonly Suppression[], notes?: readonly Personal[]): Promise<number>;
    /** The only way back. How many there were; their notes go with them, `notes` of who took them back and why come. */
    unsuppress(
      destinations: readonly DestinationKey[],
      scope: Scope | 'all',
      log: readonly LogLine[],
      notes?: readonly Personal[],
    ): Promise<number>;
    /** Of those in force under any of the scopes the one that holds longest. */
    suppressed(
      destinations: readonly DestinationKey[],
      scopes: readonly Scope[],
      now: Instant,
    ): Promise<ReadonlyMap<DestinationKey, Suppression>>;
    /** All of them, those that are over too, by destination and scope. */
    suppressions(
      after: Pick<Suppression, 'destination' | 'scope'> | null,
      limit: number,
    ): Promise<readonly Suppression[]>;

    // what must happen later
    /** One of the same kind and subject is replaced. */
    putTasks(tasks: readonly Task[]): Promise<void>;
    /** Oldest first. */
    dueTasks(kinds: readonly string[], now: Instant, limit: number): Promise<readonly Task[]>;
    task(kind: string, subject: string): Promise<Task | undefined>;
    /** When the first of them is due; null when there is none. */
    nextTask(kinds: readonly string[]): Promise<Instant | null>;
    /** False where it was put again since it was read: its `tries` or its instant differ. */
    dropTask(task: Task): Promise<boolean>;

    // the engine's reads
    /** `ready` contacts whose alarm has rung, by priority, due, row. */
    due(query: DueQuery): Promise<readonly Contact[]>;
    /** The distinct places of a campaign's ready contacts. */
    places(campaign: CampaignId): Promise<readonly string[]>;
    /** Live contacts other than `ready` whose alarm has rung, with their attempts, oldest first. */
    alarms(
      account: AccountKey,
      now: Instant,
      limit: number,
    ): Promise<readonly { contact: Contact; attempt: Attempt }[]>;
    /** The earliest alarm: of ready contacts of running campaigns, and of all others of the account. Null when none. */
    nextAlarms(account: AccountKey): Promise<{ readonly ready: Instant | null; readonly others: Instant | null }>;
    /** Every open attempt of the account with its contact. */
    openAttempts(account: AccountKey): Promise<readonly { contact: Contact; attempt: Attempt }[]>;
    /** The last `sendAt` of each line, so that a restarted engine does not start early. */
    lastSends(account: AccountKey): Promise<ReadonlyMap<string, Instant>>;
    contact(id: ContactId): Promise<Contact | undefined>;
    attempt(id: AttemptId): Promise<Attempt | undefined>;
    attemptByCall(call: CallId): Promise<Attempt | undefined>;
    attemptsOf(contact: ContactId): Promise<readonly Attempt[]>;

    /** The one way a contact or attempt changes. Results are in the order of the changes. */
    commit(changes: readonly Change[], guards: Guards): Promise<readonly CommitResult[]>;
    append(log: readonly LogLine[]): Promise<void>;

    // reports
    counts(campaign: CampaignId): Promise<CampaignCounts>;
    /** Rows in the order of lists and rows; `after` is the last one of the page before. */
    rows(campaign: CampaignId, after: RowRecord | null, limit: number): Promise<readonly RowRecord[]>;
    /** `rows` in their order with what is known of each, in a few questions a page; `newest`: of the attempts the last alone. */
    reportPage(
      campaign: CampaignId,
      after: RowRecord | null,
      limit: number,
      which: 'newest' | 'all',
    ): Promise<readonly ReportRow[]>;
    personal(owners: readonly string[], key: string): Promise<ReadonlyMap<string, Personal['body']>>;
    personalOf(owner: string): Promise<readonly Personal[]>;
    /** Owners whose `row` data holds the text (case-insensitive), for `why`. */
    searchPersonal(text: string, limit: number): Promise<readonly string[]>;
    /**
     * Erases all that is known of these owners. Loads that are open are given up (`load_replaced`): they may be in them. `cut`: the keyed digests of
     * their numbers, keys and rows too, but an opt-out, and but of whoever has a call open: nobody may be rung twice.
     */
    erase(owners: readonly string[], digests?: Digests): Promise<Erased>;
    /** Overwrites a note that exists; one that does not is not made. */
    replacePersonal(notes: readonly Personal[]): Promise<void>;
    rowByOwner(owner: string): Promise<(RowRecord & { readonly campaign: CampaignId }) | undefined>;
    contactsByDestination(destination: DestinationKey): Promise<readonly Contact[]>;
    /** Of all of these numbers, in no order. */
    contactsOn(destinations: readonly DestinationKey[]): Promise<readonly Contact[]>;
    contactByKey(campaign: CampaignId, key: ContactKey): Promise<Contact | undefined>;
    /** Of the contacts that wait in this campaign: who was called by another since then, or waits in one that runs. */
    alsoIn(campaign: CampaignId, since: Instant): Promise<readonly AlsoIn[]>;
    /** The newest call of each other campaign since then whose request may have rung, a number and campaign each. */
    calledElsewhere(
      campaign: CampaignId,
      destinations: readonly DestinationKey[],
      since: Instant,
    ): Promise<readonly CalledElsewhere[]>;
    /** Contacts of which two calls were open at once. Counted when somebody asks, not while dialing. */
    rangTwice(campaign: CampaignId): Promise<number>;
    /** Null while the log is empty. */
    logHead(): Promise<LogHead | null>;
    log(
      filter: { readonly contact?: ContactId; readonly campaign?: CampaignId },
      after: number,
      limit: number,
    ): Promise<readonly LoggedLine[]>;

    close(): Promise<void>;
  };
