/** What no campaign can mean: numbers beyond all measure, texts that are nothing, lists without end. Each is refused in words, and soon. */
import { describe, expect, it } from 'vitest';
import { specFromValue } from '../../src/load/spec/read.ts';
import { UserError } from '../../src/model/errors.ts';
import { patternOf } from '../../src/model/pattern.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { NOW } from '../support/fixtures.ts';

const MINIMAL = { name: 'Spring calls', agent_id: 'a', from_number_id: 'b', contacts: 'c.csv' };
const HOURS = { from: '09:00', to: '18:00' };

function refused(keys: object): string {
  try {
    specFromValue({ ...MINIMAL, ...keys }, null, '/');
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ at, message }) => `${at} ${message}`).join('\n');
    throw error;
  }
  return 'taken';
}

const NUMBERS: readonly unknown[] = [1e308, -0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-320, 'NaN', '3', null];
describe.each(NUMBERS.map((value) => [value]))('%s', (value) => {
  it.each([
    ['retry.max_attempts', { retry: { max_attempts: value } }],
    ['limits.per_number[0].calls', { limits: { per_number: [{ calls: value, per: '1d' }] } }],
    ['limits.budget_usd', { limits: { budget_usd: value } }],
    ['pacing.calls_per_second', { pacing: { calls_per_second: value } }],
    ['pacing.max_concurrent_calls', { pacing: { max_concurrent_calls: value } }],
    ['ringing_timeout_seconds', { ringing_timeout_seconds: value }],
    ['max_call_duration_minutes', { max_call_duration_minutes: value }],
    ['weight', { weight: value }],
    ['ramp', { ramp: [value] }],
    ['factor', { retry: { max_attempts: 3, no_answer: { after: { first: '1h', factor: value } } } }],
  ])('is no %s', (key, keys) => {
    const said = refused(keys);
    expect(said).not.toBe('taken');
    expect(said).toContain(
      key
        .split('.')
        .at(-1)
        ?.replace(/\[0\].*/, '') ?? '',
    );
  });
});

it.each([
  ['ten million tries', { retry: { max_attempts: 1e7 } }, /max_attempts must be a whole number from 1 to 20/],
  ['a million parts of the day', { retry: { max_attempts: 3, day_parts: Array(1e6).fill('12:00') } }, /day_parts/],
  ['a million waits', { retry: { max_attempts: 3, no_answer: { after: Array(1e6).fill('1h') } } }, /at most 20/],
  ['a million spans', { window: { hours: Array(1e6).fill(HOURS) } }, /window\.hours/],
  ['a million steps', { ramp: Array(1e6).fill(1) }, /ramp/],
  ['twenty thousand limits', { limits: { per_number: Array(20_000).fill({ calls: 1, per: '1d' }) } }, /per_number/],
  ['a wait of no time', { retry: { max_attempts: 3, no_answer: { after: '0' } } }, /from "1s" to "30d"/],
  ['a wait that is no number', { retry: { max_attempts: 3, no_answer: { after: '1e3h' } } }, /must be a duration/],
  ['a span beyond all', { limits: { per_number: [{ calls: 1, per: '999999999d' }] } }, /from "1m" to "365d"/],
  ['a campaign of no name before it', { schedule: { after: ' ' } }, /after must be the name of a campaign/],
  ['itself before it', { schedule: { after: 'spring-CALLS' } }, /after must name another campaign/],
  ['a zone that is a path', { window: { ...HOURS, timezone: '../../etc/localtime' } }, /must be "contact" or an IANA/],
  ['a zone that is a key of every object', { window: { ...HOURS, timezone: '__proto__' } }, /must be "contact" or an/],
  ['a window of no minute', { window: { from: '09:00', to: '09:00' } }, /must be later than from/],
  ['a window across midnight', { window: { from: '20:00', to: '06:00' } }, /must be later than from/],
  ['days that do not exist', { window: { ...HOURS, except: ['2026-02-30'] } }, /must be a day that exists/],
  ['a pack of another year', { compliance: { preset: 'us_safe@2019' } }, /compliance\.preset must be the name/],
  ['a pack that is a key of every object', { compliance: { preset: 'constructor' } }, /compliance\.preset must be/],
])('%s is refused', (_, keys, words) => expect(refused(keys)).toMatch(words));

it('days off for ten thousand years are looked through as soon as any others', () => {
  const { window } = specFromValue({ ...MINIMAL, window: { ...HOURS, except: ['0000-01-01/9999-12-31'] } }, null, '/');
  expect(makeHours().nextOpen({ window } as never, 'America/New_York|US-NY', NOW, 0)).toBeNull();
});

describe('a pattern', () => {
  it('that takes a thousand steps a letter looks at no more of a text than takes a moment', () => {
    const heavy = patternOf('(a?){500}z');
    const light = patternOf('a?z');
    if (typeof heavy !== 'function' || typeof light !== 'function') throw new Error('they are patterns');
    const long = `${'b'.repeat(50_000)}z`;
    expect(light(long)).toEqual(['z']);
    expect(heavy(long)).toEqual([]);
    expect(heavy(`${'b'.repeat(400)}z`)).toEqual(['z']);
  });

  it.each(['(a+)+$', '(.*)*(.*)*(.*)*x', '(?:a|b|ab){300}c{300}', '.*'.repeat(400), '(a?){500}a{500}'])(
    '%s has read a text of a million letters before anybody would notice',
    (source) => {
      const match = patternOf(source);
      if (typeof match !== 'function') throw new Error('it is a pattern');
      const began = performance.now();
      match('ab'.repeat(500_000));
      // A hundred times what it takes: a pattern that runs for ever is not near it.
      expect(performance.now() - began).toBeLessThan(30_000);
    },
  );
});
