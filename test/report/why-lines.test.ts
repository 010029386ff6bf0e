import { describe, expect, it } from 'vitest';
import type { LoggedLine } from '../../src/store/port.ts';
import { sentence } from '../../src/report/why-lines.ts';
import { makeCampaign } from '../support/fixtures.ts';

const AROUND = { campaign: makeCampaign(), attempts: new Map(), notes: new Map() };

function told(event: string, over: Partial<LoggedLine> = {}): string {
  const nothing = { campaign: null, contact: null, attempt: null, from: null, to: null, cause: null, evidence: null };
  return sentence({ at: 0, actor: 'engine', seq: 1, hash: '', ...nothing, event, ...over }, AROUND);
}

describe('a line of the log, in a sentence', () => {
  it('of a campaign', () => {
    expect(told('campaign_made')).toBe('the campaign was made');
    expect(told('loaded', { evidence: { load: 1, rows: 12 } })).toBe('rows were loaded: 12');
    expect(told('paused', { cause: 'operator', evidence: { by: 'ann' } })).toBe(
      'the campaign was paused by ann (operator)',
    );
    expect(told('running', { evidence: { by: 'ann' } })).toBe('the campaign was resumed by ann');
    expect(told('running')).toBe('the campaign runs');
    expect(told('finished')).toBe('the campaign was finished: nothing was left to do');
    expect(told('plan_changed', { cause: 'agent_kind' })).toBe('the kind of its agent has changed');
  });

  it('of a contact that leaves keeps its words', () => {
    expect(told('canceled', { cause: 'campaign_canceled' })).toBe('canceled (campaign canceled)');
    expect(told('skipped', { cause: 'suppressed' })).toBe('left out: asked not to be called');
    expect(told('deferred', { cause: 'unrelated' })).toBe('waits (unrelated)');
  });

  it('that this version does not know is shown as it stands', () => {
    expect(told('moved_house')).toBe('moved house');
    expect(told('moved_house', { cause: 'no_reason' })).toBe('moved house (no reason)');
    // Names that every object answers to are no events.
    expect(told('constructor')).toBe('constructor');
    expect(told('toString', { cause: '__proto__' })).toBe('toString (  proto  )');
  });
});
