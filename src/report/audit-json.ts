/** What the referee found, for machines: one object, its findings a line each. */
import { ruleOf, UNJUDGED, type Audited, type AuditFinding } from '../audit/audited.ts';
import type { PackData } from '../model/rule-pack.ts';
import { formatInstant, type Duration, type Instant } from '../model/time.ts';
import { findingWords } from './audit-words.ts';

/** Pieces of one JSON text: a log of a million calls may break a million rules. */
export function* auditJson(audited: Audited, pack: PackData, purpose: string | null): Generator<string> {
  yield `{"summary":${JSON.stringify(summaryOf(audited, pack, purpose))},"findings":[`;
  let left = audited.findings.reduce((sum, [, of]) => sum + of.length, 0);
  for (const [, findings] of audited.findings) {
    for (const finding of findings) {
      left -= 1;
      yield `${JSON.stringify(findingJson(finding))}${left > 0 ? ',' : ''}`;
    }
  }
  yield ']}';
}

function summaryOf(audited: Audited, pack: PackData, purpose: string | null): object {
  const { findings, first, last, unjudged } = audited;
  const when = (at: Instant | null): string | null => (at === null ? null : formatInstant(at));
  return {
    pack: pack.pack,
    version: pack.version,
    purpose,
    rows: audited.rows,
    calls: audited.calls,
    numbers: audited.numbers,
    first_call: when(first),
    last_call: when(last),
    findings: findings.reduce((sum, [, of]) => sum + of.length, 0),
    by_rule: findings.map(([rule, of]) => ({ rule, count: of.length, ...sourceOf(of[0]) })),
    not_judged: [...unjudged].map(([reason, [count, rows]]) => ({ reason, words: UNJUDGED[reason], count, rows })),
    rules_not_held: audited.unheld.map(({ id, summary }) => ({ rule: id, summary })),
    unknown_zones: audited.unknownZones,
  };
}

function sourceOf(worst: AuditFinding | undefined): object {
  if (worst === undefined || worst.finding.is === 'suppressed') return {};
  const { summary, source } = worst.finding.rule.data;
  return { summary, source };
}

function findingJson(found: AuditFinding): object {
  const { finding, e164, zone, offset } = found;
  const { at, row } = finding.ring;
  const place = { at: formatInstant(at), to_number: e164, zone, local_time: localTime(at, offset) };
  return { row, rule: ruleOf(finding), ...place, message: findingWords(found) };
}

/** RFC 3339 with the offset that was in force there. */
export function localTime(at: Instant, offset: Duration): string {
  const wall = formatInstant(at + offset).replace(/(?:\.\d+)?Z$/, '');
  const minutes = Math.abs(Math.round(offset / 60_000));
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
