/** The rows of a ledger that lives in memory, with the indexes that keep the engine's reads quick. */
import type { Attempt } from '../../model/attempt.ts';
import { callIdOf, isOpen } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { dueAtOf } from '../../model/contact.ts';
import type {
  AccountKey,
  AttemptId,
  CallId,
  CampaignId,
  ContactId,
  ContactKey,
  DestinationKey,
  LineId,
} from '../../model/ids.ts';
import { mayHaveRung } from '../../model/number-limits.ts';
import type { Spent } from '../../model/standing-facts.ts';
import { inForce, type Scope, type Suppression } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import { CHAIN_START, sealOf } from '../chain.ts';
import { attemptFits, type AttemptFilter } from '../commit-facts.ts';
import { cutsOf } from '../forgotten.ts';
import { changeOf, countedOf, NOTHING_SPENT, plus } from '../spent.ts';
import type { LoggedLine, LogHead, LogLine, Personal, RowRecord, Task } from '../port.ts';
import { Sorted, byText } from './sorted.ts';

/** A rejected or skipped row. */
export type Outcome = {
  readonly campaign: CampaignId;
  readonly list: string;
  readonly row: number;
  readonly owner: string;
  readonly is: 'rejected' | 'skipped';
  readonly code: string;
};

export const byPick = (a: Contact, b: Contact): number =>
  a.priority - b.priority || due(a) - due(b) || a.row - b.row || byText(a.list, b.list) || byText(a.id, b.id);
const byAlarm = (a: Contact, b: Contact): number => due(a) - due(b) || byText(a.id, b.id);
const due = (contact: Contact): Instant => dueAtOf(contact) ?? Infinity;

/** More than any line starts within two seconds. */
const NEWEST = 300;

export class Tables {
  readonly epochs = new Map<AccountKey, number>();
  readonly closed = new Map<AccountKey, Instant>();
  readonly campaigns = new Map<CampaignId, Campaign>();
  readonly contacts = new Map<ContactId, Contact>();
  readonly keys = new Map<string, ContactId>();
  readonly digests = new Map<ContactId, string>();
  readonly outcomes = new Map<string, Outcome>();
  readonly attempts = new Map<AttemptId, Attempt>();
  readonly open = new Map<AttemptId, Attempt>();
  readonly calls = new Map<CallId, AttemptId>();
  readonly attemptsOf = new Map<ContactId, Set<AttemptId>>();
  readonly spent = new Map<CampaignId, Spent>();
  readonly suppressed = new Map<DestinationKey, Map<Scope, Suppression>>();
  readonly tasks = new Map<string, Task>();
  readonly personal = new Map<string, Map<string, Personal['body']>>();
  readonly marks = new Map<string, string>();
  /** Rows of an open load are beside these tables. */
  giveUpLoads: () => void = () => undefined;
  #log: LoggedLine[] = [];
  /** The last line that was cut. */
  anchor: LogHead | null = null;
  #unsealed: LogLine[] = [];
  /** Ready contacts of a campaign, by place, in the order they are dialed in. */
  readonly ready = new Map<CampaignId, Map<string, Sorted<Contact>>>();
  readonly alarms = new Sorted<Contact>(byAlarm);
  #ordered: readonly Attempt[] | null = null;
  readonly #sends = new Map<LineId, AttemptId[]>();
  readonly #to = new Map<DestinationKey, Set<AttemptId>>();

  contactByKey(campaign: CampaignId, key: ContactKey): Contact | undefined {
    const id = this.keys.get(`${campaign} ${key}`);
    return id === undefined ? undefined : this.contacts.get(id);
  }

  putContact(contact: Contact): void {
    const before = this.contacts.get(contact.id);
    if (before !== undefined) this.#unindex(before);
    this.contacts.set(contact.id, contact);
    if (before?.key !== contact.key) this.keys.set(`${contact.campaign} ${contact.key}`, contact.id);
    if (contact.state.is === 'ready') this.#readyOf(contact).add(contact);
    else if ('dueAt' in contact.state) this.alarms.add(contact);
  }

  putAttempt(attempt: Attempt): void {
    if (!this.attempts.has(attempt.id)) {
      const sends = this.#sends.get(attempt.line) ?? [];
      this.#sends.set(attempt.line, sends);
      sends.push(attempt.id);
    }
    this.#count(attempt);
    this.attempts.set(attempt.id, attempt);
    if (isOpen(attempt)) this.open.set(attempt.id, attempt);
    else this.open.delete(attempt.id);
    this.#ordered = null;
    const call = callIdOf(attempt);
    if (call !== null) this.calls.set(call, attempt.id);
    const there = this.#to.get(attempt.destination) ?? new Set<AttemptId>();
    this.#to.set(attempt.destination, there.add(attempt.id));
    const mine = this.attemptsOf.get(attempt.contact) ?? new Set<AttemptId>();
    this.attemptsOf.set(attempt.contact, mine.add(attempt.id));
  }

  tally(filter: AttemptFilter): number {
    return [...this.#among(filter)].filter((attempt) => attemptFits(filter, attempt)).length;
  }

  /** How many attempts of a contact may have rung. */
  rings(contact: ContactId): number {
    const ids = [...(this.attemptsOf.get(contact) ?? [])];
    return ids.filter((id) => isRung(this.attempts.get(id))).length;
  }

  /** Before it is written. */
  #count(attempt: Attempt): void {
    const { campaign, contact, id } = attempt;
    const before = this.attempts.get(id);
    const others = this.rings(contact) - Number(isRung(before));
    const change = changeOf(before && countedOf(before), countedOf(attempt), others);
    this.spent.set(campaign, plus(this.spent.get(campaign) ?? NOTHING_SPENT, change));
  }

  /** Whatever was dialed there. One that was cut is under its other key as well, and is asked for its own. */
  attemptsTo(destination: DestinationKey): readonly Attempt[] {
    const there = [...(this.#to.get(destination) ?? [])].flatMap((id) => this.attempts.get(id) ?? []);
    return there.filter((attempt) => attempt.destination === destination);
  }

  /** Where those that fit can be; a line is looked at among its newest: appointments come in their order, but for the past. */
  #among({ which, line, contact, destination }: AttemptFilter): Iterable<Attempt> {
    if (which === 'open') return this.open.values();
    if (destination !== undefined) return this.attemptsTo(destination);
    const ids =
      line !== undefined ? (this.#sends.get(line) ?? []).slice(-NEWEST) : contact && this.attemptsOf.get(contact);
    return ids === undefined ? this.attempts.values() : [...ids].flatMap((id) => this.attempts.get(id) ?? []);
  }

  /** See `erase` of the port. */
  cut(owners: readonly string[]): void {
    const all = [...new Set(owners)].flatMap((id) => this.contacts.get(id as ContactId) ?? []);
    const held = all.filter(({ id }) => [...this.open.values()].every(({ contact }) => contact !== id));
    const cuts = cutsOf([...held].sort((a, b) => byText(a.id, b.id)));
    for (const { id, key, destination } of cuts) {
      const contact = this.contacts.get(id as ContactId);
      if (contact === undefined) continue;
      this.keys.delete(`${contact.campaign} ${contact.key}`);
      this.putContact({ ...contact, key, destination, version: contact.version + 1 });
      this.digests.set(contact.id, '');
      for (const attempt of this.attemptsOf.get(contact.id) ?? []) {
        const made = this.attempts.get(attempt);
        if (made !== undefined) this.putAttempt({ ...made, destination, version: made.version + 1 });
      }
    }
  }

  /** The open attempts by id: asked for many times between two changes. */
  openInOrder(): readonly Attempt[] {
    this.#ordered ??= [...this.open.values()].sort((a, b) => byText(a.id, b.id));
    return this.#ordered;
  }

  /** When the first of a campaign's ready contacts is due; Infinity when none is left. */
  earliestReady(campaign: CampaignId): Instant {
    let earliest = Infinity;
    for (const { items } of this.ready.get(campaign)?.values() ?? []) {
      // In the order they are dialed in: within one priority the first is the earliest.
      const alike = items[0]?.priority === items.at(-1)?.priority;
      for (const contact of alike ? items.slice(0, 1) : items) earliest = Math.min(earliest, due(contact));
    }
    return earliest;
  }

  putPersonal({ owner, key, body }: Personal): void {
    const notes = this.personal.get(owner) ?? new Map<string, Personal['body']>();
    this.personal.set(owner, notes.set(key, body));
  }

  /** Within a commit: nothing is remembered of somebody who was forgotten meanwhile. */
  notePersonal(note: Personal): void {
    if (this.personal.get(note.owner)?.has('row') === true) this.putPersonal(note);
  }

  suppressionsOf(destination: DestinationKey, scopes: readonly Scope[], now: Instant): readonly Suppression[] {
    const known = this.suppressed.get(destination);
    return scopes.flatMap((scope) => known?.get(scope) ?? []).filter((one) => inForce(one, now));
  }

  task(kind: string, subject: string): Task | undefined {
    return this.tasks.get(JSON.stringify([kind, subject]));
  }

  putTask(task: Task): void {
    this.tasks.set(JSON.stringify([task.kind, task.subject]), task);
  }

  append(lines: readonly LogLine[]): void {
    this.#unsealed.push(...lines);
  }

  /** Sealed when somebody reads it: a simulation writes a hundred thousand lines that nobody does. */
  get log(): readonly LoggedLine[] {
    for (const line of this.#unsealed) {
      const last = this.#log.at(-1) ?? this.anchor;
      this.#log.push({ ...line, seq: (last?.seq ?? 0) + 1, hash: sealOf(last?.hash ?? CHAIN_START, line) });
    }
    this.#unsealed = [];
    return this.#log;
  }

  /** See `cutLog` of the port. */
  cutLog({ seq, hash }: LogHead): number {
    const lines = this.log;
    const at = lines.findIndex((line) => line.seq === seq && line.hash === hash);
    if (at < 0 || at === lines.length - 1) return 0;
    this.anchor = { seq, hash };
    this.#log = lines.slice(at + 1);
    return at + 1;
  }

  /** Every row read of a campaign, in no order. */
  *records(campaign: CampaignId): Generator<RowRecord> {
    for (const contact of this.contacts.values()) if (contact.campaign === campaign) yield recordOf(contact);
    for (const outcome of this.outcomes.values()) if (outcome.campaign === campaign) yield recordOfOutcome(outcome);
  }

  #unindex(contact: Contact): void {
    if (contact.state.is === 'ready') {
      const keys = this.ready.get(contact.campaign);
      const list = keys?.get(contact.place);
      list?.remove(contact);
      if (list?.items.length === 0) keys?.delete(contact.place);
    } else if ('dueAt' in contact.state) this.alarms.remove(contact);
  }

  #readyOf({ campaign, place }: Contact): Sorted<Contact> {
    const keys = this.ready.get(campaign) ?? new Map<string, Sorted<Contact>>();
    this.ready.set(campaign, keys);
    const list = keys.get(place) ?? new Sorted(byPick);
    keys.set(place, list);
    return list;
  }
}

function isRung(attempt: Attempt | undefined): boolean {
  return attempt !== undefined && mayHaveRung(attempt);
}

export function recordOf(contact: Contact): RowRecord {
  return { list: contact.list, row: contact.row, owner: contact.id, outcome: { is: 'accepted', contact } };
}

export function recordOfOutcome({ list, row, owner, is, code }: Outcome): RowRecord {
  return { list, row, owner, outcome: { is, code } };
}
