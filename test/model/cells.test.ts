/** Each cell of THE table for a reply or for evidence by its whole answer: contact, attempt, versions, and what the log says. */
import { describe } from 'vitest';
import type { AttemptState } from '../../src/model/attempt.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { AttemptLogEvent } from '../../src/model/log-events.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../src/model/time.ts';
import {
  T,
  RINGING,
  TALKING,
  LONGEST_END,
  NEWER,
  check,
  placing,
  unsent,
  placed,
  doubted,
  ended,
  stays,
  ready,
  inProgress,
  inDoubt,
  review,
  spent,
  created,
  started,
  over,
  none,
  some,
  type Case,
  type Log,
} from '../support/cells.ts';
import { call, NOW } from '../support/fixtures.ts';

describe('what a reply says', () => {
  const missed = (why: 'unsent' | 'refused' | 'throttled', code: string): AttemptState => ({
    ...{ is: 'not_placed', why, at: T, code },
  });
  const throttled = (retryAfter: number | null): AttemptEvent => ({ is: 'throttled', code: 'rate', retryAfter });
  const refused = (forGood: boolean): AttemptEvent => ({ is: 'refused', code: 'bad_number', forGood });
  for (const from of [placing, doubted()]) {
    const row = (name: string, event: AttemptEvent, state: AttemptState, contact: Partial<Contact>, log: Log): void =>
      check({ name: `${from.is}: ${name}`, from, with: { uncounted: some }, event, to: { state, contact, log } });
    const unsentBefore = { attempts: 0, uncounted: { ...some, unsent: 2 }, state: ready(T + 2 * SECOND) };
    row('unsent', { is: 'unsent', cause: 'no_route' }, missed('unsent', 'no_route'), unsentBefore, [
      'unsent',
      'no_route',
    ]);
    const twice = { attempts: 0, uncounted: { ...some, refused: 2 } };
    row(
      'refused for good',
      refused(true),
      missed('refused', 'bad_number'),
      { ...twice, disposition: 'refused', state: { is: 'exhausted', reason: 'refused' } },
      ['refused', 'bad_number'],
    );
    row('refused', refused(false), missed('refused', 'bad_number'), { ...twice, state: ready(T + 2 * MINUTE) }, [
      'refused',
      'bad_number',
    ]);
    row(
      'throttled',
      throttled(null),
      missed('throttled', 'rate'),
      { attempts: 0, uncounted: { ...some, throttled: 5 }, state: ready(T + 16 * MINUTE) },
      ['throttled', 'rate'],
    );
    row(
      'throttled until a moment that the provider names, which is no failure of its own',
      throttled(7 * SECOND),
      missed('throttled', 'rate'),
      { attempts: 0, uncounted: some, state: ready(T + 7 * SECOND) },
      ['throttled', 'rate'],
    );
    const now = { uncounted: none, state: inProgress(T + RINGING) };
    row('accepted', { is: 'accepted', callId: call(1) }, placed(), now, ['placed', null]);
  }
  check({
    name: 'not_placed: accepted, and counted after all',
    from: unsent,
    with: { attempts: 0, uncounted: some, state: ready(NOW) },
    event: { is: 'accepted', callId: call(1) },
    to: {
      state: placed(),
      contact: { attempts: 1, uncounted: none, state: inProgress(T + RINGING) },
      log: ['placed', null],
    },
  });
  check({
    name: 'placing: a reply that says nothing is given time to appear in the list',
    from: placing,
    event: { is: 'unknown', cause: 'timeout' },
    to: { state: doubted({ since: T }), contact: { state: inDoubt(0, T + 5 * SECOND) }, log: ['in_doubt', 'timeout'] },
  });
});

describe('a call that is seen', () => {
  const seen = (
    name: string,
    from: AttemptState,
    event: AttemptEvent,
    state: AttemptState,
    dueAt: Instant,
    log: AttemptLogEvent,
  ): void => check({ name, from, event, to: { state, contact: { state: inProgress(dueAt) }, log: [log, null] } });
  const talks = (startedAt: Instant, renewals = 0): AttemptState => placed({ seen: 'started', startedAt, renewals });

  seen('created', placing, created, placed(), T + RINGING, 'placed');
  seen('created, whatever start it names', placing, { ...created, startedAt: T }, placed(), T + RINGING, 'placed');
  seen('started', placing, started(NOW + 500), talks(NOW + 500), NOW + 500 + TALKING, 'placed');
  seen('started, nobody says when', placing, started(null), talks(T), T + TALKING, 'placed');
  seen('started before it was sent', placing, started(NOW - HOUR), talks(NOW - HOUR), NOW + TALKING, 'placed');
  seen('started in an hour', placing, started(T + HOUR), talks(T + HOUR), T + MINUTE + TALKING, 'placed');
  seen('started after created', placed({ renewals: 2 }), started(T), talks(T, 2), T + TALKING, 'started');
  seen('found, its id unknown till then', doubted({ renewals: 2 }), created, placed(), T + RINGING, 'found');
  const known = doubted({ cause: 'no_end_seen', callId: call(1), renewals: 1 });
  seen('found again, and waited for longer', known, created, placed({ renewals: 2 }), T + 4 * RINGING, 'found');
  seen('begun after all', stays, started(T), talks(T, 4), T + TALKING, 'found');

  check({ name: 'created again is no news', from: placed(), event: created, to: 'same' });
  check({ name: 'started again is no news', from: talks(NOW), event: started(T), to: 'same' });
  check({
    name: 'found though written off',
    from: unsent,
    with: { attempts: 0, state: ready(NOW) },
    event: created,
    to: { state: placed(), contact: { attempts: 1, state: inProgress(T + RINGING) }, log: ['found', null] },
  });
  check({
    name: 'created, in review for another reason',
    from: known,
    with: { state: review(3, NOW) },
    event: created,
    to: { state: placed({ renewals: 2 }), contact: { state: inProgress(T + 4 * RINGING) }, log: ['found', null] },
  });
});

describe('a call that stays created until a person is asked', () => {
  const at = NOW + 13 * MINUTE;
  const still = (name: string, state: ContactState, to: Case['to']): void =>
    check({ name, from: stays, with: { state }, event: created, now: at, to });
  still('seen so at its alarm: the next look-up is a late one', review(3, at), {
    contact: { state: review(4, LONGEST_END + 15 * MINUTE) },
    log: ['still_created', null],
  });
  still('seen so before its alarm', review(3, at + 1), 'same');
  still('seen so while it is no question yet', inDoubt(0, NOW), 'same');
  still('seen so beside a newer one in review', review(3, NOW, NEWER), 'same');
  still('seen so after its contact is through', spent, 'same');
});

describe('an end', () => {
  const after = 15 * MINUTE;
  const end = (name: string, event: AttemptEvent, state: AttemptState, next: ContactState, cause: string): void =>
    check({
      name,
      from: placed(),
      event,
      to: { state, contact: { disposition: 'busy', state: next }, log: ['ended', cause] },
    });
  end('by its reason', over(), ended(), ready(T + after), 'dial_busy');
  end('without one', over({ endReason: null }), ended({ endReason: null }), ready(T + after), 'busy');
  const [early, late] = [NOW - DAY, T + DAY];
  end('before it was sent', over({ endedAt: early }), ended({ endedAt: early }), ready(NOW + after), 'dial_busy');
  end('tomorrow', over({ endedAt: late }), ended({ endedAt: late }), ready(T + MINUTE + after), 'dial_busy');
  check({
    name: 'by a fault after somebody answered',
    from: placed(),
    event: over({ disposition: 'error', startedAt: NOW, endReason: 'error' }),
    to: {
      state: ended({ disposition: 'error', startedAt: NOW, endReason: 'error' }),
      contact: { disposition: 'error', state: { is: 'exhausted', reason: 'error' } },
      log: ['ended', 'error'],
    },
  });
  for (const guess of ['end_unknown', 'operator']) {
    const [from, state] = [ended({ endReason: guess, disposition: 'no_answer' }), spent];
    check({
      name: `${guess} gives way to the provider’s own`,
      from,
      with: { state, disposition: 'no_answer' },
      event: over(),
      to: { state: ended(), contact: { disposition: 'busy' }, log: ['ended', 'dial_busy'] },
    });
    for (const other of ['end_unknown', 'operator'])
      check({
        name: `${guess} stays, for ${other}`,
        from,
        with: { state },
        event: over({ endReason: other }),
        to: 'same',
      });
    check({
      name: `the provider’s own stays, for ${guess}`,
      from: ended(),
      event: over({ endReason: guess }),
      to: 'same',
    });
  }
  check({ name: 'the provider’s own stays', from: ended(), event: over({ endReason: 'dial_failed' }), to: 'same' });
  check({ name: 'of no reason stays', from: ended({ endReason: null }), event: over(), to: 'same' });
});
