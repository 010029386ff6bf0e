/** The campaign file: what it means, and every way to get it wrong said at once with its place. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UserError, type Problem } from '../../src/model/errors.ts';
import { campaignSchemaText } from '../../src/load/spec/schema.ts';
import { NO_ACCOUNT } from '../../src/load/spec/account.ts';
import { readSpec, specFromFlags } from '../../src/load/spec/read.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import type { SpecFlags } from '../../src/load/spec/flags.ts';

const PATH = join('some', 'where', 'spring.json');
const GOOD = { agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'list.csv' };

function spec(content: unknown, flags: SpecFlags = {}): Promise<Spec> {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return readSpec(PATH, flags, NO_ACCOUNT, { readFile: () => Promise.resolve(Buffer.from(text)) });
}

async function problems(making: Promise<unknown>): Promise<readonly Problem[]> {
  try {
    await making;
  } catch (error) {
    if (error instanceof UserError) return error.problems;
    throw error;
  }
  throw new Error('it was accepted');
}

async function sentences(content: unknown, flags: SpecFlags = {}): Promise<string> {
  return new UserError(await problems(spec(content, flags))).message;
}

describe('a campaign file', () => {
  it('fills in every default', async () => {
    const text = JSON.stringify(GOOD);
    expect(await spec(text)).toEqual({
      name: 'spring',
      agentId: 'agent_1',
      budget: null,
      fromNumbers: ['ap_1'],
      contacts: { is: 'file', path: resolve('some', 'where', 'list.csv') },
      encoding: null,
      columns: {
        ...{ toNumber: [], id: null, timezone: null, notBefore: null, notAfter: null },
        consent: { level: null, at: null, source: null },
      },
      consent: null,
      scrubbed: [],
      recurring: null,
      variables: { is: 'all' },
      attemptVariable: 'outdial_attempt_id',
      defaultCountry: null,
      ringingTimeoutSeconds: 30,
      maxCallDurationMinutes: 10,
      callsPerSecond: null,
      account: NO_ACCOUNT,
      maxConcurrentCalls: 8,
      batchWindow: 250,
      batchSize: 50,
      weight: 1,
      window: null,
      startAt: null,
      endAt: null,
      retry: { maxAttempts: 1, after: {} },
      suppression: [],
      doubt: { lookUps: [5000, 30_000, 120_000], then: 'hold' },
      compliance: { preset: null, purpose: null },
      outcome: null,
      allowUsTerritories: false,
      allowTollFree: false,
      extraUsAreaCodes: [],
      text,
      dir: resolve('some', 'where'),
    });
  });

  it('takes every key', async () => {
    const made = await spec({
      $schema: '../../campaign.schema.json',
      ...GOOD,
      name: 'Reminders',
      from_number_id: ['ap_1', '+14155550100'],
      columns: { to_number: ['Mobile', 'Home'], id: 'Patient ID', timezone: 'TZ' },
      variables: { first_name: 'First Name', time: 'Appt Time' },
      default_country: 'us',
      ringing_timeout_seconds: 25,
      max_call_duration_minutes: 5,
      pacing: { calls_per_second: 0.5, max_concurrent_calls: 4, batch_window: '0', batch_size: 10 },
      window: { days: ['mon', 'sat'], from: '09:05', to: '24:00', timezone: 'America/New_York' },
      schedule: { start_at: '2026-12-01T09:00:00-05:00', end_at: '2026-12-04T18:00:00Z' },
      retry: { max_attempts: 3, no_answer: { after: '90m' }, failed: { after: '1d' } },
      suppression: ['do-not-call.txt'],
      doubt: { look_ups: ['1s', '1m'], then: 'redial', accept_double_ring_risk: true },
      compliance: { preset: 'none', purpose: 'appointment' },
      allow_us_territories: true,
      allow_toll_free: true,
      extra_us_area_codes: ['621'],
    });
    expect(made).toMatchObject({
      name: 'Reminders',
      fromNumbers: ['ap_1', '+14155550100'],
      columns: { toNumber: ['Mobile', 'Home'], id: 'Patient ID', timezone: 'TZ' },
      defaultCountry: 'US',
      callsPerSecond: 0.5,
      batchWindow: 0,
      window: { days: ['mon', 'sat'], from: 545, to: 1440, timezone: 'America/New_York' },
      startAt: Date.UTC(2026, 11, 1, 14),
      endAt: Date.UTC(2026, 11, 4, 18),
      // What is not said keeps its default.
      retry: { maxAttempts: 3, after: { no_answer: 90 * 60_000, busy: 15 * 60_000, failed: 86_400_000 } },
      suppression: [resolve('some', 'where', 'do-not-call.txt')],
      doubt: { lookUps: [1000, 60_000], then: 'redial' },
      compliance: { preset: { is: 'none' }, purpose: 'appointment' },
      allowUsTerritories: true,
      extraUsAreaCodes: ['621'],
    });
    expect(made.variables).toEqual({
      is: 'named',
      variables: [
        { name: 'first_name', column: 'First Name' },
        { name: 'time', column: 'Appt Time' },
      ],
    });
  });

  it('keeps rows that stand in it, and their numbers unrounded', async () => {
    const text = '{"agent_id": "a", "from_number_id": "b", "contacts": [{"phone": 1.41556E+10, "n": 2}]}';
    expect((await spec(text)).contacts).toEqual({ is: 'inline', rows: [{ phone: '1.41556E+10', n: 2 }] });
    expect((await spec({ ...GOOD, contacts: '-' })).contacts).toEqual({ is: 'stdin' });
  });

  it('a byte order mark is no syntax error', async () => {
    expect((await spec(`\uFEFF${JSON.stringify(GOOD)}`)).agentId).toBe('agent_1');
  });

  it('reports everything at once, each with its place, its value and the nearest name', async () => {
    const text = `{
  "agent": "agent_1",
  "contacts": 3,
  "pacing": { "calls_per_secnd": 1, "max_concurrent_calls": "8" },
  "window": { "form": "09:00", "to": "25:00", "days": ["monday"] },
  "retry": { "max_attempts": 200, "no_answer": { "after": "soon" } },
  "ringing_timeout_seconds": 2.5,
  "$name": 1
}`;
    const all = await problems(spec(text));
    expect(all.map(({ line, column, at, code }) => `${line}:${column} ${at} ${code}`).sort()).toEqual(
      [
        '1:1 agent_id missing_field',
        '1:1 from_number_id missing_field',
        '2:3 agent unknown_field',
        '3:3 contacts bad_field',
        '4:15 pacing.calls_per_secnd unknown_field',
        '4:37 pacing.max_concurrent_calls bad_field',
        '5:15 window.form unknown_field',
        '5:32 window.to bad_field',
        '5:56 window.days[0] bad_field',
        '6:14 retry.max_attempts bad_field',
        '6:50 retry.no_answer.after bad_field',
        '7:3 ringing_timeout_seconds bad_field',
        '8:3 $name unknown_field',
      ].sort(),
    );
    const message = new UserError(all).message;
    expect(message).toContain(`${PATH}:2:3: agent: There is no such field. Did you mean "agent_id"?`);
    expect(message).toContain('Did you mean "calls_per_second"?');
    expect(message).toContain('must be a whole number from 1 to 20 (calls to a contact in all), not 200.');
    expect(message).toContain('not "8". Write it without quotes.');
    expect(message).toContain('must be one of "mon", "tue", "wed", "thu", "fri", "sat", "sun", not "monday".');
    expect(message).toContain('Did you mean "from"?');
  });

  it.each<[string, object, string]>([
    ['another preset', { compliance: { preset: 'us_save' } }, 'Did you mean "us_safe"?'],
    ['redial', { doubt: { then: 'redial' } }, 'only "accept_double_ring_risk": true beside it allows'],
    [
      'redial with a no',
      { doubt: { then: 'redial', accept_double_ring_risk: false } },
      '"redial" may ring somebody twice',
    ],
    ['the risk for nothing', { doubt: { accept_double_ring_risk: true } }, 'has no effect without "then": "redial"'],
    ['the risk elsewhere', { accept_double_ring_risk: true }, 'Write it as "doubt": {"then": "redial"'],
    ['always without none', { window: 'always' }, 'only "compliance": {"preset": "none"} allows'],
    ['an empty window', { window: { from: '18:00', to: '09:00' } }, 'must be later than from ("18:00"), not "09:00".'],
    ['an abbreviated zone', { window: { from: '09:00', to: '18:00', timezone: 'IST' } }, 'not "IST".'],
    ['a zone nobody knows', { window: { from: '09:00', to: '18:00', timezone: 'Mars/Base' } }, 'not "Mars/Base".'],
    ['a local time', { schedule: { start_at: '2026-12-01T09:00' } }, 'an instant with an offset'],
    ['a day that is none', { schedule: { start_at: '2026-13-41T09:00:00Z' } }, 'a day and time that exist'],
    [
      'an end before the start',
      { schedule: { start_at: '2026-12-02T09:00:00Z', end_at: '2026-12-01T09:00:00Z' } },
      'later than start_at',
    ],
    ['a delay without attempts', { retry: { busy: { after: '1m' } } }, 'has no effect while retry.max_attempts is 1'],
    [
      'a delay out of range',
      { retry: { max_attempts: 2, busy: { after: '400d' } } },
      'must be from "1s" to "30d", not "400d".',
    ],
    ['look-ups in disorder', { doubt: { look_ups: ['1m', '5s'] } }, 'must come later than the one before'],
    ['USA', { default_country: 'USA' }, 'two-letter country code'],
    ['no country', { default_country: 'ZZ' }, 'a country with phone numbers'],
    ['a reserved variable', { variables: { system__x: 'A' } }, 'cannot be a variable'],
    ['our variable', { variables: { outdial_attempt_id: 'A' } }, 'outdial itself sends that name'],
    [
      'our variable under the name it was given',
      { attempt_id_variable: 'ref', variables: { ref: 'A' } },
      'outdial itself sends that name',
    ],
    ['a name of ours that is none', { attempt_id_variable: 'my id' }, 'must be the name of a variable'],
    ['an empty name of ours', { attempt_id_variable: '' }, 'must be the name of a variable'],
    ['a reserved name of ours', { attempt_id_variable: 'system__id' }, 'cannot be "system__id"'],
    ['false for a name of ours', { attempt_id_variable: false }, 'or null'],
    ['one line twice', { from_number_id: ['a', 'a'] }, 'must name each number once'],
    ['no line', { from_number_id: [] }, 'must name at least one number'],
    ['a long name', { name: 'x'.repeat(81) }, 'must be 1 to 80 characters'],
    ['ringing too long', { ringing_timeout_seconds: 81 }, 'must be a whole number from 5 to 80 (seconds), not 81.'],
    ['too long a call', { max_call_duration_minutes: 481 }, 'from 1 to 480'],
    ['an area code', { extra_us_area_codes: ['1'] }, 'must be three digits such as "621", not "1".'],
  ])('refuses %s', async (_, change, sentence) => {
    expect(await sentences({ ...GOOD, ...change })).toContain(sentence);
  });

  it.each<[string, string, string, string]>([
    ['an empty file', ' \n', 'file_empty', 'The file is empty.'],
    ['truncated', '{\n  "agent_id": "a",\n  "contacts": [', 'truncated_json', 'ends in the middle'],
    ['truncated in a text', '{\n  "agent_id": "a', 'not_json', 'not closed with a double quote'],
    ['a trailing comma', '{\n  "agent_id": "a",\n}', 'not_json', ':3:1: This is not valid JSON: a name'],
    ['a comment', '{\n  // hello\n}', 'not_json', ':2:3: This is not valid JSON: JSON has no comments'],
    ['a number', '42', 'not_a_campaign', 'this is a number'],
    ['null', 'null', 'not_a_campaign', 'this is null'],
    ['a list', '[]', 'not_a_campaign', 'this is a list'],
    ['CSV', 'phone,name\n1,2\n', 'not_json', 'This is not valid JSON'],
    ['deep', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'json_too_deep', '64 levels'],
    [
      'a key twice',
      '{"agent_id": "a",\n "agent_id": "b", "from_number_id": "x", "contacts": "-"}',
      'duplicate_key',
      ':2:2: The key "agent_id" stands twice',
    ],
    ['binary', '\0\x01\x02\x03'.repeat(50), 'unsupported_format', 'binary'],
  ])('%s: one clear sentence', async (_, text, code, sentence) => {
    const [first, ...rest] = await problems(spec(text));
    expect(rest).toEqual([]);
    expect(first?.code).toBe(code);
    expect(new UserError(first!).message).toContain(sentence);
    expect(first?.file).toBe(PATH);
  });

  it('a missing file and a directory', async () => {
    expect((await problems(readSpec('nobody.json')))[0]?.code).toBe('file_not_found');
    expect((await problems(readSpec('.')))[0]?.code).toBe('is_directory');
  });
});

describe('flags', () => {
  it('make a campaign of a bare list', () => {
    const made = specFromFlags(
      'lists/contacts.csv',
      { agentId: 'a', fromNumberId: ['b'], callsPerSecond: '0.5' },
      resolve('x'),
    );
    expect(made).toMatchObject({ name: 'contacts', agentId: 'a', fromNumbers: ['b'], callsPerSecond: 0.5 });
    expect(made.contacts).toEqual({ is: 'file', path: resolve('x', 'lists/contacts.csv') });
    expect(JSON.parse(made.text)).toEqual({
      contacts: 'lists/contacts.csv',
      agent_id: 'a',
      from_number_id: ['b'],
      pacing: { calls_per_second: 0.5 },
    });
    expect(specFromFlags('-', { agentId: 'a', fromNumberId: ['b'] }, '.').contacts).toEqual({ is: 'stdin' });
  });

  it('are named where something is missing or wrong', async () => {
    const making = Promise.resolve().then(() => specFromFlags('c.csv', { maxConcurrentCalls: 'many' }, '.'));
    const found = await problems(making);
    expect(found.map(({ at }) => at)).toEqual(['--agent-id', '--from-number-id', '--max-concurrent-calls']);
    expect(found[2]?.message).toContain('not "many"');
  });

  it('win over the file, and then the kept text says so', async () => {
    const made = await spec(GOOD, { agentId: 'other', defaultCountry: 'CA' });
    expect(made).toMatchObject({ agentId: 'other', defaultCountry: 'CA' });
    expect(JSON.parse(made.text)).toEqual({ ...GOOD, agent_id: 'other', default_country: 'CA' });
    const [found] = await problems(spec(GOOD, { defaultCountry: 'USA' }));
    expect(found).toMatchObject({ at: '--default-country' });
    expect(found?.file).toBeUndefined();
  });
});

describe('campaign.schema.json', () => {
  it('is up to date (node scripts/make-schema.mjs)', async () => {
    const file = await readFile(new URL('../../campaign.schema.json', import.meta.url), 'utf8');
    expect(file).toBe(campaignSchemaText());
  });

  it('describes every key', () => {
    type Node = { description?: string; properties?: Record<string, Node>; anyOf?: Node[] };
    const bare: string[] = [];
    const walk = (node: Node, path: string): void => {
      for (const [key, child] of Object.entries(node.properties ?? {})) {
        if (child.description === undefined) bare.push(`${path}${key}`);
        walk(child, `${path}${key}.`);
      }
      node.anyOf?.forEach((branch) => walk(branch, path));
    };
    walk(JSON.parse(campaignSchemaText()) as Node, '');
    expect(bare).toEqual([]);
  });
});
