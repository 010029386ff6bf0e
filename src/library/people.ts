/** What a program may ask and do about people: find them, hear what happened, decide, forget them. */
import type { Config } from '../config/environment.ts';
import { contactView, type ContactView } from '../app/campaign/contact-view.ts';
import type { OpenAccount } from '../app/open.ts';
import type { ErasedCalls } from '../app/person/erase-calls.ts';
import { isComplete } from '../app/person/erase-calls.ts';
import { askForCallback, planCallback, takeCallbackBack } from '../app/person/callback.ts';
import { findToForget, forgetPerson } from '../app/person/forget.ts';
import { historiesOf } from '../app/person/history.ts';
import { giveVerdict } from '../app/person/resolve.ts';
import { findForVerdict, findReviewed, reviewNotes } from '../app/person/review.ts';
import type { GivenInstant } from '../app/given-instant.ts';
import type { Caller } from '../app/runtime.ts';
import { callIdOf } from '../model/attempt.ts';
import { BY_PHONE, type Disposition } from '../model/disposition.ts';
import { OutdialError, userError } from '../model/errors.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import type { Story } from '../report/story.ts';
import { storyLines } from '../report/why.ts';
import { checkArgument, givenInstant, readOptions } from './options.ts';

/** Where somebody is looked for. */
export type InCampaign = {
  /** The campaign's name. Default: every campaign of the ledger. */
  readonly campaign?: string;
};

/** One call of somebody, or an attempt at one. */
export type PersonAttempt = {
  /** 1 for the first. */
  readonly attempt: number;
  /** The provider's id of the call; null where it has none. */
  readonly callId: string | null;
  /** When it was due to leave, in milliseconds since 1970. */
  readonly at: Instant;
  /** `placing`, `placed`, `started`, `ended`, `in_doubt`, `not_placed`. */
  readonly state: string;
  /** How it ended; null while it has not, or where nothing rang. */
  readonly disposition: Disposition | null;
};

/** One row of a list, and what became of it. */
export type PersonRow = {
  /** Who it is, by their own row. */
  readonly contact: ContactView;
  /** The list's name. */
  readonly list: string;
  /** The row in it; the header is row 1. */
  readonly row: number;
  /** `ready`, `in_progress`, `in_doubt`, `needs_review`, `completed`, `exhausted`, `skipped`, `canceled`, or of a row `rejected`. */
  readonly status: string;
  /** Why it stands where it stands (docs/codes.md); null where there is nothing to say. */
  readonly code: string | null;
  /** The earliest instant at which it is looked at again, in milliseconds since 1970; null: it is over, or a person decides. */
  readonly dueAt: Instant | null;
  /** Oldest first. */
  readonly attempts: readonly PersonAttempt[];
  /** The do-not-call list that holds the number; null: none. */
  readonly suppressed: string | null;
  /** What happened and what comes next, a sentence a line, as `outdial why` prints it. */
  readonly story: readonly string[];
};

/** Somebody of whose call nobody can find out whether it rang. */
export type Review = {
  /** Who it is. */
  readonly contact: ContactView;
  /** What `resolve` finds exactly this one by. */
  readonly query: string;
  /** How strong it is that the provider does not show the call, in words. */
  readonly evidence: string;
};

/** A person's verdict on calls in doubt. */
export type Verdict = InCampaign & {
  /** It rang, and ended so (`answered`, `voicemail`, `no_answer`, `busy`, `failed`); `false`: it did not ring. */
  readonly rang: Disposition | false;
  /** How it is known. Kept with the verdict, among the personal data. */
  readonly why: string;
};

/** What a verdict came to. */
export type Resolved = {
  /** Contacts that it settled. */
  readonly settled: number;
  /** Those whom evidence had just settled otherwise, which stands. */
  readonly overtaken: number;
  /** Settled ones who will be dialed again. */
  readonly again: number;
};

/** What became of somebody who was to be forgotten. */
export type Forgotten = {
  /** Nothing is left, here and at the provider. Else: ask again later, it goes on where it stopped. */
  readonly complete: boolean;
  /** A call to them goes on, or is in doubt: nobody calls them again, and they are erased once it is over. Null: no call is open. */
  readonly because: 'talking' | 'in_doubt' | null;
  /** Rows of theirs, in every campaign. */
  readonly rows: number;
  /** What was said in their calls, erased at the provider; null where that comes later. */
  readonly calls: ErasedCalls | null;
  /** Results beside the ledger that were written anew without them. */
  readonly files: number;
};

/**
 * People of the ledger. A `query` is a number in any form, the id of a contact, an attempt or a call, `row:17`, the
 * contact's own id, or a word of the row.
 */
export type People = {
  /** Every row that fits, at most 51, with its story. Empty where nobody fits. */
  find(query: string, options?: InCampaign): Promise<readonly PersonRow[]>;
  /** Everybody who needs review, or those who fit. Rejects with `not_found`, `not_in_review`. */
  inReview(query?: string, options?: InCampaign): Promise<readonly Review[]>;
  /**
   * Settles one contact that needs review, or, with `'all'`, everybody (of the campaign). "It did not ring" gives them back
   * to be dialed. Rejects with `ambiguous` where the query fits several, `not_in_review`, `no_why`.
   */
  resolve(query: string, verdict: Verdict): Promise<Resolved>;
  /**
   * Calls somebody once at a time of their own clock, inside the hours and ahead of others: `15:00`, `tomorrow 15:00`,
   * `mon 09:00`, or an instant. Asked for again, the later word counts; null takes it back. Rejects with `not_found`,
   * `ambiguous`, and with what forbids it.
   */
  callback(query: string, at: GivenInstant | null, options?: InCampaign): Promise<CallbackResult | null>;
  /**
   * Erases a person: everybody on that number, in every campaign, and what was said in their calls at the provider. That calls
   * were made stays in counts and log, without a name. Rejects with `not_found`, `ambiguous`.
   */
  forget(query: string, options?: InCampaign & { readonly suppress?: boolean }): Promise<Forgotten>;
};

/** When somebody is called back. */
export type CallbackResult = {
  /** The instant that was taken, in milliseconds since 1970. */
  readonly at: Instant;
  /** Somebody dials with this ledger; else the next run does it. */
  readonly dialed: boolean;
};

export function peopleOf({ store }: OpenAccount, config: Config, caller: Caller, asking: () => void): People {
  return {
    find: async (query, options) => {
      asking();
      checkArgument('query', query, 'text');
      const { campaign } = readOptions<InCampaign>(options, { campaign: 'text' });
      try {
        const found = await historiesOf(store, { text: query, campaign }, config, caller);
        return found.is === 'found' ? found.stories.map(rowOf) : [];
      } catch (error) {
        if (isNobody(error)) return [];
        throw error;
      }
    },
    inReview: async (query, options) => {
      asking();
      if (query !== undefined) checkArgument('query', query, 'text');
      const { campaign } = readOptions<InCampaign>(options, { campaign: 'text' });
      const reviewed = await reviewNotes(store, await findReviewed(store, { text: query, campaign }));
      const campaigns = new Map((await store.campaigns()).map((one) => [one.id, one]));
      const bodies = await store.personal(
        reviewed.map(({ contact }) => contact.id),
        'row',
      );
      return reviewed.flatMap(({ contact, strength }) => {
        const its = campaigns.get(contact.campaign);
        if (its === undefined) return [];
        return [{ contact: contactView(its, bodies.get(contact.id)), query: contact.id, evidence: strength }];
      });
    },
    resolve: async (query, given) => {
      asking();
      checkArgument('query', query, 'text');
      const { rang, why, campaign } = readOptions<Verdict>(given, { rang: 'any', why: 'text', campaign: 'text' }, [
        'rang',
      ]);
      if ((why ?? '').trim() === '') throw userError('no_why', 'A verdict needs its reason.', 'Say how you know: why.');
      const verdict =
        rang === false ? ({ is: 'did_not_ring' } as const) : ({ is: 'rang', disposition: phoneEnd(rang) } as const);
      const reviewed = await findForVerdict(store, query === 'all' ? { campaign } : { text: query, campaign });
      const { settled, overtaken, again } = await giveVerdict(
        store,
        reviewed,
        { verdict, why, by: caller.operator },
        caller,
      );
      return { settled: settled.length, overtaken, again: again.contacts };
    },
    callback: async (query, at, options) => {
      asking();
      checkArgument('query', query, 'text');
      const { campaign } = readOptions<InCampaign>(options, { campaign: 'text' });
      if (at === null) {
        await takeCallbackBack(store, { text: query, campaign }, caller);
        return null;
      }
      if (typeof at !== 'string') checkArgument('at', at, 'instant');
      const when = typeof at === 'string' ? at : formatInstant(givenInstant(at) ?? 0);
      const plan = await planCallback(store, { text: query, campaign }, when, caller);
      const { dialed } = await askForCallback(store, plan, config, caller);
      return { at: plan.at, dialed };
    },
    forget: async (query, options) => {
      asking();
      checkArgument('query', query, 'text');
      const kinds = { campaign: 'text', suppress: 'flag' } as const;
      const { campaign, suppress = false } = readOptions<InCampaign & { readonly suppress?: boolean }>(options, kinds);
      const whom = await findToForget(store, { text: query, campaign });
      const done = await forgetPerson(store, whom, suppress, config, caller);
      const { rows } = whom.person;
      if (done.is === 'later') return { complete: false, because: done.because, rows, calls: null, files: 0 };
      const complete = done.gone && isComplete(done.calls);
      return { complete, because: null, rows, calls: done.calls, files: done.files };
    },
  };
}

function phoneEnd(rang: unknown): Disposition {
  const known = BY_PHONE.find((name) => name === rang);
  if (known !== undefined) return known;
  throw userError(
    'wrong_option',
    'The option rang must say how it ended, or be false.',
    `One of ${BY_PHONE.join(', ')}.`,
  );
}

function isNobody(error: unknown): boolean {
  return error instanceof OutdialError && error.code === 'not_found';
}

function rowOf(story: Story): PersonRow {
  const { campaign, record, body, attempts, suppression } = story;
  const { outcome } = record;
  const state = outcome.is === 'accepted' ? outcome.contact.state : null;
  return {
    contact: contactView(campaign, body),
    list: record.list,
    row: record.row,
    status: state?.is ?? outcome.is,
    code: state === null ? (outcome.is === 'accepted' ? null : outcome.code) : 'reason' in state ? state.reason : null,
    dueAt: state !== null && 'dueAt' in state ? state.dueAt : null,
    attempts: attempts.map((attempt) => ({
      attempt: attempt.seq,
      callId: callIdOf(attempt),
      at: attempt.sendAt,
      state: attempt.state.is,
      disposition: attempt.state.is === 'ended' ? attempt.state.disposition : null,
    })),
    suppressed: suppression,
    story: storyLines(story),
  };
}
