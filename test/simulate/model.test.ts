import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readModel } from '../../src/load/spec/answer-model.ts';
import { LIST_PRICES } from '../../src/model/prices.ts';
import { USUAL_ANSWERS, type AnswerModel } from '../../src/model/answer-model.ts';
import { UserError } from '../../src/model/errors.ts';
import { fateOf } from '../../src/voice/simulated/fates.ts';
import type { Fate } from '../../src/voice/simulated/provider.ts';
import { model } from './people.ts';

const bytes = (value: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(value));
const read = (value: unknown): AnswerModel => readModel('model.json', bytes(value)).model;
const refusal = (value: unknown): string => {
  try {
    read(value);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    return (error as UserError).message;
  }
  return 'accepted';
};

const LIMITS = { ringingTimeoutSeconds: 30, maxCallDurationMinutes: 10 };
const fates = (of: AnswerModel, { nth = 1, hour = 12, n = 4_000, seed = 1 } = {}): Fate[] =>
  Array.from({ length: n }, (_, at) => fateOf(of, LIMITS, { seed, to: `+1212555${at}`, nth, hour }));
const share = (all: readonly Fate[], endReason: string): number =>
  all.filter((fate) => fate.endReason === endReason).length / all.length;

describe('the fates of calls', () => {
  it('are divided as the model says', () => {
    const all = fates(USUAL_ANSWERS);
    expect(share(all, 'client_hangup') + share(all, 'max_duration')).toBeCloseTo(0.35, 1);
    expect(share(all, 'dial_no_answer')).toBeCloseTo(0.65 * 0.5, 1);
    expect(share(all, 'voicemail_detected')).toBeCloseTo(0.65 * 0.38, 1);
    expect(share(all, 'dial_busy')).toBeGreaterThan(0.03);
    expect(share(all, 'dial_failed')).toBeGreaterThan(0.02);
  });

  it('grow worse with each try, and differ by the hour', () => {
    const hourly = read({ answer_rate: { 9: 0.2, 18: 0.8 }, decay: 0.5 });
    const answered = (over: object): number => share(fates({ ...hourly }, over), 'client_hangup');
    expect(answered({ hour: 17 })).toBeCloseTo(0.2, 1);
    expect(answered({ hour: 18 })).toBeCloseTo(0.8, 1);
    // Until nine, what held at midnight holds.
    expect(answered({ hour: 3 })).toBeCloseTo(0.8, 1);
    expect(answered({ hour: 18, nth: 2 })).toBeCloseTo(0.4, 1);
    expect(answered({ hour: 18, nth: 3 })).toBeCloseTo(0.2, 1);
  });

  it('talk around the median, two of three within the spread, never past the longest call', () => {
    const talks = fates(model({ answerRate: Array.from({ length: 24 }, () => 1) })).map(({ talks }) => talks ?? 0);
    const sorted = talks.toSorted((a, b) => a - b);
    expect(Math.abs((sorted[2_000] ?? 0) / 75_000 - 1)).toBeLessThan(0.06);
    const within = talks.filter((talk) => talk > 75_000 / 2 && talk < 75_000 * 2).length / talks.length;
    expect(within).toBeCloseTo(0.68, 1);
    expect(Math.max(...talks)).toBeLessThanOrEqual(600_000);
  });

  it('ring to the timeout when nobody answers, and no longer otherwise', () => {
    const all = fates(model({ ring: { is: 'one_of', values: [5, 60] } }));
    expect(all.every(({ rings }) => rings <= 30_000)).toBe(true);
    expect(all.filter(({ endReason }) => endReason === 'dial_no_answer').every(({ rings }) => rings === 30_000)).toBe(
      true,
    );
    expect(all.some(({ rings }) => rings === 5_000)).toBe(true);
  });

  it('are the same for the same seed, person and try, whoever else is called', () => {
    const [alone] = fates(USUAL_ANSWERS, { n: 1 });
    expect(fates(USUAL_ANSWERS, { n: 100 })[0]).toEqual(alone);
    expect(fates(USUAL_ANSWERS, { n: 100, seed: 2 })).not.toEqual(fates(USUAL_ANSWERS, { n: 100 }));
  });
});

describe('a model file', () => {
  it('needs to name nothing', () => {
    expect(read({})).toEqual(USUAL_ANSWERS);
  });

  it('takes a number, a list or a median for seconds', () => {
    const { talk, ring, voicemail } = read({
      talk_seconds: [10, 20],
      ring_seconds: 7,
      voicemail_seconds: { median: 9, spread: 3 },
    });
    expect({ talk, ring, voicemail }).toEqual({
      talk: { is: 'one_of', values: [10, 20] },
      ring: { is: 'one_of', values: [7] },
      voicemail: { is: 'around', median: 9, spread: 3 },
    });
  });

  it('names the nearest field for one it does not know, and every other mistake with it', () => {
    const said = refusal({ answer_rat: 0.3, talk_seconds: { median: 5, spred: 2 }, busy: -1 });
    expect(said).toContain('answer_rat: There is no such field. Did you mean "answer_rate"?');
    expect(said).toContain('busy: must be a number of parts');
    expect(said).toContain('talk_seconds');
    expect(said).toContain('model.json:1:');
  });

  it.each([
    [{ answer_rate: 35 }, 'answer_rate: must be a share from 0 to 1'],
    [{ answer_rate: { 25: 0.3 } }, 'answer_rate'],
    [{ answer_rate: {} }, 'answer_rate'],
    [{ decay: 1.5 }, 'decay: must be a factor from 0 to 1'],
    [{ talk_seconds: [] }, 'talk_seconds: must be seconds'],
    [{ no_answer: 0, voicemail: 0, busy: 0, failed: 0 }, 'all 0'],
    [{ prices: { agent_per_minut: 1 } }, 'Did you mean "agent_per_minute"?'],
    [[], 'is a list'],
  ])('refuses %j', (value, said) => {
    expect(refusal(value)).toContain(said);
  });

  it('stands in campaigns/ to be copied, and its shares are as the usual ones', async () => {
    const path = new URL('../../campaigns/model.json', import.meta.url);
    const file = readModel('model.json', await readFile(path));
    expect(file.prices).toEqual(LIST_PRICES);
    expect({ ...file.model, answerRate: null }).toEqual({ ...USUAL_ANSWERS, answerRate: null });
  });
});
