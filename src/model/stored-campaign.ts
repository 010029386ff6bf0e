/** A campaign's state as ledgers of this and of older versions hold it. */
import type { CampaignState } from './campaign.ts';
import type { AttemptId, ContactId } from './ids.ts';
import { own } from './own.ts';
import { UNATTENDED, type PauseReason, type RefusedOne } from './pause-reason.ts';
import { ifThere, number, oneOf, text, texts, within, type Fields } from './stored-fields.ts';

/** Throws at what no version has written: to guess would be to dial what may be paused. */
export function readCampaignState(of: Fields): CampaignState {
  const is = oneOf(['scheduled', 'running', 'paused', 'finished', 'canceled'], of, 'is');
  switch (is) {
    case 'scheduled':
      return { is };
    case 'running':
      return { is, ...readWho(of), ...ifThere(number, of, 'at') };
    case 'paused':
      return { is, ...readReason(of) };
    case 'finished':
      return { is, at: number(of, 'at') };
    case 'canceled':
      return { is, at: number(of, 'at'), ...readWho(of) };
  }
}

const REASONS = [
  'operator',
  'breaker',
  'account',
  'doubt',
  'limit',
  'unattended',
  'clock',
  'budget',
  'rule',
  'ramp',
] as const satisfies readonly PauseReason['why'][];

function readReason(of: Fields): PauseReason {
  const why = oneOf(REASONS, of, 'why');
  switch (why) {
    case 'limit':
      return { why };
    case 'unattended':
      return { why, left: oneOf(['behind', 'stopped', 'reopened'], of, 'left') };
    case 'breaker':
    case 'account':
      return { why, message: text(of, 'message'), ...readSaid(of), ...readCalls(of) };
    case 'operator':
      return {
        ...operatorOf(text(of, 'message')),
        ...ifThere(number, of, 'until'),
        ...readWho(of),
        ...ifThere(number, of, 'at'),
      };
    case 'doubt':
    case 'clock':
    case 'budget':
    case 'rule':
    case 'ramp':
      return { why, message: text(of, 'message') };
  }
}

/** Before the reason had a name of its own, its words were all there was of it. */
function operatorOf(message: string): PauseReason {
  if (message === UNATTENDED.behind) return { why: 'unattended', left: 'behind' };
  if (message === UNATTENDED.stopped) return { why: 'unattended', left: 'stopped' };
  return { why: 'operator', message };
}

function readWho(of: Fields): { readonly by?: string } {
  return ifThere(text, of, 'by');
}

function readCalls(of: Fields): { readonly calls?: readonly AttemptId[] } {
  return own(of, 'calls') === undefined ? {} : { calls: texts(of, 'calls') as readonly AttemptId[] };
}

function readSaid(of: Fields): { readonly said?: RefusedOne } {
  if (own(of, 'said') === undefined) return {};
  const said = within(of, 'said');
  return { said: { contact: text(said, 'contact') as ContactId, attempt: text(said, 'attempt') as AttemptId } };
}
