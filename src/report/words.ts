/** Plain words for what JSON and code call by their terms: the one dictionary of the reports. */
import { own } from '../model/own.ts';
import type { Contact, ContactStateName } from '../model/contact.ts';
import { assertNever } from '../model/errors.ts';
import type { Disposition } from '../model/disposition.ts';
import type { ProviderType } from '../model/campaign.ts';
import type { Outcome } from '../model/heard.ts';
import { count } from './when.ts';

export function dispositionWords(disposition: Disposition): string {
  switch (disposition) {
    case 'answered':
      return 'answered';
    case 'voicemail':
      return 'voicemail';
    case 'screened':
      return 'call screening';
    case 'no_answer':
      return 'no answer';
    case 'busy':
      return 'busy';
    case 'failed':
      return 'failed';
    case 'unavailable':
      return 'not reachable';
    case 'refused':
      return 'refused by the provider';
    case 'canceled':
      return 'canceled';
    case 'error':
      return 'provider error';
    default:
      return assertNever(disposition);
  }
}

/** What somebody said, or wanted, in a call. */
export function outcomeWords(outcome: Outcome): string {
  switch (outcome) {
    case 'done':
      return 'done';
    case 'callback':
      return 'wants to be called back';
    case 'voicemail':
      return 'a machine answered';
    case 'opt_out':
      return 'asked not to be called';
    case 'wrong_number':
      return 'wrong number';
    case 'retry':
      return 'to be tried again';
    case 'screened':
      return 'a machine screened the call';
    default:
      return assertNever(outcome);
  }
}

function stateWords(state: ContactStateName): string {
  switch (state) {
    case 'ready':
      return 'waiting to be dialed';
    case 'in_progress':
      return 'on the phone or ringing';
    case 'in_doubt':
      return 'not sure it rang, looking';
    case 'needs_review':
      return 'not sure it rang, needs you';
    case 'completed':
      return 'reached';
    case 'exhausted':
      return 'gave up';
    case 'skipped':
      return 'left out';
    case 'canceled':
      return 'canceled';
    default:
      return assertNever(state);
  }
}

/** One contact's standing in a sentence without its end: `gave up after 3 tries: no answer`. */
export function standing(contact: Contact): string {
  const { state, disposition, attempts } = contact;
  const last = disposition === null ? null : dispositionWords(disposition);
  switch (state.is) {
    case 'completed':
      return heardOf(contact) ?? last ?? reasonWords(state.reason);
    case 'exhausted': {
      // The last disposition says more than the code, unless the campaign's own end is the reason.
      const why =
        state.reason.startsWith('campaign_') || state.reason === 'cap_reached'
          ? reasonWords(state.reason)
          : (last ?? reasonWords(state.reason));
      return attempts === 0 ? `gave up: ${why}` : `gave up after ${count(attempts, 'try', 'tries')}: ${why}`;
    }
    case 'skipped':
    case 'canceled':
      return `${stateWords(state.is)}: ${reasonWords(state.reason)}`;
    case 'ready':
      return last === null ? stateWords('ready') : `${last}, will be tried again`;
    case 'in_progress':
    case 'in_doubt':
    case 'needs_review':
      return stateWords(state.is);
    default:
      return assertNever(state);
  }
}

/** Of somebody who was reached: what they said, or that nobody knows who answered. */
function heardOf({ disposition, heard }: Contact): string | null {
  if (heard?.outcome != null)
    return heard.outcome === 'done' ? 'answered: done' : `answered: ${outcomeWords(heard.outcome)}`;
  return disposition === 'answered' ? 'answered, person or machine unknown' : null;
}

const REASONS: Readonly<Record<string, string>> = {
  suppressed: 'asked not to be called',
  on_dnc: 'on a do-not-call list',
  duplicate: 'already in the list',
  forgotten: 'forgotten on request',
  blank_row: 'empty row',
  already_called: 'was already called',
  call_canceled: 'the call was canceled',
  campaign_canceled: 'the campaign was canceled',
  not_after: 'their last instant to be called came first',
  campaign_ended: 'the campaign ended first',
  refused_repeatedly: 'the provider refused it again and again',
  throttled_repeatedly: 'the provider was too busy for too long',
  attempts_spent: 'all tries are used',
  cap_reached: 'its number was called as often as it may be',
  before_dial_no: 'the program that dials said no',
  never_open: 'no hour is left in which the window and the rules allow a call',
  vanished: 'not in the list any more',
  wrong_number: 'wrong number',
  no_consent: 'no consent that the rules demand',
  consent_too_old: 'the consent is too old',
  on_registry: 'on a do-not-call registry',
};

/** A stable code in plain words; a code without an entry is shown with its underscores taken out. */
export function reasonWords(code: string): string {
  return own(REASONS, code) ?? code.replaceAll('_', ' ');
}

/** `3 busy, 2 toll free, … 7 more kinds`: the commonest codes of a list that may have thirty. */
export function codesWords(codes: readonly (readonly [code: string, n: number])[], most = 5): string {
  const sorted = [...codes].sort(([, a], [, b]) => b - a);
  // One more kind than shown takes as much room as saying so.
  const shown = sorted.length <= most + 1 ? sorted : sorted.slice(0, most);
  const words = shown.map(([code, n]) => `${n} ${reasonWords(code)}`);
  const rest = sorted.length - shown.length;
  return rest === 0 ? words.join(', ') : `${words.join(', ')}, and ${rest} kinds more`;
}

/** What a line of this type may dial (reference: "Phone numbers, providers"). */
export function mayCall(provider: ProviderType): string {
  switch (provider) {
    case 'cartesia':
      return 'US only';
    case 'twilio':
    case 'sip_trunk':
      return 'any country';
    case 'unknown':
      return 'US only (unknown provider)';
    default:
      return assertNever(provider);
  }
}

export function providerWords(provider: ProviderType): string {
  switch (provider) {
    case 'cartesia':
      return 'Cartesia';
    case 'twilio':
      return 'Twilio';
    case 'sip_trunk':
      return 'SIP trunk';
    case 'unknown':
      return 'unknown';
    default:
      return assertNever(provider);
  }
}
