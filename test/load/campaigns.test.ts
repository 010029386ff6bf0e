/** The campaigns people copy: they load as they say, and campaigns/README.md names every key and code there is. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { missingTerms } from '../../src/app/campaign/rules.ts';
import { validateRow } from '../../src/load/row/validate.ts';
import { mapColumns } from '../../src/load/row/mapping.ts';
import { openList } from '../../src/load/list/open.ts';
import { campaignSchemaText } from '../../src/load/spec/schema.ts';
import { readSpec } from '../../src/load/spec/read.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import { readSuppression } from '../../src/load/suppression.ts';
import type { RowOutcome } from '../../src/load/row/types.ts';
import { planVariables } from '../../src/load/row/variables.ts';

const root = new URL('../../', import.meta.url);
const path = (name: string): string => fileURLToPath(new URL(name, root));

async function judge(spec: Spec): Promise<RowOutcome[]> {
  if (spec.contacts.is !== 'file') throw new Error('no file');
  const list = await openList({ is: 'file', path: spec.contacts.path });
  const mapping = mapColumns(list.columns, spec.columns, list.name);
  const rules = {
    ...(spec.defaultCountry === null ? {} : { defaultCountry: spec.defaultCountry }),
    lineTypes: ['cartesia'] as const,
    testNumbers: true,
    allowUsTerritories: spec.allowUsTerritories,
    allowTollFree: spec.allowTollFree,
    extraUsAreaCodes: spec.extraUsAreaCodes,
  };
  const variables = planVariables(list.columns, mapping, spec.variables, list.name);
  const outcomes: RowOutcome[] = [];
  for await (const raw of list.rows) outcomes.push(validateRow(raw, { mapping, variables, rules }));
  return outcomes;
}

async function suppressed(spec: Spec): Promise<Set<string>> {
  const numbers = new Set<string>();
  for (const file of spec.suppression) for await (const number of readSuppression(file, spec)) numbers.add(number);
  return numbers;
}

describe('campaigns/demo', () => {
  it('has every kind of bad row that a Cartesia line can show, and dials only fictional numbers', async () => {
    const spec = await readSpec(path('campaigns/demo/campaign.json'));
    const outcomes = await judge(spec);
    const codes = new Set(outcomes.flatMap(({ issues }) => issues.map(({ code }) => code)));
    expect([...codes].sort()).toEqual(
      [
        ...['missing_number', 'spreadsheet_error', 'excel_scientific_notation', 'multiple_numbers', 'has_extension'],
        ...['vanity_letters', 'not_a_phone_number', 'missing_country_code', 'missing_plus', 'unknown_country_code'],
        ...['wrong_length', 'invalid_number', 'unassigned_area_code', 'service_code', 'premium_rate', 'toll_free'],
        ...['unsupported_number_type', 'non_geographic', 'international_from_cartesia', 'us_territory_from_cartesia'],
        ...['bad_timezone', 'bad_variable', 'ragged_row', 'blank_row'],
        ...[
          'decimal_stripped',
          'quote_stripped',
          'excel_text_wrapper',
          'invisible_characters_removed',
          'fictional_number',
          'emoji_removed',
        ],
      ].sort(),
    );
    const dialed = new Set<string>(outcomes.flatMap(({ accepted }) => (accepted === null ? [] : [accepted.to])));
    for (const number of dialed) expect(number).toMatch(/^\+1\d{3}55501\d\d$/);
    const left = await suppressed(spec);
    expect([...left].every((number) => dialed.has(number))).toBe(true);
    // One call a second: more would not end in half a minute.
    expect(dialed.size - left.size).toBe(18);
    expect(outcomes.length).toBe(58);
  });
});

describe('campaigns/reminders', () => {
  it('loads whole, but for the one who asked not to be called', async () => {
    const spec = await readSpec(path('campaigns/reminders/campaign.json'));
    const outcomes = await judge(spec);
    expect(outcomes.map(({ status }) => status)).toEqual(Array(7).fill('accepted'));
    const left = await suppressed(spec);
    expect(outcomes.filter(({ accepted }) => left.has(accepted?.to ?? ''))).toHaveLength(1);
  });
});

it.each(['demo', 'reminders'])(
  'campaigns/%s says all that a host is asked for by which people are rung',
  async (name) => {
    expect(missingTerms(await readSpec(path(`campaigns/${name}/campaign.json`)))).toBeNull();
  },
);

describe('campaigns/README.md', () => {
  it('names every key of the campaign file', async () => {
    type Node = { properties?: Record<string, Node>; anyOf?: Node[] };
    const text = await readFile(path('campaigns/README.md'), 'utf8');
    const keys: string[] = [];
    const walk = (node: Node, base: string): void => {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        const inner = [child, ...(child.anyOf ?? [])].some((branch) => branch.properties !== undefined);
        if (!inner) keys.push(base + key);
        walk(child, `${base}${key}.`);
      }
      node.anyOf?.forEach((branch) => walk(branch, base));
    };
    walk(JSON.parse(campaignSchemaText()) as Node, '');
    const last = (key: string): string =>
      key
        .replace(/\.after$/, '')
        .split('.')
        .at(-1) ?? '';
    expect(keys.filter((key) => !new RegExp(`[\`.]${last(key).replace('$', '\\$')}[\`.]`).test(text))).toEqual([]);
    expect(keys.length).toBeGreaterThan(30);
  });
});
