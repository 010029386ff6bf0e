/** Judges a call log: every call against every rule of a pack, wherever the person may have been. */
import { resolve } from 'node:path';
import type { Order } from '../../load/row/spoken-read.ts';
import { readNoLines, type OfRow } from '../../load/suppression.ts';
import { ruleOf, weight, type Audited, type AuditFinding, type Unjudged } from '../../audit/audited.ts';
import { Referee, type Finding, type SaidNo } from '../../audit/referee.ts';
import { userError } from '../../model/errors.ts';
import { phoneOf } from '../../model/one-phone.ts';
import type { Purpose } from '../../model/purposes.ts';
import type { PackData, RuleData } from '../../model/rule-pack.ts';
import { parseInstant, type Duration, type Instant } from '../../model/time.ts';
import { makeZoneOffsets } from '../../model/zone-offsets.ts';
import { instantOf } from '../../model/zone-time.ts';
import { holidayOf } from '../../policy/rules/holidays.ts';
import { makePhones } from '../../load/number/called-phones.ts';
import { nothingRead, openLog, type LogRow } from './read-log.ts';

export type AuditOptions = {
  readonly log: string;
  /** Relative paths start there. */
  readonly cwd: string;
  readonly pack: PackData;
  readonly purpose: Purpose | null;
  readonly suppression: readonly string[];
  readonly toNumber?: string | undefined;
  readonly time?: string | undefined;
  /** Of times without one: a zone, or `contact` for the clock of whoever was called. */
  readonly timezone: string | null;
  readonly order: Order | null;
  readonly defaultCountry: string | null;
};

const SHOWN = 10;
export async function audit(options: AuditOptions): Promise<Audited> {
  const offsetOf = makeZoneOffsets();
  const { timezone, cwd, defaultCountry } = options;
  if (timezone !== null && timezone !== 'contact' && offsetOf(timezone, 0) === null) throw unknownZone(timezone);
  const rules = { defaultCountry, extraUsAreaCodes: [] };
  const saidNo = await readNos(
    options.suppression.map((path) => resolve(cwd, path)),
    rules,
  );
  const referee = new Referee({ pack: options.pack, purpose: options.purpose, offsetOf, holidayOf, saidNo });
  const phones = makePhones(rules);
  const log = await openLog(resolve(cwd, options.log), {
    toNumber: options.toNumber,
    at: options.time,
    order: options.order,
  });
  const tally = new Tally();
  const at = (row: LogRow, zones: readonly string[]): Instant | null => instantIn(row, timezone, zones);
  for await (const lines of log.lines) {
    for (const line of lines) {
      tally.rows += 1;
      if ('unjudged' in line) tally.not(line.unjudged, line.row);
      else {
        const called = phones.read(line.to, line.timezone);
        if (called === null) tally.not('bad_number', line.row);
        else {
          const when = at(line, called.place.zones);
          if (when === null) tally.not('no_zone', line.row);
          else {
            const { row, consent, talked, duration } = line;
            const { phone, e164, place } = called;
            const talkedUntil = talked ? when + duration : null;
            tally.saw(when);
            for (const finding of referee.see({ row, at: when, talkedUntil, phone, e164, place, consent }))
              tally.found(finding, e164, offsetOf);
          }
        }
      }
    }
  }
  if (tally.calls === 0 && !tally.onlyNoCalls) throw nothingRead(options.log, tally.rows, tally.most);
  for (const { e164, finding } of referee.together()) tally.found(finding, e164, offsetOf);
  const consented = log.columns.consent !== undefined || log.columns.consentAt !== undefined;
  return {
    ...tally.done(),
    numbers: referee.phones,
    unheld: referee.rules.filter((rule) => isUnheld(rule, consented)),
    unknownZones: [...referee.unknownZones],
  };
}

function isUnheld({ consent, scrub, rest }: RuleData, consented: boolean): boolean {
  return (
    (consent !== undefined && !consented) ||
    scrub !== undefined ||
    rest?.some(({ after }) => after === 'refusal') === true
  );
}

function unknownZone(zone: string): Error {
  return userError(
    'bad_instant',
    `"${zone.slice(0, 64)}" is no time zone.`,
    'Give an IANA zone such as America/New_York, or contact.',
  );
}

/** Null for a clock of which nobody says where it hangs. */
function instantIn({ time }: LogRow, timezone: string | null, zones: readonly string[]): Instant | null {
  if (time.is === 'instant') return time.at;
  const zone = timezone === 'contact' ? zones[0] : timezone;
  return zone === undefined || zone === null ? null : instantOf(time.wall, zone);
}

async function readNos(
  paths: readonly string[],
  rules: { readonly defaultCountry: string | null; readonly extraUsAreaCodes: readonly string[] },
): Promise<ReadonlyMap<string, SaidNo>> {
  const said = new Map<string, SaidNo>();
  for (const path of paths) {
    for await (const { phones, ofRow } of readNoLines(path, rules)) {
      const no = {
        from: instantAt(ofRow, 'at', 'added_at', 'date', 'since', 'said_at'),
        until: instantAt(ofRow, 'until'),
      };
      for (const phone of phones.map(phoneOf)) said.set(phone, longer(said.get(phone), no));
    }
  }
  return said;
}

function instantAt(ofRow: OfRow | undefined, ...names: readonly string[]): Instant | null {
  return ofRow === undefined ? null : (parseInstant(ofRow(...names)) ?? null);
}

/** Said twice, it holds from the first to the last. */
function longer(known: SaidNo | undefined, next: SaidNo): SaidNo {
  if (known === undefined) return next;
  const either = (pick: (...of: number[]) => number, a: Instant | null, b: Instant | null): Instant | null =>
    a === null || b === null ? null : pick(a, b);
  return { from: either(Math.min, known.from, next.from), until: either(Math.max, known.until, next.until) };
}

/** What came of it, while it is read. */
class Tally {
  rows = 0;
  calls = 0;
  readonly #unjudged = new Map<Unjudged, [number, number[]]>();
  readonly #findings = new Map<string, AuditFinding[]>();
  #first: Instant | null = null;
  #last: Instant | null = null;

  not(why: Unjudged, row: number): void {
    const [count, rows] = this.#unjudged.get(why) ?? [0, []];
    if (rows.length < SHOWN) rows.push(row);
    this.#unjudged.set(why, [count + 1, rows]);
  }

  saw(at: Instant): void {
    this.calls += 1;
    this.#first = Math.min(this.#first ?? at, at);
    this.#last = Math.max(this.#last ?? at, at);
  }

  found(finding: Finding, e164: string, offsetOf: (zone: string, at: Instant) => Duration | null): void {
    const rule = ruleOf(finding);
    const zone = finding.is === 'hours' ? finding.zone : (finding.place.zones[0] ?? 'UTC');
    const known = this.#findings.get(rule) ?? [];
    known.push({ finding, e164, zone, offset: offsetOf(zone, finding.ring.at) ?? 0 });
    this.#findings.set(rule, known);
  }

  /** Every row was read, and none is a call of ours: nothing is wrong with it. */
  get onlyNoCalls(): boolean {
    return this.rows > 0 && [...this.#unjudged.keys()].every((why) => why === 'inbound' || why === 'not_dialed');
  }

  get most(): Unjudged | null {
    return [...this.#unjudged].sort(([, [a]], [, [b]]) => b - a)[0]?.[0] ?? null;
  }

  done(): Pick<Audited, 'rows' | 'calls' | 'first' | 'last' | 'unjudged' | 'findings'> {
    const findings = [...this.#findings].sort(([a, of], [b, other]) => other.length - of.length || (a < b ? -1 : 1));
    for (const [, of] of findings)
      of.sort((a, b) => weight(b.finding) - weight(a.finding) || a.finding.ring.row - b.finding.ring.row);
    return {
      rows: this.rows,
      calls: this.calls,
      first: this.#first,
      last: this.#last,
      unjudged: this.#unjudged,
      findings,
    };
  }
}
