/** Makes src/model/data/zone-rules.ts: how far each time zone is from UTC, 2024 to 2037, by IANA's newest rules. */
// node scripts/make-zone-rules.mjs      takes them from the moment-timezone that is installed (MIT; see NOTICE)
import { writeFileSync } from 'node:fs';
import moment from 'moment-timezone';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const FROM = Date.UTC(2024, 0, 1);
const UNTIL = Date.UTC(2038, 0, 1);

/** `offsets|steps`: minutes east of UTC in turn, and the quarter hours between their beginnings, base 36. */
function ruleOf(name) {
  const { untils, offsets } = moment.tz.zone(name);
  const beginnings = [];
  let first;
  untils.forEach((until, at) => {
    const begins = at === 0 ? -Infinity : untils[at - 1];
    const end = until ?? Infinity;
    if (end <= FROM || begins >= UNTIL) return;
    // West of Greenwich is positive there.
    const offset = -offsets[at];
    if (!Number.isInteger(offset)) throw new Error(`${name}: an offset of seconds`);
    if (begins <= FROM) first = offset;
    else if (offset !== (beginnings.at(-1)?.offset ?? first)) beginnings.push({ begins, offset });
  });
  let last = FROM;
  const steps = beginnings.map(({ begins }) => {
    const step = (begins - last) / QUARTER;
    if (!Number.isInteger(step)) throw new Error(`${name}: ${new Date(begins).toISOString()} is no quarter hour`);
    last = begins;
    return step.toString(36);
  });
  const kinds = [...new Set([first, ...beginnings.map(({ offset }) => offset)])];
  const order = [first, ...beginnings.map(({ offset }) => offset)].map((offset) => kinds.indexOf(offset).toString(36));
  return `${kinds.join(' ')}|${order.join('')}|${steps.join(' ')}`;
}

const zonesByRule = new Map();
for (const name of moment.tz.names().sort()) {
  const rule = ruleOf(name);
  zonesByRule.set(rule, [...(zonesByRule.get(rule) ?? []), name]);
}
const lines = [...zonesByRule].map(([rule, names]) => `  '${rule}':\n    '${names.join(' ')}',`);

writeFileSync(
  new URL('../src/model/data/zone-rules.ts', import.meta.url),
  `/** How far time zones are from UTC, by IANA's rules. Made by scripts/make-zone-rules.mjs of moment-timezone (MIT, see NOTICE); do not edit. */
export const ZONE_RULES_VERSION = '${moment.tz.dataVersion}';
/** What stands below holds from the first of these instants to before the second. */
export const ZONE_RULES_FROM = ${FROM};
export const ZONE_RULES_UNTIL = ${UNTIL};
/** \`OFFSETS|ORDER|STEPS\` → its zones. Offsets in minutes east; which of them holds in turn; quarter hours from one change to the next, base 36. */
// prettier-ignore
export const ZONES_BY_RULE: Readonly<Record<string, string>> = {
${lines.join('\n')}
};
`,
);
