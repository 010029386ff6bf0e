/** What the engine asks of a ledger in memory: what is due, what is open, and the commit. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { dueAtOf } from '../../model/contact.ts';
import { dueKeyOf, type DueKey } from '../../model/due-key.ts';
import { UNHEARD_TASK } from '../../model/heard.ts';
import type { Instant } from '../../model/time.ts';
import { fenced, refusal } from '../guards.ts';
import type { CommitFacts } from '../commit-facts.ts';
import type { Change, CommitResult, Guards, Store } from '../port.ts';
import { NOTHING_SPENT } from '../spent.ts';
import { byText } from './sorted.ts';
import { byPick } from './tables.ts';
import type { Tables } from './tables.ts';

type EngineReads = 'due' | 'places' | 'alarms' | 'nextAlarms' | 'openAttempts' | 'lastSends';
type Lookups = 'contact' | 'attempt' | 'attemptByCall' | 'attemptsOf';

export function memoryEngine(tables: Tables): Pick<Store, EngineReads | Lookups | 'commit'> {
  return {
    async due({ campaign, now, places, cartesiaOnly, after, limit }) {
      const byKey = tables.ready.get(campaign);
      const keys = places === null ? [...(byKey?.keys() ?? [])] : [...new Set(places)];
      const rung = keys.map((key) => rungIn(byKey?.get(key)?.items ?? [], now, cartesiaOnly, after));
      return leastOf(rung, limit);
    },
    async places(campaign) {
      return [...(tables.ready.get(campaign)?.keys() ?? [])].sort(byText);
    },
    async alarms(account, now, limit) {
      const found: { contact: Contact; attempt: Attempt }[] = [];
      for (const contact of tables.alarms.items) {
        if (found.length >= limit || dueAt(contact) > now) break;
        const attempt = heldBy(tables, contact);
        if (attempt?.account === account) found.push({ contact, attempt });
      }
      return found;
    },
    async nextAlarms(account) {
      let ready: Instant | null = null;
      for (const campaign of tables.campaigns.values()) {
        if (campaign.account !== account || campaign.state.is !== 'running') continue;
        const first = tables.earliestReady(campaign.id);
        if (first < Infinity) ready = Math.min(ready ?? first, first);
      }
      const other = tables.alarms.items.find((contact) => heldBy(tables, contact)?.account === account);
      return { ready, others: other === undefined ? null : dueAt(other) };
    },
    async openAttempts(account) {
      const found: { contact: Contact; attempt: Attempt }[] = [];
      for (const attempt of tables.openInOrder()) {
        const contact = tables.contacts.get(attempt.contact);
        if (attempt.account === account && contact !== undefined) found.push({ contact, attempt });
      }
      return found;
    },
    async lastSends(account) {
      const last = new Map<string, Instant>();
      for (const { account: of, line, sendAt } of tables.attempts.values()) {
        if (of === account) last.set(line, Math.max(last.get(line) ?? -Infinity, sendAt));
      }
      return last;
    },
    async contact(id) {
      return tables.contacts.get(id);
    },
    async attempt(id) {
      return tables.attempts.get(id);
    },
    async attemptByCall(call) {
      const id = tables.calls.get(call);
      return id === undefined ? undefined : tables.attempts.get(id);
    },
    async attemptsOf(contact) {
      const mine = [...(tables.attemptsOf.get(contact) ?? [])].flatMap((id) => tables.attempts.get(id) ?? []);
      return mine.sort((a, b) => a.seq - b.seq);
    },
    async commit(changes, guards) {
      return commit(tables, changes, guards);
    },
  };
}

/** Those of a list in the order they are dialed in whose alarm has rung. */
function* rungIn(
  items: readonly Contact[],
  now: Instant,
  cartesiaOnly: boolean,
  after: DueKey | undefined,
): Generator<Contact, undefined> {
  const last = items.at(-1);
  for (const contact of items) {
    if (after !== undefined && byDueKey(dueKeyOf(contact), after) <= 0) continue;
    // Within a priority whoever comes after is due later still; thousands may wait for their next try.
    if (dueAt(contact) > now && contact.priority === last?.priority) return;
    if (dueAt(contact) <= now && (!cartesiaOnly || contact.cartesiaDialable)) yield contact;
  }
}

/** The first of several ordered lists taken together; few are asked for. */
function leastOf(lists: readonly Generator<Contact, undefined>[], limit: number): Contact[] {
  const heads = lists.map((list) => list.next().value);
  const found: Contact[] = [];
  while (found.length < limit) {
    let at = -1;
    let least: Contact | undefined;
    for (let nth = 0; nth < heads.length; nth++) {
      const head = heads[nth];
      if (head !== undefined && (least === undefined || byPick(head, least) < 0)) [at, least] = [nth, head];
    }
    if (least === undefined) break;
    found.push(least);
    if (found.length < limit) heads[at] = lists[at]?.next().value;
  }
  return found;
}

function byDueKey(a: DueKey, b: DueKey): number {
  const order = a.priority - b.priority || a.dueAt - b.dueAt || a.row - b.row;
  return order || byText(a.list, b.list) || byText(a.id, b.id);
}

function dueAt(contact: Contact): Instant {
  return dueAtOf(contact) ?? Infinity;
}

function heldBy(tables: Tables, { state }: Contact): Attempt | undefined {
  return 'attempt' in state ? tables.attempts.get(state.attempt) : undefined;
}

function commit(tables: Tables, changes: readonly Change[], guards: Guards): CommitResult[] {
  const facts = commitFacts(tables);
  const stale = fenced(guards, facts);
  return changes.map((change): CommitResult => {
    const because = stale ? 'epoch' : refusal(change, guards, facts);
    if (because !== undefined) return { is: 'lost', because, current: tables.contacts.get(change.contact.to.id) };
    if (change.attempt !== undefined) tables.putAttempt(change.attempt.to);
    tables.putContact(change.contact.to);
    for (const note of change.personal ?? []) tables.notePersonal(note);
    for (const task of change.tasks ?? []) tables.putTask(task);
    tables.append(change.log);
    return { is: 'done' };
  });
}

function commitFacts(tables: Tables): CommitFacts {
  const open = (test: (attempt: Attempt) => boolean): number => [...tables.open.values()].filter(test).length;
  return {
    epoch: (account) => tables.epochs.get(account) ?? 0,
    closedUntil: (account) => tables.closed.get(account) ?? 0,
    campaign: (id) => {
      const known = tables.campaigns.get(id);
      if (known === undefined) return undefined;
      const { account, plan, rampStep = 0, state } = known;
      return { running: state.is === 'running', account, rampStep, ...plan };
    },
    suppressed: (destination, scopes, at) => tables.suppressionsOf(destination, scopes, at).length > 0,
    contact: (id) => tables.contacts.get(id),
    tally: (filter) => tables.tally(filter),
    spent: (id) => tables.spent.get(id) ?? NOTHING_SPENT,
    rings: (contact) => tables.rings(contact),
    attemptVersion: (id) => tables.attempts.get(id)?.version,
    unheard: (key) => tables.task(UNHEARD_TASK, key) !== undefined,
    rivalOpen: ({ id, destination, contact }) =>
      open((other) => other.id !== id && (other.destination === destination || other.contact === contact)) > 0,
  };
}
