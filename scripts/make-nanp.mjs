/**
 * Writes src/load/number/data/nanp.ts: what libphonenumber's full metadata says of every block (area code and exchange) of the
 * North American plan. Its last four digits hardly ever matter; where they do, the block says so and the library is asked.
 * To be run after an update of libphonenumber-js: test/load/nanp.test.ts tells when.
 */
import { createRequire } from 'node:module';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Metadata } from 'libphonenumber-js/max';
import { format, resolveConfig } from 'prettier';

const TYPES = [
  'MOBILE',
  'PREMIUM_RATE',
  'TOLL_FREE',
  'SHARED_COST',
  'VOIP',
  'PERSONAL_NUMBER',
  'PAGER',
  'UAN',
  'VOICEMAIL',
];
const json = createRequire(import.meta.url)('libphonenumber-js/metadata.max.json');
const { version } = createRequire(import.meta.url)('libphonenumber-js/package.json');
const whole = (pattern) => new RegExp(`^(?:${pattern})$`);
// Of the last four digits: corners, and enough others to meet every class of digit at every place.
const LAST = [
  '0000',
  '9999',
  '0199',
  '1234',
  ...Array.from({ length: 36 }, (_, n) => String((n * 2749 + 31) % 10_000).padStart(4, '0')),
];

const countries = json.country_calling_codes['1'].map((country) => {
  const metadata = new Metadata();
  metadata.selectNumberingPlan(country);
  const plan = metadata.numberingPlan;
  const typeOf = (type) => {
    const of = plan.type(type);
    const lengths = of?.possibleLengths();
    return of && of.pattern() && !(lengths && !lengths.includes(10)) ? whole(of.pattern()) : null;
  };
  return {
    country,
    leading: plan.leadingDigits() ? new RegExp(`^(?:${plan.leadingDigits()})`) : null,
    general: whole(plan.nationalNumberPattern()),
    fixed: typeOf('FIXED_LINE'),
    oneWithMobile: !plan.type('MOBILE') || plan.type('MOBILE').pattern() === '',
    types: TYPES.map((type) => [type, typeOf(type)]).filter(([, pattern]) => pattern !== null),
  };
});

function typeIn({ general, fixed, oneWithMobile, types }, national) {
  if (!general.test(national)) return undefined;
  if (fixed?.test(national)) {
    const both = oneWithMobile || types.some(([type, pattern]) => type === 'MOBILE' && pattern.test(national));
    return both ? 'FIXED_LINE_OR_MOBILE' : 'FIXED_LINE';
  }
  return types.find(([, pattern]) => pattern.test(national))?.[0];
}

function kindOf(national) {
  const found = countries.find((one) =>
    one.leading ? one.leading.test(national) : typeIn(one, national) !== undefined,
  );
  return found === undefined ? '-' : `${found.country} ${typeIn(found, national) ?? '-'}`;
}

const kinds = ['?'];
const table = new Uint8Array(800_000);
for (let block = 0; block < table.length; block++) {
  const head = String(200_000 + block);
  const kind = kindOf(head + LAST[0]);
  const uniform = LAST.every((last) => kindOf(head + last) === kind);
  if (!uniform) continue;
  if (!kinds.includes(kind)) kinds.push(kind);
  table[block] = kinds.indexOf(kind);
}

const path = fileURLToPath(new URL('../src/load/number/data/nanp.ts', import.meta.url));
const lines = gzipSync(table, { level: 9 })
  .toString('base64')
  .match(/.{1,100}/g);
const text = `/** Made by scripts/make-nanp.mjs of the full metadata of libphonenumber-js (MIT, of Google's Apache-2.0 data): not edited by hand. */

export const NANP_MADE_OF = '${version}';

/** What a block is: country and type; "-": none. The first: its last four digits matter, and the library is asked. */
export const NANP_KINDS: readonly string[] = ${JSON.stringify(kinds)};

/** A byte for each of the 800,000 blocks from 200-000 to 999-999, which of the kinds it is: gzip, base64. */
export const NANP_BLOCKS = ${lines.map((line) => `'${line}'`).join(' +\n')};
`;
writeFileSync(path, await format(text, { ...(await resolveConfig(path)), filepath: path }));
console.log(`${kinds.length} kinds, ${table.filter((one) => one === 0).length} blocks are asked of the library`);
