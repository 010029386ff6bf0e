/**
 * Contacts, attempts and what waits for a contact, from the JSON of this and of older versions: the names of before are
 * known here and nowhere else. Throws at what no version has written; to guess would be to dial by a guess.
 */
import type { Attempt, AttemptState, CallLimits } from './attempt.ts';
import { callBoundsOf, type CallBounds } from './call-bounds.ts';
import type { Callback, Contact, ContactState, Standing } from './contact.ts';
import { readRowConsent } from './consent.ts';
import { limitsWithin } from './deadlines.ts';
import { DISPOSITIONS } from './disposition.ts';
import { ANSWERED_BY, OUTCOMES, type Heard } from './heard.ts';
import type { AgentId, AttemptId, CallId, DestinationKey } from './ids.ts';
import { own } from './own.ts';
import type { Instant } from './time.ts';
import { flag, ifThere, number, oneOf, orNull, parse, text, within, type Fields } from './stored-fields.ts';

/** A contact but for what a ledger keeps in columns. */
export type ContactBody = Pick<
  Contact,
  | 'load'
  | 'attempts'
  | 'spentBefore'
  | 'ends'
  | 'seq'
  | 'uncounted'
  | 'lastAttemptAt'
  | 'rangTwice'
  | 'corrected'
  | 'callback'
  | 'heard'
  | 'consent'
  | 'scrubbed'
  | 'notBefore'
  | 'notAfter'
  | 'state'
>;

export function readContact(json: string): ContactBody {
  const body = parse(json);
  return {
    load: number(body, 'load'),
    attempts: number(body, 'attempts'),
    ...ifThere(number, body, 'spentBefore'),
    ...ifThere(readEnds, body, 'ends'),
    seq: number(body, 'seq'),
    uncounted: readUncounted(within(body, own(body, 'misses') === undefined ? 'uncounted' : 'misses')),
    lastAttemptAt: orNull(number, body, 'lastAttemptAt'),
    rangTwice: flag(body, 'rangTwice'),
    ...ifThere(flag, body, 'corrected'),
    ...ifThere(readCallback, body, 'callback'),
    ...ifThere(readHeard, body, 'heard'),
    ...ifThere(readRowConsent, body, 'consent'),
    ...ifThere(readInstants, body, 'scrubbed'),
    ...readBounds(body),
    state: readContactState(within(body, 'state')),
  };
}

function readInstants(of: Fields, name: string): Readonly<Record<string, Instant>> {
  const instants = within(of, name);
  return Object.fromEntries(Object.keys(instants).map((key) => [key, number(instants, key)]));
}

function readEnds(of: Fields, name: string): NonNullable<Contact['ends']> {
  const ends = within(of, name);
  const named = DISPOSITIONS.filter((one) => own(ends, one) !== undefined);
  return Object.fromEntries(named.map((one) => [one, number(ends, one)]));
}

function readBounds(body: Fields): CallBounds {
  return { ...ifThere(number, body, 'notBefore'), ...ifThere(number, body, 'notAfter') };
}

function readUncounted(of: Fields): Contact['uncounted'] {
  const [unsent, refused, throttled] = [number(of, 'unsent'), number(of, 'refused'), number(of, 'throttled')];
  return { unsent, refused, throttled, ...ifThere(number, of, 'reopened') };
}

function readCallback(of: Fields, name: string): Callback {
  const callback = within(of, name);
  const before = readContactState(within(callback, 'before'));
  if ('attempt' in before) throw new Error('a callback was asked for while a call was open');
  const [at, after, priority] = [number(callback, 'at'), number(callback, 'after'), number(callback, 'priority')];
  return { at, after, priority, before: before satisfies Standing };
}

function readHeard(of: Fields, name: string): Heard {
  const heard = within(of, name);
  return {
    seq: number(heard, 'seq'),
    outcome: orNull((from, key) => oneOf(OUTCOMES, from, key), heard, 'outcome'),
    by: oneOf(ANSWERED_BY, heard, 'by'),
    ...ifThere((from, key) => oneOf(['open', 'settled'] as const, from, key), heard, 'doubt'),
    ...ifThere(number, heard, 'again'),
  };
}

function readContactState(of: Fields): ContactState {
  const is = oneOf(CONTACT_STATES, of, 'is');
  switch (is) {
    case 'ready':
      return { is, dueAt: number(of, 'dueAt'), ...(of['capped'] === true ? { capped: true } : {}) };
    case 'in_progress':
      return { is, dueAt: number(of, 'dueAt'), attempt: attemptOf(of) };
    case 'in_doubt':
    case 'needs_review':
      return { is, dueAt: number(of, 'dueAt'), lookUps: number(of, 'lookUps'), attempt: attemptOf(of) };
    case 'completed':
    case 'exhausted':
    case 'skipped':
    case 'canceled':
      return { is, reason: text(of, 'reason') };
  }
}

const CONTACT_STATES = [
  'ready',
  'in_progress',
  'in_doubt',
  'needs_review',
  'completed',
  'exhausted',
  'skipped',
  'canceled',
] as const satisfies readonly ContactState['is'][];

function attemptOf(of: Fields): AttemptId {
  return text(of, 'attempt') as AttemptId;
}

/** What a list loaded again says of a contact that is known already. */
export type NewData = ContactData & {
  /** When it may be dialed, if it is to be dialed anew. */ readonly dueAt?: Instant;
};
type ContactData = Pick<Contact, 'destination' | 'place' | 'cartesiaDialable' | 'priority' | 'consent'> & CallBounds;

/** It alone of what is handed over, which may be a whole contact. */
export function newDataOf({
  destination,
  place,
  cartesiaDialable,
  priority,
  consent,
  ...others
}: ContactData): ContactData {
  const its = consent === undefined ? {} : { consent };
  return { destination, place, cartesiaDialable, priority, ...callBoundsOf(others), ...its };
}

export function readNewData(json: string): NewData {
  const body = parse(json);
  const named = (now: string, before: string): string => (own(body, before) === undefined ? now : before);
  return {
    destination: text(body, 'destination') as DestinationKey,
    place: text(body, named('place', 'windowKey')),
    cartesiaDialable: flag(body, named('cartesiaDialable', 'domestic')),
    priority: number(body, 'priority'),
    ...ifThere(readRowConsent, body, 'consent'),
    ...readBounds(body),
    ...ifThere(number, body, 'dueAt'),
  };
}

/** An attempt but for what a ledger keeps in columns. */
export type AttemptBody = Pick<
  Attempt,
  'agent' | 'planVersion' | 'epoch' | 'batch' | 'sendBy' | 'limits' | 'longestEnd' | 'state'
>;

/** `limits`: null for an attempt of a version that did not write them down. */
export function readAttempt(json: string, limits: CallLimits | null): AttemptBody {
  const body = parse(json);
  const [sendBy, longestEnd] = [number(body, 'sendBy'), number(body, 'longestEnd')];
  return {
    agent: text(body, 'agent') as AgentId,
    planVersion: number(body, 'planVersion'),
    epoch: number(body, 'epoch'),
    batch: text(body, 'batch'),
    sendBy,
    limits: limits ?? limitsWithin({ sendBy, longestEnd }),
    longestEnd,
    state: readAttemptState(within(body, 'state')),
  };
}

function readAttemptState(of: Fields): AttemptState {
  const is = oneOf(['placing', 'placed', 'in_doubt', 'ended', 'not_placed'], of, 'is');
  switch (is) {
    case 'placing':
      return { is };
    case 'placed': {
      const seen = oneOf(['created', 'started'], of, 'seen');
      const callId = text(of, 'callId') as CallId;
      return { is, callId, seen, startedAt: orNull(number, of, 'startedAt'), renewals: number(of, 'renewals') };
    }
    case 'in_doubt':
      return {
        ...{ is, since: number(of, 'since'), cause: text(of, 'cause') },
        ...{ callId: callOf(of), renewals: number(of, 'renewals') },
      };
    case 'ended':
      return {
        ...{ is, callId: callOf(of), disposition: oneOf(DISPOSITIONS, of, 'disposition') },
        ...{ startedAt: orNull(number, of, 'startedAt'), endedAt: number(of, 'endedAt') },
        endReason: orNull(text, of, 'endReason'),
      };
    case 'not_placed': {
      const why = oneOf(['unsent', 'refused', 'throttled', 'given_up'], of, 'why');
      return { is, why, at: number(of, 'at'), code: orNull(text, of, 'code') };
    }
  }
}

function callOf(of: Fields): CallId | null {
  return orNull(text, of, 'callId') as CallId | null;
}
