/** Each cell of THE table for silence by its whole answer, and a second call under one attempt’s id. */
import { describe } from 'vitest';
import type { AttemptState } from '../../src/model/attempt.ts';
import type { ContactState } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { AttemptLogEvent } from '../../src/model/log-events.ts';
import { MINUTE, SECOND, type Instant } from '../../src/model/time.ts';
import {
  RULES,
  REDIAL,
  T,
  RINGING,
  LONGEST_END,
  BESIDE,
  REDIAL_FROM,
  NEWER,
  check,
  placing,
  placed,
  doubted,
  ended,
  staying,
  stays,
  ready,
  inProgress,
  inDoubt,
  review,
  spent,
  answered,
  silence,
  notFound,
  created,
  over,
  none,
  some,
  type Case,
  type Log,
} from '../support/cells.ts';
import { call, NOW } from '../support/fixtures.ts';

describe('silence', () => {
  check({
    name: 'after a request: in doubt, its call unknown',
    from: placing,
    with: { state: inProgress(T) },
    event: silence,
    to: {
      state: doubted({ since: T, cause: 'silence' }),
      contact: { state: inDoubt(0, T + 5 * SECOND) },
      log: ['in_doubt', 'silence'],
    },
  });
  for (const startedAt of [NOW, null])
    check({
      name: `after a start ${startedAt === null ? 'nobody knows when' : ''}: answered, as far as anyone can tell`,
      from: placed({ seen: 'started', startedAt }),
      with: { state: inProgress(T), uncounted: some },
      event: silence,
      to: {
        state: ended({ disposition: 'answered', startedAt: startedAt ?? T, endReason: 'end_unknown' }),
        contact: { disposition: 'answered', state: answered, uncounted: none },
        log: ['ended', 'end_unknown'],
      },
    });
  for (const renewals of [0, 2])
    check({
      name: `of a call that was created and renewed ${renewals} times: looked up at once`,
      from: placed({ renewals }),
      with: { state: inProgress(T) },
      event: silence,
      to: {
        state: doubted({ since: T, cause: 'no_end_seen', callId: call(1), renewals }),
        contact: { state: inDoubt(0, T) },
        log: ['in_doubt', 'no_end_seen'],
      },
    });
  check({
    name: 'of a call that was renewed three times: a person is asked',
    from: placed({ renewals: 3 }),
    with: { state: inProgress(T) },
    event: silence,
    to: {
      state: doubted({ ...staying, since: T }),
      contact: { state: review(3, LONGEST_END + MINUTE) },
      log: ['needs_review', 'stays_created'],
    },
  });
  check({ name: 'before the alarm', from: placing, with: { state: inProgress(T + 1) }, event: silence, to: 'same' });

  const neverBegan = (callId: 'known' | 'unknown', at: Instant): AttemptState => ({
    ...{ is: 'ended', callId: callId === 'known' ? call(1) : null, disposition: 'no_answer' },
    ...{ startedAt: null, endedAt: at, endReason: 'end_unknown' },
  });
  const through = (name: string, from: AttemptState, state: AttemptState): void =>
    check({
      name: `of ${name}, its contact through: over, and nothing changes for the contact`,
      from,
      with: { state: spent, disposition: 'busy' },
      event: silence,
      now: BESIDE,
      to: { state, log: ['ended', 'never_started'] },
    });
  through('a call that was created', placed({ renewals: 3 }), neverBegan('known', BESIDE));
  through('a doubt about a known call', stays, neverBegan('known', BESIDE));
  through('a doubt about none', doubted(), neverBegan('unknown', BESIDE));

  const beside = (name: string, state: ContactState, to: Case['to'], now = BESIDE): void =>
    check({ name: `of a doubt ${name}`, from: stays, with: { state }, event: silence, now, to });
  beside('whose contact waits: it holds the contact again, and is looked up at once', ready(T), {
    state: doubted({ ...staying, cause: 'no_end_seen', renewals: 0 }),
    contact: { state: inDoubt(0, BESIDE) },
    log: ['in_doubt', 'no_end_seen'],
  });
  beside('whose contact waits, a moment too early', ready(T), 'same', BESIDE - 1);
  beside('beside a newer call', inProgress(T, NEWER), 'same');
  beside('that holds its contact', inDoubt(0, T), 'same');
});

describe('a look-up that finds nothing', () => {
  const finds = (name: string, state: ContactState, now: Instant, to: Case['to'], more: Partial<Case> = {}): void =>
    check({ name, from: doubted(), with: { state }, event: notFound, now, to, ...more });
  const looked = (state: ContactState, event: AttemptLogEvent = 'not_found'): Case['to'] => ({
    contact: { state },
    log: [event, 'later_calls_listed:3'],
  });
  const [first, last] = [NOW + 5 * SECOND, NOW + 2 * MINUTE];
  const late = LONGEST_END + MINUTE;
  finds('the first time', inDoubt(0, first), first, looked(inDoubt(1, NOW + 30 * SECOND)));
  finds('before its time', inDoubt(0, first), first - 1, 'same');
  finds('the last time', inDoubt(2, last), last, looked(review(3, late), 'needs_review'));
  finds('a late time', review(3, late), late, looked(review(4, LONGEST_END + 15 * MINUTE)));
  finds('in review, the plan asking for more by now', review(1, first), first, looked(inDoubt(2, last)));
  finds('when it is in doubt no more', inProgress(T), T, 'same');
  finds('when its contact waits', ready(T), BESIDE, 'same');
  finds('when a newer one is in doubt', inDoubt(0, T, NEWER), BESIDE, 'same');
  finds('when a newer one is in review', review(3, T, NEWER), BESIDE, 'same');

  const batch = doubted({ cause: 'http_429' });
  finds(
    'of a request of several that was throttled, all of the list read: nobody was rung',
    inDoubt(0, first),
    first,
    {
      state: { is: 'not_placed', why: 'throttled', at: first, code: 'http_429' },
      contact: { attempts: 0, uncounted: { ...none, throttled: 1 }, state: ready(first + MINUTE) },
      log: ['throttled', 'http_429'],
    },
    { from: batch },
  );
  const partly: Partial<Case> = { from: batch, event: { is: 'not_found', later: 0, complete: false } };
  finds(
    'of a request of several that was throttled, a part of the list read: it may be ringing',
    inDoubt(0, first),
    first,
    { contact: { state: inDoubt(1, NOW + 30 * SECOND) }, log: ['not_found', 'later_calls_listed:0'] },
    partly,
  );
});

describe('a doubt that its campaign redials', () => {
  const redials = (name: string, to: Case['to'], more: Partial<Case> = {}): void =>
    check({
      ...{ name, from: doubted(), with: { state: review(3, T) }, event: notFound, now: REDIAL_FROM, rules: REDIAL },
      ...{ to, ...more },
    });
  const waits: Case['to'] = {
    contact: { state: review(4, LONGEST_END + 15 * MINUTE) },
    log: ['not_found', 'later_calls_listed:3'],
  };
  redials('once nothing can ring any more: at once, and the try stays counted', {
    state: { is: 'not_placed', why: 'given_up', at: REDIAL_FROM, code: 'timeout' },
    contact: { state: ready(REDIAL_FROM) },
    log: ['given_up', 'doubt_then_redial'],
  });
  redials('not a moment earlier', waits, { now: REDIAL_FROM - 1 });
  redials('not where it says nothing of it', waits, { rules: RULES });
  redials('not while it is paused', waits, { rules: { ...REDIAL, campaign: { is: 'paused', why: 'limit' } } });
  redials(
    'not before its look-ups are spent',
    { contact: { state: inDoubt(1, REDIAL_FROM + 1) }, log: ['not_found', 'later_calls_listed:3'] },
    { with: { state: inDoubt(0, T) } },
  );
  redials(
    'not past its budget',
    { contact: { state: review(4, LONGEST_END + 15 * MINUTE) }, log: ['not_found', 'later_calls_listed:3'] },
    { with: { attempts: 3, state: review(3, T) } },
  );
});

describe('a second call under one attempt’s id', () => {
  const second: AttemptEvent = { is: 'accepted', callId: call(2) };
  const log: Log = ['second_call', 'ac_2'];
  for (const from of [placed(), stays, ended()]) {
    for (const event of [second, { ...created, callId: call(2) }, over({ callId: call(2) })])
      check({
        name: `${from.is} × ${event.is}: is flagged, and changes nothing else`,
        from,
        event,
        to: { contact: { rangTwice: true }, log },
      });
    check({ name: `${from.is}: is flagged once`, from, with: { rangTwice: true }, event: second, to: 'same' });
  }
  check({
    name: 'is none where no first is known',
    from: doubted(),
    event: second,
    to: { state: placed({ callId: call(2) }), contact: { state: inProgress(T + RINGING) }, log: ['placed', null] },
  });
});
