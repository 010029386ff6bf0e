/** What was said in the calls of an export, each in a file of its own, and in the row the file's name and where the recording is. */
import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock, Signal } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import { makeFile } from '../../files/new-file.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { CallId } from '../../model/ids.ts';
import { printable } from '../../model/printable.ts';
import { SECOND } from '../../model/time.ts';
import { saidLines } from '../../report/call-lines.ts';
import type { ResultRow } from '../../report/results.ts';
import { makeFolder } from '../../store/folder.ts';
import type { Conversation, Read, Voice } from '../../voice/port.ts';
import { hostOf } from '../account.ts';
import { must, withProvider } from '../provider.ts';
import type { Beside } from './table.ts';
import { unwritable } from './unwritable.ts';

/** How many calls came to what. */
export type TranscriptTally = {
  written: number;
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
  return withProvider(config, (voice) => {
    const tally = { written: 0, kept: 0, silent: 0, gone: 0, open: 0, forgotten: 0, unreadable: 0 };
    const of = (row: ResultRow): ReturnType<Beside['of']> => fetched(row, voice, wanted, clock, tally);
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

const NOTHING = { transcript: null, recording: null } as const;

async function fetched(
  { ours, call: { over, forgotten } }: ResultRow,
  voice: Voice,
  { folder, replace, stop }: TranscriptsWanted,
  clock: Clock,
  tally: TranscriptTally,
): ReturnType<Beside['of']> {
  if (stop.is()) throw new Stopped();
  if (typeof ours.agent_call_id !== 'string') return NOTHING;
  if (forgotten) return counted(tally, 'forgotten');
  if (!over) return counted(tally, 'open');
  const id = ours.agent_call_id as CallId; // what `rowResult` took from the attempt
  const transcript = transcriptName(Number(ours.row), id);
  const path = join(folder, transcript);
  const recording = voice.recording?.(id) ?? null;
  if (!replace && (await isThere(path))) {
    tally.kept += 1;
    return { transcript, recording };
  }
  const read = await patiently(() => voice.conversation(id), tally.written > 0, stop, clock);
  if (read.is === 'failed' && read.why === 'not_found') return counted(tally, 'gone');
  if (read.is === 'failed' && (read.why === 'garbled' || read.why === 'invalid')) return counted(tally, 'unreadable');
  const said = must(read);
  if (said.lines.length === 0) {
    tally.silent += 1;
    // Of a call that nobody took there is no recording either.
    return { transcript: null, recording: ours.duration_seconds === null ? null : recording };
  }
  await writeConversation(path, said, replace);
  tally.written += 1;
  return { transcript, recording };
}

function counted(tally: TranscriptTally, what: keyof TranscriptTally): typeof NOTHING {
  tally[what] += 1;
  return NOTHING;
}

const WAITS = [1, 2, 4, 8].map((seconds) => seconds * SECOND);

/** A thousand calls are a thousand questions: one that comes too fast, or meets a moment's trouble, is asked again. */
async function patiently<T>(
  ask: () => Promise<Read<T>>,
  wasThere: boolean,
  stop: TranscriptsWanted['stop'],
  clock: Clock,
): Promise<Read<T>> {
  for (const wait of WAITS) {
    const read = await ask();
    if (stop.is()) throw new Stopped();
    const passing =
      read.is === 'failed' &&
      (read.why === 'busy' || read.why === 'server' || (read.why === 'unreachable' && wasThere));
    if (!passing) return read;
    await clock.sleep(clock.now() + wait, stop.signal);
    if (stop.is()) throw new Stopped();
  }
  return ask();
}

async function writeConversation(path: string, { lines, cut }: Conversation, replace: boolean): Promise<void> {
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
