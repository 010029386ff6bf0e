/** Asks the provider what was said in a call that is over, once, and keeps what it shows. */
import type { Attempt } from '../../model/attempt.ts';
import { callIdOf } from '../../model/attempt.ts';
import { HOUR, type Duration, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';
import type { Conversation, ReadFailure, Voice } from '../../voice/port.ts';
import { keepConversation } from './keep.ts';

/** What is not shown by then is taken for not kept. */
export const SHOWN_BY: Duration = 9 * HOUR;

export type Asked =
  /** With or without words: see its lines. `whole`: its summary is there too. */
  | { readonly is: 'said'; readonly conversation: Conversation; readonly whole: boolean }
  /** Nothing is shown of it; `final`: nor will be. */
  | { readonly is: 'silent'; readonly final: boolean; readonly why: 'silent' | 'gone' }
  | { readonly is: 'unreadable' }
  | { readonly is: 'failed'; readonly failure: ReadFailure };

const NOTHING: Conversation = { lines: [], summary: null };

/** `keep`: in the ledger, whatever is certain. */
export async function askConversation(
  { store, voice }: { readonly store: Store; readonly voice: Voice },
  attempt: Attempt,
  now: Instant,
  keep: boolean,
): Promise<Asked> {
  const call = callIdOf(attempt);
  if (call === null || attempt.state.is !== 'ended') return { is: 'silent', final: true, why: 'silent' };
  const read = await voice.conversation(call);
  const final = now - attempt.state.endedAt >= SHOWN_BY;
  if (read.is === 'ok' && read.value.lines.length > 0) {
    const conversation = read.value;
    if (keep) await keepConversation(store, attempt.id, conversation, now);
    return { is: 'said', conversation, whole: conversation.summary !== null };
  }
  if (read.is === 'ok' || read.why === 'not_found') {
    const why = read.is === 'ok' ? 'silent' : 'gone';
    if (keep && final) await keepConversation(store, attempt.id, read.is === 'ok' ? read.value : NOTHING, now, why);
    return { is: 'silent', final, why };
  }
  return read.why === 'garbled' || read.why === 'invalid' ? { is: 'unreadable' } : { is: 'failed', failure: read };
}
