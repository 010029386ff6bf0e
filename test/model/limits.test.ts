/** A call lives under the limits it was dialed with, whatever its campaign's file says since. */
import { expect, it } from 'vitest';
import { limitsOf, limitsWithin, longestEnd, ringingDeadline, talkingDeadline } from '../../src/model/deadlines.ts';
import { HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { transition } from '../../src/model/transitions.ts';
import { call, held, makePlan, NOW } from '../support/fixtures.ts';

const HOUR_LONG = { ringing: 30 * SECOND, talking: HOUR };
const SHORTENED = { plan: makePlan({ maxCallDurationMinutes: 10 }), campaign: { is: 'running' } } as const;

it('a call dialed with sixty minutes is not declared over after twelve because the file was shortened to ten', () => {
  const { contact, attempt } = held({ is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 });
  const dialed = { ...attempt, limits: HOUR_LONG, longestEnd: longestEnd(attempt.sendBy, HOUR_LONG) };
  const answered = { is: 'alive', callId: call(1), seen: 'started', startedAt: NOW } as const;
  const talks = transition(contact, dialed, answered, SHORTENED, NOW);
  if (talks.is === 'same') throw new Error('it was answered');
  const silence = (at: number) => transition(talks.contact, talks.attempt, { is: 'silence' }, SHORTENED, at);
  expect(silence(NOW + 12 * MINUTE + SECOND)).toEqual({ is: 'same' });
  expect(silence(NOW + HOUR + 2 * MINUTE)).toMatchObject({ is: 'changed', attempt: { state: { is: 'ended' } } });
});

it('a phone that was to ring for eighty seconds is not looked for sooner because others ring shorter now', () => {
  const { contact, attempt } = held({ is: 'placing' });
  const dialed = { ...attempt, limits: { ringing: 80 * SECOND, talking: 10 * MINUTE } };
  const rules = { ...SHORTENED, plan: makePlan({ ringingTimeoutSeconds: 5 }) };
  const rings = transition(contact, dialed, { is: 'accepted', callId: call(1) }, rules, NOW);
  expect(rings).toMatchObject({ contact: { state: { dueAt: NOW + 140 * SECOND } } });
});

it('limits that were not written down are never guessed too short', () => {
  for (const ringingTimeoutSeconds of [5, 20, 30, 80]) {
    for (const maxCallDurationMinutes of [1, 10, 480]) {
      const limits = limitsOf({ ringingTimeoutSeconds, maxCallDurationMinutes });
      const guess = limitsWithin({ sendBy: NOW, longestEnd: longestEnd(NOW, limits) });
      expect(ringingDeadline(NOW, 0, guess)).toBeGreaterThanOrEqual(ringingDeadline(NOW, 0, limits));
      expect(talkingDeadline(NOW, guess)).toBeGreaterThanOrEqual(talkingDeadline(NOW, limits));
      expect(talkingDeadline(NOW, guess)).toBeLessThanOrEqual(talkingDeadline(NOW, limits) + 80 * SECOND);
    }
  }
});
