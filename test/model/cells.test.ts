/** Each cell of THE table by its whole answer: the contact, the attempt, both versions, and what the log says of it. */
import { describe, expect, it } from 'vitest';
import type { Attempt, AttemptState } from '../../src/model/attempt.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import type { AttemptLogEvent } from '../../src/model/log-events.ts';
import { transition } from '../../src/model/transitions.ts';
import { DAY, HOUR, MINUTE, SECOND, type Instant } from '../../src/model/time.ts';
import { call, held, makeAttempt, makePlan, NOW } from '../support/fixtures.ts';

const RULES: Rules = { plan: makePlan(), campaign: { is: 'running' } };
const REDIAL: Rules = { ...RULES, plan: makePlan({ doubt: { ...makePlan().doubt, then: 'redial' } }) };
const T = NOW + SECOND;
/** 30 seconds of ringing and one of slack's minutes; ten minutes of talk and two of slack. */
const RINGING = 90 * SECOND;
const TALKING = 12 * MINUTE;
const LONGEST_END = NOW + 12 * MINUTE;
/** The alarm of an attempt that nobody is held by. */
const BESIDE = LONGEST_END + 2 * MINUTE;
/** `sendBy`, the request's minute and a quarter of an hour, which is later than the longest end. */
const REDIAL_FROM = NOW + SECOND + 16 * MINUTE;

const ID = makeAttempt().id;
const NEWER = 'od1.L.demo.c1.2' as AttemptId;

type Case = {
  readonly name: string;
  readonly from: AttemptState;
  readonly with?: Partial<Contact>;
  readonly event: AttemptEvent;
  readonly now?: Instant;
  readonly rules?: Rules;
  readonly to: 'same' | { readonly state?: AttemptState; readonly contact?: Partial<Contact>; readonly log: Log };
};
type Log = readonly [event: AttemptLogEvent, cause: string | null];

function check({ name, from, with: over = {}, event, now = T, rules = RULES, to }: Case): void {
  it(name, () => {
    const start = held(from);
    const contact: Contact = { ...start.contact, ...over };
    const attempt: Attempt = start.attempt;
    const changed = to !== 'same' && {
      is: 'changed',
      contact: { ...contact, ...to.contact, version: contact.version + 1 },
      attempt: { ...attempt, state: to.state ?? from, version: attempt.version + 1 },
      event: to.log[0],
      cause: to.log[1],
    };
    expect(transition(contact, attempt, event, rules, now)).toEqual(changed === false ? { is: 'same' } : changed);
  });
}

const placing: AttemptState = { is: 'placing' };
const unsent: AttemptState = { is: 'not_placed', why: 'unsent', at: NOW, code: null };
const placed = (over: Partial<Extract<AttemptState, { is: 'placed' }>> = {}): AttemptState => ({
  ...{ is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 },
  ...over,
});
const doubted = (over: Partial<Extract<AttemptState, { is: 'in_doubt' }>> = {}): AttemptState => ({
  ...{ is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 },
  ...over,
});
const ended = (over: Partial<Extract<AttemptState, { is: 'ended' }>> = {}): AttemptState => ({
  ...{ is: 'ended', callId: call(1), disposition: 'busy', startedAt: null, endedAt: T, endReason: 'dial_busy' },
  ...over,
});
const staying = { cause: 'stays_created', callId: call(1), renewals: 3 };
const stays = doubted(staying);

const ready = (dueAt: Instant): ContactState => ({ is: 'ready', dueAt });
const inProgress = (dueAt: Instant, attempt = ID): ContactState => ({ is: 'in_progress', attempt, dueAt });
const inDoubt = (lookUps: number, dueAt: Instant, attempt = ID): ContactState => ({
  ...{ is: 'in_doubt', attempt, dueAt, lookUps },
});
const review = (lookUps: number, dueAt: Instant, attempt = ID): ContactState => ({
  ...{ is: 'needs_review', attempt, dueAt, lookUps },
});
const spent: ContactState = { is: 'exhausted', reason: 'attempts_spent' };
const answered: ContactState = { is: 'completed', reason: 'answered' };

const silence: AttemptEvent = { is: 'silence' };
const notFound: AttemptEvent = { is: 'not_found', later: 3, complete: true };
const created: AttemptEvent = { is: 'alive', callId: call(1), seen: 'created', startedAt: null };
const started = (startedAt: Instant | null): AttemptEvent => ({
  ...{ is: 'alive', callId: call(1), seen: 'started', startedAt },
});
const over = (more: Partial<Extract<AttemptEvent, { is: 'over' }>> = {}): AttemptEvent => ({
  ...{ is: 'over', callId: call(1), disposition: 'busy', startedAt: null, endedAt: T, endReason: 'dial_busy' },
  ...more,
});

const none = { unsent: 0, refused: 0, throttled: 0 };
const some = { unsent: 1, refused: 1, throttled: 4 };

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
    for (const event of [second, { ...created, callId: call(2) } as AttemptEvent, over({ callId: call(2) })])
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
