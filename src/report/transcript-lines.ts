/** What was said in a person's calls, as a talk. Pure; the text is untrusted, and numbers in it are masked. */
import type { KeptConversation } from '../model/conversation.ts';
import type { AttemptId, CallId } from '../model/ids.ts';
import { printable } from '../model/printable.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import { saidLines } from './call-lines.ts';
import { maskText } from './mask.ts';
import { formatStamp } from './when.ts';

export type Transcript = {
  readonly attempt: AttemptId;
  readonly call: CallId;
  readonly sentAt: Instant;
  /** `ledger`: it was kept there; `provider`: asked for just now. */
  readonly from: 'ledger' | 'provider' | null;
  readonly conversation: KeptConversation | null;
  /** Why there is none; null where there is one, or nothing was said. */
  readonly missing: 'open' | 'not_yet' | 'no_key' | 'elsewhere' | 'unreadable' | 'forgotten' | 'provider' | null;
};

const MISSING: Readonly<Record<NonNullable<Transcript['missing']>, string>> = {
  open: 'the call is not over',
  not_yet: 'nothing is shown of it yet: it comes a little after the call, where the account keeps it at all',
  no_key: 'it is not in the ledger, and no API key is set to ask the provider with (CARTESIA_API_KEY)',
  elsewhere: 'it is not in the ledger, and the call was made at another host than the settings name',
  unreadable: 'what the provider shows of it cannot be read',
  forgotten: 'it was erased with the person, and is not asked for',
  provider: 'the provider cannot be asked just now (outdial doctor looks closer)',
};

/** Of calls that somebody took, oldest first. */
export function transcriptLines(transcripts: readonly Transcript[], zone: string): readonly string[] {
  if (transcripts.length === 0) return ['  what was said: nobody took a call'];
  return transcripts.flatMap((one) => {
    const head = `  what was said in ${printable(one.call)} (${formatStamp(one.sentAt, zone)})`;
    const { conversation, missing } = one;
    if (conversation === null || missing !== null)
      return [`${head}: ${missing === null ? nothing(null) : MISSING[missing]}`];
    if (conversation.lines.length === 0) return [`${head}: ${nothing(conversation.none)}`];
    const cut = conversation.cut ? ['    (the conversation goes on; it is too long to be kept whole)'] : [];
    const summary = conversation.summary === null ? [] : [`    summary: ${shown(conversation.summary)}`];
    return [
      `${head}, as the provider wrote it down; nobody has checked it:`,
      ...saidLines(conversation.lines).map((line) => `  ${shown(line)}`),
      ...cut,
      ...summary,
    ];
  });
}

function nothing(none: KeptConversation['none']): string {
  return none === 'gone'
    ? 'the provider knows nothing of the call (any more)'
    : 'nothing is shown of it: nobody spoke, or the account does not keep it';
}

function shown(text: string): string {
  return printable(maskText(text.replace(/\s*[\r\n]+\s*/g, ' ')));
}

/** Whole, for machines: `untrusted` says so to whoever hands it to a model or a page. */
export function transcriptJson({ attempt, call, from, conversation, missing }: Transcript): Record<string, unknown> {
  return {
    attempt,
    agent_call_id: call,
    from,
    missing: missing ?? conversation?.none ?? null,
    asked_at: conversation === null ? null : formatInstant(conversation.askedAt),
    untrusted: true,
    cut: conversation?.cut ?? false,
    said: conversation?.lines ?? [],
    summary: conversation?.summary ?? null,
  };
}
