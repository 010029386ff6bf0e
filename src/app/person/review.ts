/** Who needs review: contacts of whose call nobody can find out whether it rang. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { userError } from '../../model/errors.ts';
import { absence } from '../../report/why-lines.ts';
import { standing } from '../../report/words.ts';
import type { Store } from '../../store/port.ts';
import { campaignOf, findRows } from './find-rows.ts';
import { wholeLog } from './history.ts';

export type Reviewed = { readonly contact: Contact; readonly attempt: Attempt };

/** `text` undefined: everybody, in the campaign of that name or in all. */
export type Wanted = { readonly text?: string | undefined; readonly campaign?: string | undefined };

const NAMED = 20;

/** In the order of lists and rows. */
export async function inReview(store: Store): Promise<readonly Reviewed[]> {
  const accounts = new Set((await store.campaigns()).map(({ account }) => account));
  const found: Reviewed[] = [];
  for (const account of accounts) {
    const open = await store.openAttempts(account);
    // Of a contact with two open calls only the one it is held by is in question.
    found.push(
      ...open.filter(({ contact, attempt }) => {
        const { state } = contact;
        return state.is === 'needs_review' && state.attempt === attempt.id;
      }),
    );
  }
  const key = ({ contact }: Reviewed): string => `${contact.campaign}\n${contact.list}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.contact.row - b.contact.row));
}

/** Everybody who is wanted and needs review. A `UserError` where a query finds nobody, or nobody who needs it. */
export async function findReviewed(store: Store, wanted: Wanted): Promise<readonly Reviewed[]> {
  const only = await campaignOf(store, wanted);
  const all = (await inReview(store)).filter(({ contact }) => only === null || contact.campaign === only.id);
  const { text } = wanted;
  if (text === undefined) return all;
  const found = await findRows(store, text, only);
  const contacts = found.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
  const [first] = contacts;
  if (first === undefined) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError(
      'not_found',
      `Nobody in ${where} is found by "${text}".`,
      'outdial resolve lists who needs review.',
    );
  }
  const reviewed = all.filter(({ contact }) => contacts.some(({ id }) => id === contact.id));
  if (reviewed.length > 0) return reviewed;
  const still = first.state.is === 'in_doubt' ? ' Look-ups are not over yet: outdial run goes on with them.' : '';
  throw userError(
    'not_in_review',
    `Nothing is to be settled for row ${first.row} of ${first.list}: ${standing(first)}.${still}`,
    `outdial why row:${first.row} --campaign ${first.campaign} tells its story.`,
  );
}

/** For a verdict: a query must mean one contact, or a guess would be a verdict on somebody else too. */
export async function findForVerdict(store: Store, wanted: Wanted): Promise<readonly Reviewed[]> {
  const reviewed = await findReviewed(store, wanted);
  if (wanted.text === undefined || reviewed.length < 2) return reviewed;
  const rows = reviewed.slice(0, NAMED).map(({ contact }) => `row:${contact.row} --campaign ${contact.campaign}`);
  throw userError(
    'ambiguous',
    `${reviewed.length} contacts that need review fit "${wanted.text}".`,
    `Name one: ${rows.join(', ')}.`,
  );
}

/** What a person decides by. */
export type ReviewNote = Reviewed & {
  /** Empty once it was forgotten. */
  readonly number: string;
  /** How strong it is that the call is not listed, in a sentence without its end. */
  readonly strength: string;
};

export async function reviewNotes(store: Store, reviewed: readonly Reviewed[]): Promise<readonly ReviewNote[]> {
  const bodies = await store.personal(
    reviewed.map(({ contact }) => contact.id),
    'row',
  );
  const notes: ReviewNote[] = [];
  for (const item of reviewed) {
    const { contact } = item;
    const last = (await wholeLog(store, contact.id)).findLast(
      ({ evidence }) => evidence?.['later_calls'] !== undefined,
    );
    notes.push({
      ...item,
      number: String(bodies.get(contact.id)?.['to_number'] ?? ''),
      strength: last === undefined ? standing(contact) : absence(last),
    });
  }
  return notes;
}
