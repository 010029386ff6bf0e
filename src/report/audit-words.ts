/** What the referee found, in words: by rule, those with the most findings first, of each the worst case. */
import { UNJUDGED, type Audited, type AuditFinding, type Unjudged } from '../audit/audited.ts';
import type { PackData, RuleHours } from '../model/rule-pack.ts';
import { maskNumber } from '../model/mask-number.ts';
import { formatDuration, formatInstant, MINUTE } from '../model/time.ts';
import { count } from './when.ts';

/** Of one call, without its number. */
export function findingWords({ finding, zone, offset }: AuditFinding): string {
  const { ring } = finding;
  switch (finding.is) {
    case 'hours': {
      const { rule, minutesOff } = finding;
      const local = clockOf(ring.at + offset);
      const allowed = hoursWords(rule.data.hours ?? []);
      const off = minutesOff >= 1440 ? '' : `, ${formatDuration(minutesOff * MINUTE)} outside`;
      return `It rang at ${local} in ${zone}${off}: ${allowed}.`;
    }
    case 'cap': {
      const { calls, nth, per } = finding;
      const span = per === null ? 'in all' : `within ${formatDuration(per)}`;
      return `It was call ${nth} to this number ${span}, where ${count(calls, 'call is', 'calls are')} allowed.`;
    }
    case 'rest': {
      const { after, rest } = finding;
      return `It rang ${formatDuration(Math.round(after / MINUTE) * MINUTE)} after a conversation, where ${formatDuration(rest)} must pass.`;
    }
    case 'suppressed': {
      const { from } = finding.no;
      return `The number asked not to be called${from === null ? '' : ` on ${formatInstant(from).slice(0, 10)}`}.`;
    }
    case 'consent':
      return CONSENT[finding.why](finding.rule.data.consent?.needs ?? 'express');
  }
}

const CONSENT = {
  none: (needs: string) => `No consent stands in the log, where ${needs} consent is needed.`,
  lower: (needs: string) => `The consent in the log is not ${needs}, which is needed.`,
  later: () => 'The consent in the log was given after the call.',
  old: () => 'The consent in the log is older than the rule allows.',
} as const;

function hoursWords(hours: readonly RuleHours[]): string {
  if (hours.length === 0) return 'no call is allowed on such a day';
  return `calls are allowed ${hours.map(({ from, to }) => `${from}–${to}`).join(' and ')} on such a day`;
}

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];

/** "Sun 2026-11-15 07:45" of a wall clock. */
function clockOf(wall: number): string {
  const text = formatInstant(wall);
  const day = DAYS[((Math.floor(wall / 86_400_000) % 7) + 7) % 7] ?? '';
  return `${day} ${text.slice(0, 10)} ${text.slice(11, 16)}`;
}

/** How many of each are shown. */
const SHOWN = 3;

export function* auditLines(audited: Audited, pack: PackData, purpose: string | null): Generator<string> {
  const { calls, numbers, first, last, findings } = audited;
  const between = first === null || last === null ? '' : `, ${day(first)} to ${day(last)} (UTC)`;
  yield `${count(calls, 'call')} to ${count(numbers, 'number')}${between}, against ${pack.pack} of ${pack.version} for ${purpose === null ? 'every purpose' : `${purpose} calls`}`;
  const all = findings.reduce((sum, [, of]) => sum + of.length, 0);
  yield all === 0 ? 'Nothing found.' : `${count(all, 'finding')} by ${count(findings.length, 'rule')}:`;
  for (const [rule, of] of findings) {
    const [worst] = of;
    yield '';
    yield `${rule}: ${of.length}`;
    if (worst !== undefined && worst.finding.is !== 'suppressed') {
      const { summary, source } = worst.finding.rule.data;
      yield `  ${summary} (${source})`;
    }
    for (const found of of.slice(0, SHOWN)) {
      yield `  row ${found.finding.ring.row}  ${maskNumber(found.e164)}  ${findingWords(found)}`;
    }
    if (of.length > SHOWN) yield `  … and ${of.length - SHOWN} more (--json has every one)`;
  }
  yield* notJudged(audited);
}

function* notJudged({ unjudged, unheld, unknownZones }: Audited): Generator<string> {
  if (unjudged.size + unheld.length + unknownZones.length > 0) yield '';
  for (const [reason, [many, rows]] of unjudged)
    yield `Not judged: ${many} × ${UNJUDGED[reason]}${rowsWords(reason, rows, many)}`;
  for (const { id, summary } of unheld) yield `Not held against it, the log does not say: ${id} (${summary})`;
  for (const zone of unknownZones) yield `Not judged in ${zone}, a zone that nobody knows.`;
}

function rowsWords(reason: Unjudged, rows: readonly number[], many: number): string {
  if (reason === 'inbound' || reason === 'not_dialed') return '';
  return ` (row ${rows.slice(0, 5).join(', ')}${many > 5 ? ', …' : ''})`;
}

function day(at: number): string {
  return formatInstant(at).slice(0, 10);
}
