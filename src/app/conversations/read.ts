/** What was said in somebody's calls: from the ledger where it is, else the provider is asked and the ledger keeps it. */
import type { Config } from '../../config/environment.ts';
import { callIdOf, type Attempt } from '../../model/attempt.ts';
import { mayHaveTalked, type KeptConversation } from '../../model/conversation.ts';
import type { Transcript } from '../../report/transcript-lines.ts';
import type { Store } from '../../store/port.ts';
import type { Voice } from '../../voice/port.ts';
import { hostOf } from '../account.ts';
import { readAccount } from '../account-file.ts';
import { openProvider } from '../open-provider.ts';
import type { Runtime } from '../runtime.ts';
import { askConversation } from './ask.ts';
import { keptOf } from './keep.ts';

/** Of those of the attempts that somebody took, and of those that go on. */
export async function transcriptsOf(
  store: Store,
  attempts: readonly Attempt[],
  config: Config,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<readonly Transcript[]> {
  const keep = readAccount(config).retention.transcripts !== 'never';
  const { apiKey } = config;
  let voice: Voice | null = null;
  const found: Transcript[] = [];
  try {
    for (const attempt of attempts) {
      const call = callIdOf(attempt);
      if (call === null) continue;
      const one = { attempt: attempt.id, call, sentAt: attempt.sendAt, from: null, conversation: null, missing: null };
      if (attempt.state.is !== 'ended') {
        found.push({ ...one, missing: 'open' });
        continue;
      }
      if (!mayHaveTalked(attempt)) continue;
      const kept = await keptOf(store, attempt);
      if (kept !== undefined) found.push({ ...one, from: 'ledger', conversation: kept });
      else if (!(await store.personal([attempt.contact], 'row')).has(attempt.contact)) {
        found.push({ ...one, missing: 'forgotten' });
      } else if (apiKey === null) found.push({ ...one, missing: 'no_key' });
      else if (!attempt.account.startsWith(`${hostOf(config.baseUrl)}#`)) found.push({ ...one, missing: 'elsewhere' });
      else {
        voice ??= await openProvider(config, apiKey);
        const now = clock.now();
        const asked = await askConversation({ store, voice }, attempt, now, keep);
        found.push({ ...one, ...told(asked, now) });
      }
    }
  } finally {
    await (voice as Voice | null)?.close();
  }
  return found;
}

function told(
  asked: Awaited<ReturnType<typeof askConversation>>,
  askedAt: number,
): Partial<Pick<Transcript, 'from' | 'conversation' | 'missing'>> {
  switch (asked.is) {
    case 'said': {
      const { lines, summary, cut } = asked.conversation;
      return { from: 'provider', conversation: { lines, summary, cut: cut === true, askedAt, none: null } };
    }
    case 'silent': {
      if (!asked.final) return { missing: 'not_yet' };
      const conversation: KeptConversation = { lines: [], summary: null, cut: false, askedAt, none: asked.why };
      return { from: 'provider', conversation };
    }
    case 'unreadable':
      return { missing: 'unreadable' };
    case 'failed':
      return { missing: 'provider' };
  }
}
