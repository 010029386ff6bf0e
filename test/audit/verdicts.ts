/** Generated calls, judged by the gate that dials and by the referee, which share nothing but the pack's data. */
import { hoursJudge } from '../../src/audit/judge-hours.ts';
import { readRules } from '../../src/audit/read-rules.ts';
import { zonesOf } from '../../src/load/number/zones.ts';
import { regionsOf } from '../../src/load/number/regions.ts';
import type { E164 } from '../../src/model/ids.ts';
import { placeOf, readPlace } from '../../src/model/place.ts';
import { PURPOSES } from '../../src/model/purposes.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import { makeZoneOffsets } from '../../src/model/zone-offsets.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { holidayOf } from '../../src/policy/rules/holidays.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';

const FOREIGN = [
  ...['+14035550101', '+16045550101', '+12045550101', '+18675550101', '+17095550101', '+33612345678', '+442079460101'],
  ...[
    '+61255501010',
    '+61412345678',
    '+4915112345678',
    '+919876543210',
    '+12425550101',
    '+18005550101',
    '+79161234567',
  ],
];
const COUNTRIES: Readonly<Record<string, string>> = {
  '+33': 'FR',
  '+44': 'GB',
  '+61': 'AU',
  '+49': 'DE',
  '+91': 'IN',
  '+79': 'RU',
};
/** Nights on which clocks change, a day before each; and days on which a rule begins or ends. */
const EDGES = [
  ...['2026-03-07', '2026-03-28', '2026-04-04', '2026-10-03', '2026-10-17', '2026-10-24', '2026-10-31', '2026-11-25'],
  ...['2026-08-10', '2026-12-24', '2026-12-31', '2027-01-30', '2027-03-13', '2027-03-27', '2027-11-06'],
].map((day) => Date.parse(`${day}T00:00:00Z`));

/** The disagreements of so many calls, in words. */
export function disagreements(
  seed: number,
  calls: number,
): { readonly wrong: readonly string[]; readonly closed: number } {
  const random = seeded(seed);
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;
  const hours = makeHours();
  const offsets = makeZoneOffsets();
  const packs = [...PACKS.values()];
  const judges = new Map(
    packs.flatMap((pack) =>
      [...PURPOSES, null].map((purpose) => [
        `${pack.pack} ${purpose}`,
        {
          judge: hoursJudge(readRules(pack, purpose), offsets, holidayOf),
          terms: { window: null, rules: { pack: pack.pack, version: pack.version, purpose } },
        },
      ]),
    ),
  );
  const names = [...judges.keys()];
  const places = [...Array.from({ length: 800 }, (_, nth) => `+1${200 + nth}5550101`), ...FOREIGN].map((e164) => {
    const country = e164.startsWith('+1') ? null : (COUNTRIES[e164.slice(0, 3)] ?? null);
    const zones = zonesOf({ e164: e164 as E164, country });
    return placeOf({ zones: 'issue' in zones ? [] : zones.zones, regions: regionsOf(e164, country) });
  });
  const wrong: string[] = [];
  let closed = 0;
  for (let nth = 0; nth < calls; nth += 1) {
    const near = random() < 0.5;
    const from = near ? pick(EDGES) : Date.parse('2026-01-01T00:00:00Z');
    const at = from + Math.floor(random() * (near ? 3 * DAY : 730 * DAY));
    // Half of them on a minute or an hour, where a rule that is off by one would show.
    const step = pick([1, MINUTE, HOUR]);
    const instant = Math.floor(at / step) * step;
    const place = pick(places);
    if (readPlace(place).zones.length === 0) continue;
    const name = pick(names);
    const { judge, terms } = judges.get(name)!;
    const open = hours.isOpen(terms, place, instant, 0);
    const broken = judge(readPlace(place), instant);
    if (broken.length > 0) closed += 1;
    if (open === (broken.length === 0)) continue;
    const rules = broken.map(({ rule }) => rule.data.id).join(' ');
    wrong.push(
      `${name} ${place} ${new Date(instant).toISOString()}: the gate says ${open ? 'open' : 'closed'}, the referee ${rules || 'nothing'}`,
    );
  }
  return { wrong, closed };
}

/** The same sequence for the same seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
