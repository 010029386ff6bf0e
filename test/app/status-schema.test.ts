/** Every kind of state as `status --json` writes it, against the published schema: read as the file, by JSON Schema's own rules. */
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { statusOf, statusOfAll, statusRecord } from '../../src/app/status.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import { formatInstant, HOUR, MINUTE } from '../../src/model/time.ts';
import { statusSchema, statusSchemaText } from '../../src/load/status-schema.ts';
import type { Store } from '../../src/store/port.ts';
import { DEMO, T0 } from '../cli/a-ledger.ts';
import { aConfig, aStore } from './support.ts';

const NOW = T0 + MINUTE;
const ASKING = { now: NOW, zone: 'America/Denver' };

async function inState(state: CampaignState, plan: Record<string, unknown> = {}): Promise<Store> {
  const store = await aStore();
  const known = (await store.campaign(DEMO))!;
  await store.putCampaign(
    known.version,
    { ...known, state, plan: { ...known.plan, ...plan }, version: known.version + 1 },
    [],
  );
  return store;
}

const operator = { is: 'paused', why: 'operator', message: 'paused by robin', by: 'robin', at: T0 } as const;
const STATES: readonly (readonly [string, CampaignState, Record<string, unknown>])[] = [
  ['not started', { is: 'scheduled' }, {}],
  ['running, nobody dials', { is: 'running' }, {}],
  ['before its hours', { is: 'running' }, { window: { days: ['mon'], from: 60, to: 120, timezone: 'contact' } }],
  ['never open', { is: 'running' }, { window: { days: [], from: 60, to: 120, timezone: 'contact' } }],
  ['before its start', { is: 'running' }, { startAt: NOW + HOUR }],
  ['paused', operator, {}],
  ['paused until', { ...operator, until: NOW + HOUR }, {}],
  ['paused for want of a run', { is: 'paused', why: 'unattended', left: 'behind' }, {}],
  ['paused at its limit', { is: 'paused', why: 'limit' }, {}],
  ['finished', { is: 'finished', at: T0 }, {}],
  ['canceled', { is: 'canceled', at: T0, by: 'robin' }, {}],
];

it.each(STATES)('%s', async (_, state, plan) => {
  const store = await inState(state, plan);
  const written = JSON.parse(JSON.stringify(statusRecord(await statusOf(store, aConfig(), 'demo', ASKING)))) as unknown;
  expect(statusSchema.parse(written)).toEqual(written);
  expect(invalid(JSON.parse(await published()), written)).toEqual([]);
  for (const one of (await statusOfAll(store, aConfig(), { ...ASKING, brief: true })).campaigns) {
    expect(invalid(JSON.parse(await published()), JSON.parse(JSON.stringify(statusRecord(one))))).toEqual([]);
  }
});

it('says what it is', async () => {
  const record = async (state: CampaignState, plan = {}) =>
    statusRecord(await statusOf(await inState(state, plan), aConfig(), 'demo', ASKING));
  expect(await record({ ...operator, until: NOW + HOUR })).toMatchObject({
    paused: { why: 'operator', by: 'robin', until: formatInstant(NOW + HOUR), sentence: 'paused by robin' },
    since: formatInstant(T0),
    next_call_at: formatInstant(NOW + HOUR),
    binds: [
      { is: 'paused', waiting: 1 },
      { is: 'in_doubt', waiting: 1 },
    ],
    estimate: { if: 'dialed', no_end: null },
  });
  expect(await record(operator)).toMatchObject({ paused: { until: null }, estimate: { if: 'resumed' } });
  expect(await record({ is: 'running' })).toMatchObject({
    binds: [
      { is: 'nobody_dials', waiting: 1 },
      { is: 'in_doubt', waiting: 1 },
    ],
    estimate: { if: 'dialed' },
    // One call of 33.4 s was connected, on a Cartesia number: 7.4 cents a minute.
    used: { calls: 2, connected_minutes: 0.6, cost_usd: 0.04, prices: 'published', lines_without_price: [] },
    not_yet: { first_time: 1, again: 0 },
    callbacks: { waiting: 0, next_at: null },
    left_out: [{ code: 'duplicate', count: 1 }],
    rejected: [{ code: 'missing_country_code', count: 1 }],
    today: { since: '2026-12-01T07:00:00.000Z', calls: 2 },
    yesterday: { since: '2026-11-30T07:00:00.000Z', calls: 0 },
  });
  expect(await record({ is: 'finished', at: T0 })).toMatchObject({ estimate: null, next_call_at: null });
  expect(await record({ is: 'running' }, { window: { days: [], from: 0, to: 1, timezone: 'contact' } })).toMatchObject({
    next_call_at: null,
    estimate: { ends_at: null, no_end: 'never_open', never_open: 1 },
  });
});

it('status.schema.json is what the code says (node scripts/make-schema.mjs)', async () => {
  expect(await published()).toBe(statusSchemaText());
});

it('the check itself sees what is wrong', async () => {
  const record = statusRecord(await statusOf(await aStore(), aConfig(), 'demo', ASKING));
  const schema = JSON.parse(await published()) as Schema;
  expect(invalid(schema, { ...record, rows: -1 })).not.toEqual([]);
  expect(invalid(schema, { ...record, more: 1 })).not.toEqual([]);
  expect(invalid(schema, { ...record, at: 'soon' })).not.toEqual([]);
  expect(invalid(schema, { ...record, binds: [{ is: 'slots', waiting: 1 }] })).not.toEqual([]);
  const { state, ...without } = record;
  expect([state, invalid(schema, without)]).not.toEqual([state, []]);
});

function published(): Promise<string> {
  return readFile(new URL('../../status.schema.json', import.meta.url), 'utf8');
}

type Schema = {
  readonly [key: string]: unknown;
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
};
const KNOWN = new Set(
  (
    '$schema title description type anyOf oneOf enum const properties required additionalProperties items minimum maximum ' +
    'pattern format propertyNames'
  ).split(' '),
);

/** A reader of JSON Schema of its own, as far as this one goes; a word that it does not know is an error too. */
function invalid(schema: Schema, value: unknown, at = ''): readonly string[] {
  const unknown = Object.keys(schema).filter((key) => !KNOWN.has(key));
  if (unknown.length > 0) return [`${at}: does not know ${unknown.join(', ')}`];
  const wrong: string[] = [];
  const fits = (one: Schema): boolean => invalid(one, value, at).length === 0;
  if (schema.anyOf !== undefined && !schema.anyOf.some(fits)) wrong.push(`${at}: none of anyOf`);
  if (schema.oneOf !== undefined && schema.oneOf.filter(fits).length !== 1) wrong.push(`${at}: not one of oneOf`);
  if (schema.enum !== undefined && !schema.enum.includes(value))
    wrong.push(`${at}: ${String(value)} is none of the enum`);
  if ('const' in schema && schema['const'] !== value) wrong.push(`${at}: not the const`);
  const { type } = schema;
  if (type === 'null' && value !== null) wrong.push(`${at}: not null`);
  if (type === 'string' && typeof value !== 'string') wrong.push(`${at}: no string`);
  if (type === 'boolean' && typeof value !== 'boolean') wrong.push(`${at}: no boolean`);
  if (type === 'number' && typeof value !== 'number') wrong.push(`${at}: no number`);
  if (type === 'integer' && !Number.isSafeInteger(value)) wrong.push(`${at}: no integer`);
  if (typeof value === 'number' && value < Number(schema['minimum'] ?? -Infinity))
    wrong.push(`${at}: below the minimum`);
  if (typeof value === 'string' && typeof schema['pattern'] === 'string' && !new RegExp(schema['pattern']).test(value))
    wrong.push(`${at}: ${value} does not fit`);
  if (type === 'array') {
    if (!Array.isArray(value)) wrong.push(`${at}: no array`);
    else for (const [nth, one] of value.entries()) wrong.push(...invalid(schema.items ?? {}, one, `${at}[${nth}]`));
  }
  if (type === 'object') {
    if (typeof value !== 'object' || value === null) return [...wrong, `${at}: no object`];
    for (const key of schema.required ?? []) if (!(key in value)) wrong.push(`${at}.${key}: missing`);
    for (const [key, one] of Object.entries(value)) {
      const known = schema.properties?.[key] ?? (schema['additionalProperties'] as Schema | false | undefined);
      if (known === undefined || known === false) wrong.push(`${at}.${key}: not in the schema`);
      else wrong.push(...invalid(known, one, `${at}.${key}`));
    }
  }
  return wrong;
}
