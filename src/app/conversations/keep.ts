/** What was said in a call, in the ledger: read, and kept where its contact is still known by name. */
import type { Attempt } from '../../model/attempt.ts';
import {
  conversationKey,
  conversationNote,
  KEPT_TASK,
  readConversationNote,
  shortSummary,
  type KeptConversation,
} from '../../model/conversation.ts';
import type { AttemptId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Personal, Store, Task } from '../../store/port.ts';
import type { Conversation } from '../../voice/port.ts';

export async function keptOf(
  store: Pick<Store, 'personal'>,
  { id, contact }: Pick<Attempt, 'id' | 'contact'>,
): Promise<KeptConversation | undefined> {
  const note = (await store.personal([contact], conversationKey(id))).get(contact);
  return note === undefined ? undefined : readConversationNote(note);
}

/** Whoever loses so often in a row has met something else than a busy moment. */
const TRIES = 50;

/**
 * Through the contact's version, so that what a list shows of the call at the same moment is not overwritten. Of somebody
 * who was forgotten meanwhile the ledger keeps nothing; answers whether it was kept.
 */
export async function keepConversation(
  store: Store,
  id: AttemptId,
  said: Conversation,
  now: Instant,
  none: KeptConversation['none'] = null,
): Promise<boolean> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const attempt = await store.attempt(id);
    const contact = attempt === undefined ? undefined : await store.contact(attempt.contact);
    if (attempt?.state.is !== 'ended' || contact === undefined) return false;
    if (!(await store.personal([contact.id], 'row')).has(contact.id)) return false;
    const about = (await store.personal([contact.id], id)).get(contact.id);
    const summary = shortSummary(said.summary);
    const personal: Personal[] = [
      { owner: contact.id, key: conversationKey(id), body: conversationNote(said, now, none) },
      ...(summary === null ? [] : [{ owner: contact.id, key: id, body: { ...about, summary } }]),
    ];
    const task: Task = { kind: KEPT_TASK, subject: id, dueAt: attempt.state.endedAt, tries: 0, body: {} };
    const to = { ...contact, version: contact.version + 1 };
    const change = { contact: { from: contact.version, to }, log: [], personal, tasks: [task] };
    const [result] = await store.commit([change], {});
    if (result?.is === 'done') return true;
  }
  throw new Error(`what was said in ${id} cannot be kept: its contact changes all the time`);
}
