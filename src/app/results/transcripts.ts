/** What was said in the calls of an export, each in a file of its own, and in the row the file's name and where the recording is. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Signal } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import { makeFile } from '../../files/new-file.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import { mayHaveTalked } from '../../model/conversation.ts';
import { userError } from '../../model/errors.ts';
import type { CallId } from '../../model/ids.ts';
import { printable } from '../../model/printable.ts';
import { SECOND } from '../../model/time.ts';
import { saidLines } from '../../report/call-lines.ts';
import type { ResultRow } from '../../report/results.ts';
import { makeFolder } from '../../store/folder.ts';
import type { Store } from '../../store/port.ts';
import type { SaidLine, Voice } from '../../voice/port.ts';
import { readAccount } from '../account-file.ts';
import { askConversation, type Asked } from '../conversations/ask.ts';
import { keptOf } from '../conversations/keep.ts';
import { hostOf } from '../account.ts';
import { must, withProvider } from '../provider.ts';
import type { Beside } from './table.ts';
import { unwritable } from './unwritable.ts';

/** How many calls came to what. */
export type TranscriptTally = {
  written: number;
  /** Of those written: the ledger had them, and nobody was asked. */
  known: number;
  /** A file was there, and was kept. */
  kept: number;
  /** Nothing was said, or the provider does not keep it. */
  silent: number;
  /** The provider knows nothing of them (any more). */
  gone: number;
  /** Not over: what is said in them goes on. */
  open: number;
  /** Of people who were forgotten: not asked for. */
  forgotten: number;
  /** What the provider shows of them is no call. */
  unreadable: number;
};

export type TranscriptsWanted = {
  /** Made where it is missing, readable by its owner only. */
  readonly folder: string;
  /** Files that are there. */
  readonly replace: boolean;
  /** Nobody wants any more of it: what was begun is finished or taken back. */
  readonly stop: { readonly signal: Signal; readonly is: () => boolean };
};

/** Thrown through the rows when it is stopped. */
export class Stopped extends Error {}

/** `use` is handed what adds the columns; the provider is open as long as it works. */
export async function withTranscripts<T>(
  store: Store,
  campaign: Campaign,
  wanted: TranscriptsWanted,
  config: Config,
  clock: Clock,
  use: (beside: Beside, tally: Readonly<TranscriptTally>) => Promise<T>,
): Promise<T> {
  refuse(campaign, config);
  if (statSync(wanted.folder, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw userError('no_folder', `${wanted.folder} is a file, not a folder.`, 'Name a folder with --transcripts.');
  }
  try {
    makeFolder(wanted.folder, 0o700);
  } catch (error) {
    throw unwritable(wanted.folder, error);
  }
  const keep = readAccount(config).retention.transcripts !== 'never';
  return withProvider(config, (voice) => {
    const tally = { written: 0, known: 0, kept: 0, silent: 0, gone: 0, open: 0, forgotten: 0, unreadable: 0 };
    const of = (row: ResultRow): ReturnType<Beside['of']> => fetched(row, { store, voice, keep }, wanted, clock, tally);
    return use({ columns: ['transcript', 'recording'], of }, tally);
  });
}

function refuse({ account, name }: Campaign, { apiKey, baseUrl }: Config): void {
  if (apiKey === null) {
    const message = 'Conversations are read at the provider, and no API key is set.';
    throw userError('no_api_key', message, 'Set CARTESIA_API_KEY, or export without --transcripts.');
  }
  if (account.startsWith(`${hostOf(baseUrl)}#`)) return;
  const message = `The calls of "${name}" were made at another host than ${new URL(baseUrl).host}, which knows nothing of them.`;
  throw userError('other_account', message, 'Set CARTESIA_BASE_URL as it was then, or export without --transcripts.');
}

type Words = { readonly lines: readonly SaidLine[]; readonly cut?: boolean };
type From = { readonly store: Store; readonly voice: Voice; readonly keep: boolean };

const NOTHING = { transcript: null, recording: null } as const;

async function fetched(
  { ours, call: { over, forgotten, attempt } }: ResultRow,
  from: From,
  { folder, replace, stop }: TranscriptsWanted,
  clock: Clock,
  tally: TranscriptTally,
): ReturnType<Beside['of']> {
  if (stop.is()) throw new Stopped();
  if (typeof ours.agent_call_id !== 'string' || attempt === null) return NOTHING;
  if (forgotten) return counted(tally, 'forgotten');
  if (!over) return counted(tally, 'open');
  const id = ours.agent_call_id as CallId; // what `rowResult` took from the attempt
  const transcript = transcriptName(Number(ours.row), id);
  const path = join(folder, transcript);
  const recording = from.voice.recording?.(id) ?? null;
  if (!replace && (await isThere(path))) {
    tally.kept += 1;
    return { transcript, recording };
  }
  const kept = await keptOf(from.store, attempt);
  if (kept?.none === 'gone') return counted(tally, 'gone');
  const said = kept ?? (await asked(from, attempt, tally.written > tally.known, stop, clock));
  if (said === 'gone' || said === 'unreadable') return counted(tally, said);
  if (said.lines.length === 0) {
    tally.silent += 1;
    // Of a call that nobody took there is no recording either.
    return { transcript: null, recording: ours.duration_seconds === null ? null : recording };
  }
  await writeConversation(path, said, replace);
  tally.written += 1;
  if (kept !== undefined) tally.known += 1;
  return { transcript, recording };
}

/** What the ledger does not have yet; from now on it does. */
async function asked(
  { store, voice, keep }: From,
  attempt: Attempt,
  wasThere: boolean,
  stop: TranscriptsWanted['stop'],
  clock: Clock,
): Promise<Words | 'gone' | 'unreadable'> {
  // A call that nobody took is known by its attempt: what is shown of it is kept nowhere.
  const mine = keep && mayHaveTalked(attempt);
  const answer = await patiently(
    () => askConversation({ store, voice }, attempt, clock.now(), mine),
    wasThere,
    stop,
    clock,
  );
  if (answer.is === 'failed') return must(answer.failure);
  if (answer.is === 'said') return answer.conversation;
  if (answer.is === 'unreadable') return 'unreadable';
  return answer.why === 'gone' ? 'gone' : { lines: [] };
}

function counted(tally: TranscriptTally, what: keyof TranscriptTally): typeof NOTHING {
  tally[what] += 1;
  return NOTHING;
}

const WAITS = [1, 2, 4, 8].map((seconds) => seconds * SECOND);

/** A thousand calls are a thousand questions: one that comes too fast, or meets a moment's trouble, is asked again. */
async function patiently(
  ask: () => Promise<Asked>,
  wasThere: boolean,
  stop: TranscriptsWanted['stop'],
  clock: Clock,
): Promise<Asked> {
  for (const wait of WAITS) {
    const answer = await ask();
    if (stop.is()) throw new Stopped();
    if (answer.is !== 'failed') return answer;
    const { why } = answer.failure;
    if (why !== 'busy' && why !== 'server' && !(why === 'unreachable' && wasThere)) return answer;
    await clock.sleep(clock.now() + wait, stop.signal);
    if (stop.is()) throw new Stopped();
  }
  return ask();
}

async function writeConversation(path: string, { lines, cut }: Words, replace: boolean): Promise<void> {
  const text = saidLines(lines).map((line) => printable(line.trimStart()));
  if (cut === true) text.push('(the conversation goes on; it is too long to be read whole)');
  try {
    const file = await makeFile(path, replace);
    try {
      await file.write(`${text.join('\n')}\n`);
      await file.publish();
    } finally {
      await file.discard();
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

/** Ids come from outside: one that is no plain word is told by its digest, so that no two calls have one file. */
export function transcriptName(row: number, id: CallId): string {
  if (/^[a-z0-9_-]{1,64}$/i.test(id)) return `${row}-${id}.txt`;
  const plain = id.replace(/[^a-z0-9_-]+/gi, '_').slice(0, 32);
  return `${row}-${plain}-${createHash('sha256').update(id).digest('hex').slice(0, 12)}.txt`;
}

async function isThere(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
