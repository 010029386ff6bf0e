/** A rule pack of the user's own: what is read of it, and what is said of one that is wrong. */
import { describe, expect, it } from 'vitest';
import { packFromText } from '../../src/load/spec/pack-file.ts';
import { UserError } from '../../src/model/errors.ts';
import { PURPOSES } from '../../src/model/purposes.ts';
import { HOLIDAY_CALENDARS } from '../../src/policy/rules/holidays.ts';
import { US_SAFE } from '../../src/policy/rules/packs/us-safe.ts';
import { packJson } from '../../src/report/rule-words.ts';

const CALENDARS = { known: HOLIDAY_CALENDARS, years: [2026, 2027] } as const;
const RULE = { id: 'mine', summary: 'Ours.', source: 'our lawyer', regions: ['US'] };
const read = async (value: unknown) => packFromText('/rules.json', JSON.stringify(value), CALENDARS);
const withRule = (rule: object) => ({ pack: 'ours', version: '1', rules: [{ ...RULE, ...rule }] });

async function problemsOf(value: unknown): Promise<readonly string[]> {
  try {
    await read(value);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ file, at = '', message, hint = '' }) => `${file ?? ''} ${at}: ${message} ${hint}`);
  }
  return [];
}

describe('a rule pack of the user’s own', () => {
  it('is read with what it leaves out', async () => {
    expect(await read(withRule({}))).toEqual({
      pack: 'ours',
      version: '1',
      rules: [{ ...RULE, from: null, until: null, purposes: PURPOSES }],
    });
  });

  it('has the shape in which outdial prints its own', async () => {
    expect(await read({ ...packJson(US_SAFE), pack: 'ours' })).toEqual({ ...US_SAFE, pack: 'ours' });
  });

  it('keeps calendars that are known, and writes out the others', async () => {
    const { rules } = await read(withRule({ days: ['holiday'], hours: [], holidays: ['US-PA', 'AT', '2026-12-24'] }));
    expect(rules[0]?.holidays).toEqual(expect.arrayContaining(['US-PA', '2026-10-26', '2027-10-26', '2026-12-24']));
    expect(rules[0]?.holidays).not.toContain('AT');
  });

  const WHERE = (key: string) => `/rules.json rules[0].${key} (mine): `;
  it.each<[string, object, string]>([
    ['an unknown key', { hour: [] }, `${WHERE('hour')}There is no such field. Did you mean "hours"?`],
    [
      'a date that does not exist',
      { from: '2026-02-30' },
      `${WHERE('from')}must be a day that exists, not "2026-02-30".`,
    ],
    [
      'a date of another form',
      { from: '1/2/2026' },
      `${WHERE('from')}must be a date such as "2026-10-18", or null, not "1/2/2026".`,
    ],
    [
      'an end before its begin',
      { from: '2026-02-03', until: '2026-02-03' },
      `${WHERE('until')}must be later than from ("2026-02-03")`,
    ],
    [
      'hours of no length',
      { hours: [{ from: '09:00', to: '09:00' }] },
      `${WHERE('hours[0].to')}must be later than from ("09:00"), not "09:00".`,
    ],
    [
      'hours across midnight',
      { hours: [{ from: '21:00', to: '06:00' }] },
      '{"from": "21:00", "to": "24:00"}, {"from": "00:00", "to": "06:00"}',
    ],
    [
      'spans over each other',
      {
        hours: [
          { from: '09:00', to: '12:00' },
          { from: '11:00', to: '13:00' },
        ],
      },
      `${WHERE('hours[1]')}must not overlap`,
    ],
    [
      'a time that there is not',
      { hours: [{ from: '9', to: '25:00' }] },
      `${WHERE('hours[0].from')}must be a time of day`,
    ],
    [
      'a cap of nothing',
      { calls: [{ calls: 0, per: '24h' }] },
      `${WHERE('calls[0].calls')}must be a whole number from 1`,
    ],
    [
      'a cap over no duration',
      { calls: [{ calls: 3, per: 'day' }] },
      `${WHERE('calls[0].per')}must be a duration from "1m" to "365d", or "lifetime", not "day".`,
    ],
    [
      'a cap over too long',
      { calls: [{ calls: 3, per: '366d' }] },
      `${WHERE('calls[0].per')}must be a duration from "1m"`,
    ],
    [
      'a rest of no duration',
      { rest: [{ after: 'conversation', for: '0' }] },
      `${WHERE('rest[0].for')}must be a duration`,
    ],
    ['a region of no shape', { regions: ['usa'] }, `${WHERE('regions[0]')}must be a country such as "FR"`],
    ['a country that there is not', { regions: ['UK'] }, 'The United Kingdom is "GB".'],
    [
      'a state that there is not',
      { regions: ['US-FX'] },
      `${WHERE('regions[0]')}must be a state or province that exists`,
    ],
    ['a territory', { regions: ['PR'] }, 'Write "US-PR".'],
    ['a purpose that there is not', { purposes: ['sales'] }, `${WHERE('purposes[0]')}must be one of "marketing"`],
    ['no purpose', { purposes: [] }, `${WHERE('purposes')}must list purposes`],
    ['holidays of nobody', { days: ['holiday'], hours: [] }, 'Add "holidays": ["US"]'],
    ['days without hours', { days: ['sun'] }, `${WHERE('days')}has no effect without "hours".`],
    [
      'a calendar that there is not',
      { days: ['holiday'], hours: [], holidays: ['XX'] },
      `${WHERE('holidays[0]')}There is no calendar of holidays called "XX".`,
    ],
    [
      'a holiday that does not exist',
      { days: ['holiday'], hours: [], holidays: ['2026-02-30'] },
      `${WHERE('holidays[0]')}must be a day that exists`,
    ],
    ['no source', { source: '' }, `${WHERE('source')}must say where the rule stands`],
  ])('is refused for %s', async (_, rule, words) => {
    const problems = await problemsOf(withRule(rule));
    expect(problems.join('\n')).toContain(words);
  });

  it.each<[string, unknown, string]>([
    ['no rules', { pack: 'ours', version: '1', rules: [] }, 'must list at least one rule'],
    [
      'two rules of one id',
      { pack: 'ours', version: '1', rules: [RULE, RULE] },
      'rules[1].id (mine): must be of this rule alone',
    ],
    [
      'the name of a built-in pack',
      { pack: 'us_safe', version: '1', rules: [RULE] },
      'must be a name of its own, not "us_safe"',
    ],
    ['no version', { pack: 'ours', rules: [RULE] }, 'version: is missing'],
    ['a list', [RULE], 'A rule pack is a JSON object; this is a list.'],
  ])('is refused for %s', async (_, value, words) => {
    expect((await problemsOf(value)).join('\n')).toContain(words);
  });

  it('says all that is wrong at once', async () => {
    expect(await problemsOf(withRule({ from: '2026-02-30', regions: ['usa'] }))).toHaveLength(1); // the shape first
    expect(await problemsOf(withRule({ from: '2026-02-30', regions: ['XX'] }))).toHaveLength(2);
  });
});
