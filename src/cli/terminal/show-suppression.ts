/** Says whom a no concerned: who waited and is left out, whose call goes on, and what stood already. */
import type { AddedNumber, AddedSuppression } from '../../app/suppression/add.ts';
import type { Typed } from '../../app/suppression/numbers.ts';
import type { RemovedNumber } from '../../app/suppression/remove.ts';
import type { Heard } from '../../app/suppression/team.ts';
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

/** False: somebody has to say it again. */
export function sayHeard(team: Heard | null, { terminal }: Context): boolean {
  if (team === null) return true;
  if (team.is === 'heard') {
    terminal.say(`The list of the team has it too (${team.place}): no other ledger of the team begins a call to them.`);
    return true;
  }
  terminal.say(
    `${terminal.colors.yellow('note:')} It stands in this ledger alone: ${team.message} ${team.hint} ` +
      'Then give the same command again: until then another ledger of the team may call them.',
  );
  return false;
}

export function sayRemoved(removed: readonly RemovedNumber[], { terminal }: Context): void {
  for (const { number, were, left, leftOut, team, files } of removed) {
    const scopes = [...new Set(were.map(({ scope }) => scopeWords(scope)))];
    const off = (team?.removed ?? 0) > 0 ? team : null;
    if (were.length > 0) terminal.say(`${number}: taken back (${scopes.join(', ')}).`);
    else if (off !== null) terminal.say(`${number}: it is not on the list of this ledger.`);
    else terminal.say(`${number}: nothing was taken back: it is not on the list.`);
    if (off !== null) {
      terminal.say(`  taken off the list of the team (${off.place}); a ledger that has met it there keeps it`);
    }
    const still = [...new Set([...left.map(({ scope }) => scope), ...((team?.left ?? []) as readonly Scope[])])];
    if (still.length > 0) terminal.say(`  still not called: ${still.map(scopeWords).join(', ')}`);
    for (const { path, line } of files) {
      terminal.say(
        line === null
          ? `  ${path} cannot be read: if it stands there, the next load of that file brings it back`
          : `  It stands in ${path} too (line ${line}): take it out there, or the next load of that file brings it back.`,
      );
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
    shared: added.team?.is ?? null,
  }));
  await terminal.out(JSON.stringify(rows));
}

export async function showRemovedJson(removed: readonly RemovedNumber[], { terminal }: Context): Promise<void> {
  const scopesOf = (those: readonly Suppression[]): string[] => [...new Set(those.map(({ scope }) => scope))];
  const rows = removed.map(({ number, were, left, team, files }) => ({
    ...{ number, removed: scopesOf(were), left: scopesOf(left) },
    shared: team === null ? null : { removed: team.removed, left: team.left },
    files,
  }));
  await terminal.out(JSON.stringify(rows));
}

function whoOf({ campaign, list, row, state }: Contact): Record<string, unknown> {
  return { campaign, list, row, state: state.is };
}
