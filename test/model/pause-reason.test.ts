import { describe, expect, it } from 'vitest';
import { goesOnWhenAsked, pauseSentence, wantsRun, type PauseReason } from '../../src/model/pause-reason.ts';
import { readCampaignState } from '../../src/model/stored-campaign.ts';

const said = { contact: 'c1', attempt: 'od1.a.b.c.1' };

const REASONS: readonly (readonly [PauseReason, sentence: string, wants: boolean, goesOn: boolean])[] = [
  [{ why: 'operator', message: 'paused by ann' }, 'paused by ann', false, true],
  [{ why: 'breaker', message: '5 requests in a row were refused' }, '5 requests in a row were refused', false, false],
  [{ why: 'account', message: 'the provider refused a call' }, 'the provider refused a call', false, false],
  [{ why: 'doubt', message: '4 calls may have rung' }, '4 calls may have rung', false, false],
  [{ why: 'limit' }, 'the limit of this run was reached', false, false],
  [{ why: 'unattended', left: 'behind' }, 'its run ended before it was finished; run it again to go on', true, true],
  [{ why: 'unattended', left: 'stopped' }, 'it was stopped; run it again to go on', true, true],
  [{ why: 'clock', message: 'the clock is wrong' }, 'the clock is wrong', false, false],
  [{ why: 'budget', message: 'the budget is spent' }, 'the budget is spent', false, false],
  [{ why: 'rule', message: 'a rule forbids it' }, 'a rule forbids it', false, false],
];

describe('a pause', () => {
  for (const [reason, sentence, wants, goesOn] of REASONS) {
    it(`for ${reason.why}: "${sentence}"`, () => {
      expect(pauseSentence(reason)).toBe(sentence);
      expect(wantsRun(reason)).toBe(wants);
      expect(goesOnWhenAsked(reason)).toBe(goesOn);
      // As JSON keeps it, and back.
      const stored: unknown = JSON.parse(JSON.stringify({ is: 'paused', ...reason }));
      expect(readCampaignState(stored)).toEqual({ is: 'paused', ...reason });
    });
  }
});

describe('a state that the ledger holds', () => {
  it('is read as it was written', () => {
    for (const state of [
      { is: 'scheduled' },
      { is: 'running' },
      { is: 'finished', at: 5 },
      { is: 'canceled', at: 6 },
      { is: 'paused', why: 'account', message: 'refused', said },
      { is: 'paused', why: 'breaker', message: 'refused', said },
    ]) {
      expect(readCampaignState(state)).toEqual(state);
    }
  });

  it('knows by its reason what an older version knew by its words', () => {
    const read = (why: string, message: string) => readCampaignState({ is: 'paused', why, message });
    const behind = 'its run ended before it was finished; run it again to go on';
    expect(read('operator', behind)).toEqual({ is: 'paused', why: 'unattended', left: 'behind' });
    expect(read('operator', 'it was stopped; run it again to go on')).toEqual({
      is: 'paused',
      why: 'unattended',
      left: 'stopped',
    });
    expect(read('limit', 'the limit of this run was reached')).toEqual({ is: 'paused', why: 'limit' });
    // The same words of another reason are that reason's.
    expect(read('account', behind)).toEqual({ is: 'paused', why: 'account', message: behind });
  });

  it('is refused where nobody can have written it', () => {
    for (const wrong of [
      null,
      'running',
      {},
      { is: 'elsewhere' },
      { is: 'finished' },
      { is: 'paused' },
      { is: 'paused', why: 'operator' },
      { is: 'paused', why: 'mood', message: 'no' },
      { is: 'paused', why: 'unattended', left: 'ahead' },
      { is: 'paused', why: 'account', message: 'refused', said: { contact: 'c1' } },
    ]) {
      expect(() => readCampaignState(wrong), JSON.stringify(wrong)).toThrow('no version of outdial');
    }
  });
});
