/** What an outcome that was heard means for its contact: done, called again, or through with for another reason than it seemed. */
import type { Attempt } from './attempt.ts';
import { askCallback } from './callback.ts';
import type { Contact, ContactState } from './contact.ts';
import { afterEnd, closed, countsEnd, type Rules } from './follow-up.ts';
import type { Outcome } from './heard.ts';
import { OUTCOME_AFTER, type OutcomeRule } from './outcome-rule.ts';
import type { Duration, Instant } from './time.ts';
import { MOST_TRIES, triesLeft } from './tries.ts';

/** Whoever's agent hears "call me later" each time is called back no oftener than this by it. */
export const MOST_CALLED_BACK = 3;

/** `at`: when they want to be called; null: nobody said. */
export type Said = { readonly outcome: Outcome; readonly at: Instant | null };

/**
 * The contact after it, `heard` aside; itself where nothing follows: a newer call of theirs is open or was made, they were
 * left out or canceled, or a person has asked for a callback, which counts for more than a machine's word.
 */
export function afterOutcome(contact: Contact, attempt: Attempt, said: Said, rules: Rules, now: Instant): Contact {
  const { state } = contact;
  if (attempt.state.is !== 'ended' || attempt.seq !== contact.seq || contact.callback !== undefined) return contact;
  if (state.is !== 'completed' && state.is !== 'ready' && state.is !== 'exhausted') return contact;
  const { endedAt, startedAt } = attempt.state;
  const { outcome } = said;
  const moved = (to: ContactState, over: Partial<Contact> = {}): Contact => ({ ...contact, ...over, state: to });
  switch (outcome) {
    case 'done':
      return moved({ is: 'completed', reason: 'answered' });
    case 'wrong_number':
      return moved({ is: 'completed', reason: 'wrong_number' });
    case 'opt_out':
      // Whoever waits is left out by the suppression itself, in every campaign alike.
      return contact;
    // As if the provider had said so: the same delays, limits and parts of the day.
    case 'voicemail':
    case 'screened': {
      const ends = { ...contact.ends, [outcome]: (contact.ends?.[outcome] ?? 0) + 1 };
      const heard: Contact = { ...contact, disposition: outcome, ...(countsEnd(rules, outcome) ? { ends } : {}) };
      const end = { disposition: outcome, startedAt, endedAt, attempt };
      return { ...heard, state: afterEnd(heard, end, rules, now) };
    }
    case 'retry': {
      const to = again(contact, delayOf(rules, outcome), endedAt, rules, now);
      return to.is === 'ready' ? moved(to, { disposition: null }) : moved(to);
    }
    case 'callback': {
      const tooOften = (contact.heard?.again ?? 0) >= MOST_CALLED_BACK || contact.attempts >= MOST_TRIES;
      if (tooOften || closed(rules, now) !== null) return contact;
      return askCallback(contact, Math.max(said.at ?? endedAt + delayOf(rules, outcome), now)) ?? contact;
    }
  }
}

function again(contact: Contact, after: Duration, endedAt: Instant, rules: Rules, now: Instant): ContactState {
  if (triesLeft(contact, rules.plan.retry) === 0) return { is: 'exhausted', reason: 'attempts_spent' };
  return closed(rules, now) ?? { is: 'ready', dueAt: Math.max(endedAt + after, now) };
}

function delayOf({ plan }: Rules, outcome: Outcome): Duration {
  const rule: Pick<OutcomeRule, 'after'> | undefined = plan.outcome;
  return rule?.after[outcome] ?? OUTCOME_AFTER[outcome] ?? 0;
}
