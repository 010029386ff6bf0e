/** The table of keys says what the code does: every key is in it, its default is what comes without it, its range is what is taken. */
import { describe, expect, it } from 'vitest';
import { OWN_KEYS } from '../../src/load/spec/account-schema.ts';
import { accountFromValue } from '../../src/load/spec/account.ts';
import { specFromValue } from '../../src/load/spec/read.ts';
import { specSchema } from '../../src/load/spec/schema.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import { UserError } from '../../src/model/errors.ts';
import { formatDuration, parseDuration } from '../../src/model/time.ts';
import { ACCOUNT_FACTS, CAMPAIGN_FACTS } from '../support/key-facts.ts';
import { accountKeys, campaignKeys } from '../support/key-table.ts';

const MINIMAL = { name: 'n', agent_id: 'a', from_number_id: 'b', contacts: 'c.csv' };

/** `{'retry.max_attempts': 3}` → `{retry: {max_attempts: 3}}`. */
function nested(keys: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  for (const [path, value] of Object.entries(keys)) {
    let at = whole;
    const parts = path.split('.');
    for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
    at[parts.at(-1) ?? ''] = value;
  }
  return whole;
}

/** What a campaign of these keys comes to, but for its text. */
function made(keys: Readonly<Record<string, unknown>>): Omit<Spec, 'text'> {
  const { text: _, ...spec } = specFromValue({ ...MINIMAL, ...nested(keys) }, null, '/');
  return spec;
}

const taken = (keys: Readonly<Record<string, unknown>>): boolean => {
  try {
    made(keys);
    return true;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
};

describe('the table names every key, and no other', () => {
  it('of the campaign file (a new key: test/support/key-facts.ts, then node scripts/make-docs.mjs)', () => {
    expect(Object.keys(CAMPAIGN_FACTS).sort()).toEqual(
      campaignKeys()
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('of outdial.json', () => {
    expect(Object.keys(ACCOUNT_FACTS).sort()).toEqual(
      accountKeys()
        .map(({ path }) => path)
        .sort(),
    );
  });

  it('with a sentence and a default for each that holds no others', () => {
    const bare = campaignKeys().filter(({ path, required, group, meaning }) => {
      const { default: value, otherwise } = CAMPAIGN_FACTS[path] ?? {};
      return meaning === '' || (value === undefined && otherwise === undefined && !required && !group);
    });
    expect(bare.map(({ path }) => path)).toEqual([]);
  });
});

describe('a default is what holds without the key', () => {
  for (const [path, { default: value, beside = {} }] of Object.entries(CAMPAIGN_FACTS)) {
    if (value === undefined) continue;
    it(path, () => {
      expect(made({ ...beside, [path]: value })).toEqual(made(beside));
    });
  }

  it('of outdial.json', () => {
    const of = (value: object) => ({ ...accountFromValue(value, '/'), placeOf: null, fileOf: null, said: null });
    expect(of({ account: { inbound_reserve: 0 }, suppression: [], defaults: {}, lines: {} })).toEqual(of({}));
  });
});

describe('a range of durations is what is taken', () => {
  for (const [path, { range, beside = {} }] of Object.entries(CAMPAIGN_FACTS)) {
    if (range === undefined) continue;
    it(path, () => {
      const [least, most] = range.map((text) => parseDuration(text) ?? NaN) as [number, number];
      const at = (ms: number): boolean => taken({ ...beside, [path]: formatDuration(ms) });
      expect([least, most].map((ms) => taken({ ...beside, [path]: formatDuration(ms) }) || ms === 0)).toEqual([
        true,
        true,
      ]);
      expect(taken({ ...beside, [path]: range[0] })).toBe(true);
      expect(at(most * 2)).toBe(false);
      if (least > 0) expect(at(least / 2)).toBe(false);
    });
  }
});

it('every key of the campaign file may be a default of the account, but those that each campaign has of its own', () => {
  const value = (key: string): unknown => CAMPAIGN_FACTS[key]?.default ?? {};
  for (const key of Object.keys(specSchema.shape)) {
    let code: string | undefined;
    try {
      accountFromValue({ defaults: { [key]: value(key) } }, '/');
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      code = error.problems[0]?.code;
    }
    expect([key, code === 'unknown_field']).toEqual([key, (OWN_KEYS as readonly string[]).includes(key)]);
  }
});
