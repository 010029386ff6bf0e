import { describe, expect, it } from 'vitest';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import { resolve, type Resolution } from '../../src/model/resolve.ts';
import { MINUTE } from '../../src/model/time.ts';
import { transition } from '../../src/model/transitions.ts';
import { call, held, makePlan, NOW } from '../support/fixtures.ts';

const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };
const DOUBT = { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 } as const;

function resolved(resolution: Resolution, rules = RULES, now = NOW + MINUTE) {
  const { contact, attempt } = held(DOUBT);
  const review = { ...contact, state: { is: 'needs_review', attempt: attempt.id, dueAt: NOW, lookUps: 3 } } as const;
  const verdict = resolve(review, attempt, resolution, rules, now);
  if (verdict.is === 'same') throw new Error('nothing happened');
  return verdict;
}

const over = (disposition: 'answered' | 'no_answer'): AttemptEvent => ({
  is: 'over',
  callId: call(1),
  disposition,
  startedAt: null,
  endedAt: NOW,
  endReason: 'told',
});

describe('a person who settles a doubt', () => {
  it('says it did not ring: the try does not count, and the contact may be dialed again', () => {
    const { is, contact, attempt, event, cause } = resolved({ is: 'did_not_ring' });
    expect(event).toBe('resolved');
    expect(cause).toBe('did_not_ring');
    expect(is).toBe('changed');
    expect(contact).toMatchObject({ attempts: 0, state: { is: 'ready' } });
    expect(attempt.state).toMatchObject({ is: 'not_placed', code: 'operator' });
  });

  it('in a campaign that is over or canceled the contact leaves', () => {
    const canceled: Rules = { ...RULES, campaign: { is: 'canceled', at: NOW } };
    expect(resolved({ is: 'did_not_ring' }, canceled).contact.state).toMatchObject({ is: 'canceled' });
    const ended: Rules = { ...RULES, plan: makePlan({ endAt: NOW }) };
    expect(resolved({ is: 'did_not_ring' }, ended).contact.state).toMatchObject({ is: 'exhausted' });
  });

  it('says how it ended: what follows is what follows any such end', () => {
    const answered = resolved({ is: 'rang', disposition: 'answered' });
    expect(answered).toMatchObject({ is: 'changed', event: 'resolved', cause: 'answered' });
    expect(answered.contact).toMatchObject({ disposition: 'answered', state: { is: 'completed' } });
    expect(answered.attempt.state).toMatchObject({ is: 'ended', endReason: 'operator' });
    expect(resolved({ is: 'rang', disposition: 'no_answer' }).contact.state).toMatchObject({ is: 'ready' });
  });

  it('says it late: the call ended no later than the longest it could last', () => {
    const { attempt } = held(DOUBT);
    const ended = { is: 'rang', disposition: 'no_answer' } as const;
    expect(resolved(ended).attempt.state).toMatchObject({ endedAt: NOW + MINUTE });
    const late = resolved(ended, RULES, attempt.longestEnd + MINUTE);
    expect(late.attempt.state).toMatchObject({ endedAt: attempt.longestEnd });
  });

  it('is outranked by the provider’s own word', () => {
    const wrong = resolved({ is: 'rang', disposition: 'no_answer' });
    const right = transition(wrong.contact, wrong.attempt, over('answered'), RULES, NOW + 2 * MINUTE);
    expect(right).toMatchObject({ is: 'changed', contact: { state: { is: 'completed' } } });
    const denied = resolved({ is: 'did_not_ring' });
    const rang = transition(denied.contact, denied.attempt, over('answered'), RULES, NOW + 2 * MINUTE);
    expect(rang).toMatchObject({ contact: { attempts: 1, state: { is: 'completed' } } });
  });

  it('cannot unknow what is known', () => {
    const { contact, attempt } = held({ is: 'placed', callId: call(1), seen: 'started', startedAt: NOW, renewals: 0 });
    expect(resolve(contact, attempt, { is: 'did_not_ring' }, RULES, NOW)).toEqual({ is: 'same' });
  });
});
