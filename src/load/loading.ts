/** A load on its way: judged rows go to the store chunk by chunk, and what became of each is counted. */
import type { LoadReport, RowIssue } from '../model/load-report.ts';
import type { Kept } from '../model/list-changes.ts';
import { tally } from '../model/own.ts';
import type { CampaignId, DestinationKey } from '../model/ids.ts';
import { phoneOf, type Digest } from '../model/one-phone.ts';
import { scopesOf, type Scope, type Suppression } from '../model/suppression.ts';
import type { Instant } from '../model/time.ts';
import { orderedIds, type MakeId } from '../random.ts';
import type { LoadRow, LoadRowResult, LoadSummary, LogLine, Store } from '../store/port.ts';
import { EmptyCells } from './row/empty-cells.ts';
import { IssueTally } from './row/issues.ts';
import type { ValidateContext } from './row/validate.ts';
import {
  calledCorrectionIssue,
  calledIssue,
  changedIssue,
  conflictIssue,
  duplicateIssue,
  notAskedIssue,
  suppressedIssue,
} from './load-issues.ts';
import { leaveOut, placeOfRow, type LeaveOptions } from './leave-out.ts';
import { knownPhone } from './number/known-phone.ts';
import { decidingIssue, end, keysOf, toLoadRow, type Entry, type Ledger } from './to-contact.ts';
import { messageToMend } from './row/confirmed-fixes.ts';
import type { RejectsWriter } from './row/rejects.ts';
import { TopNumber } from './number/most-frequent-number.ts';
import type { OpenList, RowOutcome } from './row/types.ts';
import { spokenAs } from './row/spoken-as.ts';

export type LoadOptions = {
  readonly store: Store;
  readonly campaign: CampaignId;
  readonly list: OpenList;
  readonly ctx: ValidateContext;
  /** The ledger's keyed digest: the same text, the same digest; nobody without the key can tell the text. */
  readonly digest: Digest;
  readonly makeId: MakeId;
  readonly now: Instant;
  /** The campaign's `schedule.start_at`: nobody is due before it. */
  readonly startAt: Instant | null;
  /** What the campaign's calls are for: a no may be about that alone. */
  readonly purpose?: string | null;
  /** The list that a team shares, where there is one. */
  readonly askTeam?: AskTeam;
  /** Lets the process do something else between slices of rows. */
  readonly yieldTurn: () => Promise<void>;
  /** Called for every issue, in the order of the rows; at the end for rows that only the whole list can judge. */
  readonly onIssue?: (issue: RowIssue) => void;
  readonly rejects?: RejectsWriter;
  /** The kinds of rows that are taken of a list whose campaign is known; absent: all. */
  readonly only?: readonly Kept[];
} & LeaveOptions;

/** Who of these numbers said no outside the ledger, by the number that was asked for. */
export type AskTeam = (
  numbers: readonly string[],
  scopes: readonly Scope[],
  now: Instant,
) => Promise<ReadonlyMap<string, Said>>;

type Said = Pick<Suppression, 'source' | 'at' | 'until'>;

/** Rows looked at together. */
export const CHUNK = 200;
const SAMPLES = 3;
const KINDS = ['new', 'changed', 'corrected'] as const satisfies readonly Kept[];

/** Whose call would carry these: a row of the list. */
export type FirstOfList = Pick<RowOutcome, 'row'> & Pick<NonNullable<RowOutcome['accepted']>, 'variables'>;

/** Takes judged rows to the store, chunk by chunk, and counts what became of them. */
export class Loading {
  readonly #options: LoadOptions;
  readonly #ledger: Ledger;
  readonly #tally = new IssueTally();
  readonly #empty: EmptyCells;
  readonly #top = new TopNumber();
  readonly #samples: string[] = [];
  readonly #places = new Map<string, number>();
  #first: FirstOfList | null = null;
  readonly #byCode: Record<string, number> = {};
  readonly #nextId: () => string;
  readonly #n = { rows: 0, accepted: 0, rejected: 0, skipped: 0, duplicates: 0 };

  constructor(options: LoadOptions, load: number) {
    const { campaign, list, digest, startAt, now, ctx, only } = options;
    this.#options = options;
    this.#empty = new EmptyCells(ctx.variables, ctx.spoken ?? []);
    this.#nextId = orderedIds(options.makeId, now);
    this.#ledger = {
      campaign,
      list: list.name,
      load,
      dueAt: startAt ?? now,
      digest,
      spokenAs: spokenAs(ctx.variables),
      kept: only === undefined ? [] : KINDS.filter((kind) => !only.includes(kind)),
      numberColumns: ctx.mapping.toNumber,
    };
  }

  get places(): ReadonlyMap<string, number> {
    return this.#places;
  }

  get first(): FirstOfList | null {
    return this.#first;
  }

  async add(outcomes: readonly RowOutcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const { store } = this.#options;
    const { digest } = this.#ledger;
    const fresh = outcomes.map((outcome): Entry => {
      const { status, issues } = outcome;
      return { outcome, owner: this.#nextId(), status, issues, keys: keysOf(outcome, digest) };
    });
    const allowed = await this.#suppress(await Promise.all(fresh.map(this.#recognize)));
    const judged = await leaveOut(allowed, this.#options, this.#ledger);
    const results = await store.addRows(this.#ledger.load, judged.map(this.#toLoadRow));
    const settled = judged.map((entry, at) => this.#settle(entry, results[at]));
    // A row whose key was taken was not added: it goes in again as what it is.
    const repeated = settled.filter((entry, at) => entry.status !== judged[at]?.status);
    if (repeated.length > 0) await store.addRows(this.#ledger.load, repeated.map(this.#toLoadRow));
    for (const entry of settled) await this.#count(entry);
  }

  /**
   * Whoever was called under a key that this list does not name any more is not called again as somebody new. Known only
   * once the whole list was read: two keys on one phone that both stand in it are two people.
   */
  async leaveOutCalled(): Promise<void> {
    const { store, ctx, yieldTurn } = this.#options;
    const { load } = this.#ledger;
    for (const row of await store.leaveOutCorrected(load)) this.#note(calledCorrectionIssue(row));
    for (let after = 0; ;) {
      const found = await store.calledBefore(load, after, CHUNK);
      if (found.length === 0) return;
      const issues = found.map((called) => calledIssue(called, ctx.mapping.id));
      const rows = found.map(({ row, personal: { body, ...personal } }, at): LoadRow => {
        const [code, message] = [issues[at]?.code ?? '', issues[at]?.message ?? ''];
        return {
          row,
          digest: '',
          personal: { ...personal, body: { ...body, code, message } },
          outcome: { is: 'skipped', code },
        };
      });
      await store.addRows(load, rows);
      for (const issue of issues) {
        this.#n.accepted -= 1;
        this.#n.skipped += 1;
        tally(this.#byCode, issue.code);
        this.#note(issue);
        after = issue.row;
      }
      await yieldTurn();
    }
  }

  /** What only the whole list shows: which columns are empty here and there, and which everywhere. */
  tellEmpty(): void {
    for (const gathered of this.#empty.issues()) {
      this.#tally.gather(gathered);
      this.#options.onIssue?.(gathered.issue);
    }
  }

  #note(issue: RowIssue): void {
    this.#tally.add(issue);
    this.#options.onIssue?.(issue);
  }

  counts(): Omit<LoadReport, 'list' | keyof LoadSummary> {
    return {
      ...this.#n,
      byCode: { ...this.#byCode },
      topNumber: this.#top.top(),
      samples: [...this.#samples],
      issues: this.#tally.groups(this.#n.rows),
    };
  }

  logLine(): LogLine {
    const { campaign, now } = this.#options;
    const { rows, accepted, rejected, skipped } = this.#n;
    const evidence = { load: this.#ledger.load, rows, accepted, rejected, skipped };
    const nobody = { contact: null, attempt: null, from: null, to: null, cause: null };
    return { at: now, actor: 'loader', campaign, ...nobody, event: 'loaded', evidence };
  }

  readonly #toLoadRow = (entry: Entry): LoadRow => toLoadRow(entry, this.#ledger);

  readonly #recognize = async (entry: Entry): Promise<Entry> => {
    const { accepted } = entry.outcome;
    const known = accepted === null ? undefined : await knownPhone(this.#options, accepted);
    return known === undefined ? entry : { ...entry, known };
  };

  /** A contact already in the ledger keeps its row: the guard at dialing stops it, and the counts stay whole. */
  async #suppress(entries: readonly Entry[]): Promise<readonly Entry[]> {
    const { store, campaign, now } = this.#options;
    const spelled = ({ keys }: Entry): readonly DestinationKey[] => keys?.destinations ?? [];
    const { purpose = null } = this.#options;
    const scopes = scopesOf({ id: campaign, plan: purpose === null ? {} : { purpose } });
    const suppressed = await store.suppressed([...new Set(entries.flatMap(spelled))], scopes, now);
    const byTeam = await this.#saidToTeam(entries, scopes);
    if (suppressed.size === 0 && byTeam.size === 0) return entries;
    const judged: Entry[] = [];
    for (const entry of entries) {
      const keys = spelled(entry);
      const own = keys.map((key) => suppressed.get(key)).find((each) => each !== undefined);
      // A no under one spelling is a no under each, and the guard looks at the contact's own.
      if (own !== undefined && keys.some((key) => !suppressed.has(key))) {
        await store.suppress(keys.map((destination) => ({ ...own, destination, at: now })));
      }
      const found: Said | undefined = own ?? byTeam.get(entry.outcome.accepted?.to ?? '');
      const key = entry.known?.key ?? entry.keys?.contact;
      const stays =
        found === undefined || (key !== undefined && (await store.contactByKey(campaign, key)) !== undefined);
      judged.push(stays ? entry : end(entry, 'skipped', suppressedIssue(entry, found)));
    }
    return judged;
  }

  async #saidToTeam(entries: readonly Entry[], scopes: readonly Scope[]): Promise<ReadonlyMap<string, Said>> {
    const { askTeam, now } = this.#options;
    if (askTeam === undefined) return new Map();
    const numbers = entries.flatMap(({ outcome: { accepted } }) => (accepted === null ? [] : [accepted.to]));
    return askTeam([...new Set(numbers)], scopes, now);
  }

  #settle(entry: Entry, result: LoadRowResult | undefined): Entry {
    switch (result?.is) {
      case 'duplicate':
        return result.same
          ? end(entry, 'skipped', duplicateIssue(entry, result.ofRow))
          : end(entry, 'rejected', conflictIssue(entry, result.ofRow, this.#options.ctx.mapping.id));
      case 'changed':
        return { ...entry, issues: [...entry.issues, changedIssue(entry, result.change, result.updated)] };
      case 'added':
        // Whoever is left out all the same goes in again as that.
        return entry.status === 'accepted' && this.#ledger.kept.includes('new')
          ? end(entry, 'skipped', notAskedIssue(entry))
          : entry;
      case 'unchanged':
      case undefined:
        return entry;
    }
  }

  async #count(entry: Entry): Promise<void> {
    const { status, issues, outcome } = entry;
    this.#n.rows += 1;
    this.#n[status] += 1;
    for (const issue of issues) this.#note(issue);
    const to = outcome.accepted?.to;
    if (to !== undefined) this.#top.add(phoneOf(to));
    if (status === 'accepted') {
      this.#empty.add(outcome);
      if (to !== undefined && this.#samples.length < SAMPLES) this.#samples.push(to);
      const place = placeOfRow(outcome.accepted);
      this.#places.set(place, (this.#places.get(place) ?? 0) + 1);
      this.#first ??= { row: outcome.row, variables: outcome.accepted?.variables ?? {} };
      return;
    }
    const issue = decidingIssue(entry);
    const code = issue?.code ?? 'unknown';
    tally(this.#byCode, code);
    if (code === 'duplicate' || code === 'duplicate_conflict') this.#n.duplicates += 1;
    if (status === 'skipped') return;
    const message = messageToMend(code, issue?.message ?? '', outcome.aside);
    await this.#options.rejects?.add({ cells: outcome.cells, status, code, message });
  }
}
