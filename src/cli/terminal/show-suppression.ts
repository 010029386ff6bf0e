/** Says whom a no concerned: who waited and is left out, whose call goes on, and what stood already. */
import type { AddedNumber, AddedSuppression } from '../../app/suppression/add.ts';
import type { Typed } from '../../app/suppression/numbers.ts';
import type { RemovedNumber } from '../../app/suppression/remove.ts';
import type { Contact } from '../../model/contact.ts';
import type { Scope, Suppression } from '../../model/suppression.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';

type Said = {
  readonly scope: Scope;
  readonly unknown: boolean;
  readonly until: Instant | null;
  readonly now: Instant;
};

export function sayAdded(
  { numbers }: AddedSuppression,
  typed: readonly Typed[],
  { scope, unknown, now }: Said,
  { terminal }: Context,
): void {
  for (const one of numbers) {
    terminal.say(`${one.number}: ${standingWords(one, scope, now)}`);
    for (const line of concernedLines(one)) terminal.say(`  ${line}`);
  }
  for (const { typed: text, unheard, phones } of typed) {
    if (unheard)
      terminal.say(`note: no phone has ${phones[0] ?? text}. If it was mistyped, compare it with its source.`);
    if (phones.length > 1) {
      terminal.say(`note: ${text} may mean ${phones.join(' or ')}: all of them are kept from being called.`);
    }
  }
  if (unknown) terminal.say(`note: there is no ${scopeWords(scope)} in this ledger yet: it counts once it is loaded.`);
}

function standingWords({ before, now: stands }: AddedNumber, scope: Scope, now: Instant): string {
  const end = stands?.until ?? null;
  const until = end === null ? 'for good' : `until ${formatWhen(end, now, operatorZone())}`;
  const which = `${scopeWords(scope)}, ${until}`;
  if (before === null) return `not called any more from now on: ${which}.`;
  const since = formatWhen(before.at, now, operatorZone());
  const longer = before.until === end ? '' : ' It holds longer now.';
  return `stands already, since ${since} (${before.source}): ${which}.${longer}`;
}

export function scopeWords(scope: Scope): string {
  if (scope === 'everywhere') return 'everywhere';
  const [kind = '', name = ''] = scope.split(':');
  return kind === 'campaign' ? `campaign ${name}` : `calls for ${name}`;
}

function concernedLines({ waited, open }: AddedNumber): readonly string[] {
  const lines: string[] = [];
  if (waited.length > 0) lines.push(`waits in ${campaignsOf(waited)}: left out now`);
  const talking = open.filter(({ state }) => state.is === 'in_progress');
  if (talking.length > 0) {
    lines.push(`a call to them goes on in ${campaignsOf(talking)} and is not cut; none follows it`);
  }
  if (open.length > talking.length) lines.push('of one call it is not known whether it rang; none follows it');
  if (lines.length === 0) lines.push('nobody with this number waits to be called');
  return lines;
}

function campaignsOf(contacts: readonly Contact[]): string {
  const names = [...new Set(contacts.map(({ campaign }) => campaign))].sort();
  return `${count(names.length, 'campaign')} (${names.join(', ')})`;
}

export function sayRemoved(removed: readonly RemovedNumber[], { terminal }: Context): void {
  for (const { number, were, left, leftOut } of removed) {
    const scopes = [...new Set(were.map(({ scope }) => scopeWords(scope)))];
    terminal.say(
      were.length === 0
        ? `${number}: nothing was taken back: it is not on the list.`
        : `${number}: taken back (${scopes.join(', ')}).`,
    );
    if (left.length > 0) {
      terminal.say(`  still not called: ${[...new Set(left.map(({ scope }) => scopeWords(scope)))].join(', ')}`);
    }
    const files = [...new Set(were.filter(({ reason }) => reason === 'do_not_call').map(({ source }) => source))];
    if (files.length > 0) {
      terminal.say(`  It stands in ${files.join(', ')} too: take it out there, or the next load brings it back.`);
    }
    if (leftOut.length > 0) {
      terminal.say(`  left out of ${campaignsOf(leftOut)} before: that stays; this alone has nobody called`);
    }
  }
}

export async function showAddedJson(added: AddedSuppression, scope: Scope, { terminal }: Context): Promise<void> {
  const rows = added.numbers.map(({ number, before, now, waited, open }) => ({
    number,
    scope,
    added: before === null,
    since: formatInstant((before ?? now)?.at ?? 0),
    until: now?.until === null || now?.until === undefined ? null : formatInstant(now.until),
    left_out: waited.map(whoOf),
    calls_open: open.map(whoOf),
  }));
  await terminal.out(JSON.stringify(rows));
}

export async function showRemovedJson(removed: readonly RemovedNumber[], { terminal }: Context): Promise<void> {
  const scopesOf = (those: readonly Suppression[]): string[] => [...new Set(those.map(({ scope }) => scope))];
  const rows = removed.map(({ number, were, left }) => ({ number, removed: scopesOf(were), left: scopesOf(left) }));
  await terminal.out(JSON.stringify(rows));
}

function whoOf({ campaign, list, row, state }: Contact): Record<string, unknown> {
  return { campaign, list, row, state: state.is };
}
