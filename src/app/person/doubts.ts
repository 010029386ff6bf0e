/** Who may have asked not to be called: nobody dials their number until a person has said what was meant. */
import type { Attempt } from '../../model/attempt.ts';
import type { Contact } from '../../model/contact.ts';
import { conversationKey, readConversationNote } from '../../model/conversation.ts';
import { undecided, UNHEARD_TASK } from '../../model/heard.ts';
import type { AttemptId } from '../../model/ids.ts';
import { wishOf } from '../../policy/said/stop-calling.ts';
import { resolutionNote } from '../../report/why-lines.ts';
import type { Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import { campaignOf, findRows } from './find-rows.ts';
import type { Wanted } from './review.ts';

export type Doubt = {
  readonly contact: Contact;
  readonly attempt: Attempt;
  /** Empty once it was forgotten. */
  readonly number: string;
  /** The sentence, where the ledger keeps what was said. Untrusted text. */
  readonly words: string | null;
};

const MOST = 10_000;

/** In the order of campaigns, lists and rows. */
export async function doubts(store: Store, wanted: Wanted = {}): Promise<readonly Doubt[]> {
  const waiting = await store.dueTasks([UNHEARD_TASK], Number.MAX_SAFE_INTEGER, MOST);
  const open = waiting.filter(({ body }) => body['doubt'] === true);
  if (open.length === 0) return [];
  const only = await campaignOf(store, wanted);
  const named = wanted.text === undefined ? null : await findRows(store, wanted.text, only);
  const ids = named?.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact.id] : []));
  const found: Doubt[] = [];
  for (const { body } of open) {
    const attempt = await store.attempt(String(body['attempt']) as AttemptId);
    const contact = attempt && (await store.contact(attempt.contact));
    if (attempt === undefined || contact === undefined || (only !== null && contact.campaign !== only.id)) continue;
    if (ids !== undefined && !ids.includes(contact.id)) continue;
    found.push({ contact, attempt, ...(await saidBy(store, contact, attempt)) });
  }
  const key = ({ contact }: Doubt): string => `${contact.campaign}\n${contact.list}`;
  return found.sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.contact.row - b.contact.row));
}

async function saidBy(store: Store, { id }: Contact, attempt: Attempt): Promise<Pick<Doubt, 'number' | 'words'>> {
  const number = String((await store.personal([id], 'row')).get(id)?.['to_number'] ?? '');
  const note = (await store.personal([id], conversationKey(attempt.id))).get(id);
  const lines = (note && readConversationNote(note)?.lines) ?? [];
  return { number, words: lines[wishOf(lines)?.at ?? -1]?.text ?? null };
}

/** It was no wish not to be called: their numbers may be dialed again. Answers how many were settled. */
export async function settleDoubts(
  store: Store,
  all: readonly Doubt[],
  { why, by }: { readonly why: string; readonly by: string },
  { clock }: Pick<Runtime, 'clock'>,
): Promise<number> {
  let settled = 0;
  for (const { attempt } of all) settled += Number(await settle(store, attempt, why, by, clock.now()));
  return settled;
}

async function settle(store: Store, attempt: Attempt, why: string, by: string, at: number): Promise<boolean> {
  for (;;) {
    const contact = await store.contact(attempt.contact);
    if (contact?.heard?.doubt !== 'open') return store.dropTask(undecided(attempt));
    const note = resolutionNote(attempt.id);
    const to: Contact = { ...contact, heard: { ...contact.heard, doubt: 'settled' }, version: contact.version + 1 };
    const about = {
      at,
      actor: 'operator',
      campaign: contact.campaign,
      contact: contact.id,
      attempt: attempt.id,
    } as const;
    const moved = { from: contact.state.is, to: to.state.is, cause: null };
    const [result] = await store.commit(
      [
        {
          contact: { from: contact.version, to },
          log: [{ ...about, ...moved, event: 'doubt_settled', evidence: { by, why: note } }],
          personal: [{ owner: contact.id, key: note, body: { why } }],
        },
      ],
      {},
    );
    // After it: a process that dies between has settled nothing yet, and its number waits still.
    if (result?.is === 'done') return store.dropTask(undecided(attempt));
  }
}
