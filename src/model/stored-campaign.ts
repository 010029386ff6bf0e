/** A campaign's state as ledgers of this and of older versions hold it. */
import type { CampaignState } from './campaign.ts';
import type { AttemptId, ContactId } from './ids.ts';
import { UNATTENDED, type PauseReason, type RefusedOne } from './pause-reason.ts';

/** Throws at what no version has written: to guess would be to dial what may be paused. */
export function readCampaignState(stored: unknown): CampaignState {
  const state = fieldsOf(stored);
  switch (state['is']) {
    case 'scheduled':
    case 'running':
      return { is: state['is'] };
    case 'paused':
      return { is: 'paused', ...readReason(state) };
    case 'finished':
    case 'canceled':
      if (typeof state['at'] !== 'number') throw unreadable(stored);
      return { is: state['is'], at: state['at'] };
    default:
      throw unreadable(stored);
  }
}

function readReason(state: Readonly<Record<string, unknown>>): PauseReason {
  const { why, left } = state;
  if (why === 'limit') return { why };
  if (why === 'unattended' && (left === 'behind' || left === 'stopped')) return { why, left };
  const message = state['message'];
  if (typeof message !== 'string') throw unreadable(state);
  switch (why) {
    case 'operator':
      // Before the reason had a name of its own, these words were it.
      if (message === UNATTENDED.behind) return { why: 'unattended', left: 'behind' };
      if (message === UNATTENDED.stopped) return { why: 'unattended', left: 'stopped' };
      return { why, message };
    case 'breaker':
    case 'account':
      return { why, message, ...readSaid(state['said']) };
    case 'doubt':
    case 'clock':
    case 'budget':
    case 'rule':
      return { why, message };
    default:
      throw unreadable(state);
  }
}

function readSaid(stored: unknown): { readonly said?: RefusedOne } {
  if (stored === undefined) return {};
  const { contact, attempt } = fieldsOf(stored);
  if (typeof contact !== 'string' || typeof attempt !== 'string') throw unreadable(stored);
  return { said: { contact: contact as ContactId, attempt: attempt as AttemptId } };
}

function fieldsOf(stored: unknown): Readonly<Record<string, unknown>> {
  if (typeof stored !== 'object' || stored === null) throw unreadable(stored);
  return Object.fromEntries(Object.entries(stored));
}

function unreadable(stored: unknown): Error {
  return new Error(`a campaign's state that no version of outdial has written: ${JSON.stringify(stored)}`);
}
