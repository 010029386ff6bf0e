/** Results and the log for a program: row by row, however many there are. */
import { resolve } from 'node:path';
import type { OpenAccount } from '../app/open.ts';
import { findCampaign } from '../app/ledger.ts';
import { logLines } from '../app/results/lines.ts';
import { results } from '../app/results/rows.ts';
import { formatOf, isWanted, readOnly, type Format, type Wanted } from '../app/results/wanted.ts';
import { writeResults } from '../app/results/write.ts';
import type { Beside } from '../app/results/table.ts';
import { Signal } from '../clock.ts';
import type { Disposition } from '../model/disposition.ts';
import { userError } from '../model/errors.ts';
import type { CampaignId } from '../model/ids.ts';
import { operatorZone } from '../report/when.ts';
import { readInstant, type GivenInstant } from '../app/given-instant.ts';
import type { Held } from './held.ts';
import { aborted } from './given-campaign.ts';
import { checkArgument, checkSpan, readOptions, type Kinds } from './options.ts';

/** Which rows. */
export type ResultOptions = {
  /** A row an attempt instead of a row of the list. Default false. */
  readonly attempts?: boolean;
  /** Only rows whose status, disposition or code is one of these words: `['busy', 'no_answer', 'rejected']`. */
  readonly only?: readonly string[];
  /** Only rows whose last call was dialed at this instant or later. */
  readonly from?: GivenInstant;
  /** Only rows whose last call was dialed before this instant. */
  readonly to?: GivenInstant;
};

/** Where results are written to. */
export type WriteOptions = ResultOptions & {
  /** `csv`, `jsonl` or `xlsx`. Default: by the file's name, else CSV. */
  readonly format?: Format;
  /** These columns in this order (docs/results.md). Default: all. */
  readonly columns?: readonly string[];
  /** Replaces a file that is there. Default false: it is refused (`file_exists`); a transcript that is there is kept. */
  readonly force?: boolean;
  /**
   * A folder, made where it is missing: what was said in each call is read at the provider, where the ledger has not kept it,
   * and written there, a file a call, readable by its owner only; the rows name it, and where the recording is.
   */
  readonly transcripts?: string;
  /** With `transcripts`: breaks it off (`aborted`); what was written of them stays, the results are not written. */
  readonly signal?: AbortSignal;
};

/** A row of the list and what became of it; with `attempts`, an attempt (docs/results.md). */
export type ResultRow = {
  /** The row of the list; the header is row 1. */
  readonly row: number;
  /** In E.164, or the cell as it was where it is no number; null once the person was forgotten. */
  readonly to_number: string | null;
  /** Where the contact stands, or the attempt: `ready`, `completed`, `exhausted`, `rejected`, … */
  readonly status: string;
  /** How the last call ended; null before one has. */
  readonly disposition: Disposition | null;
  /** Calls that counted as tries; with `attempts`, which try it is. */
  readonly attempts: number;
  /** RFC 3339, UTC; null: never dialed. */
  readonly last_attempt_at: string | null;
  /** From the answer to the end; null for a call that nobody answered. */
  readonly duration_seconds: number | null;
  /** The provider's id of the call. */
  readonly agent_call_id: string | null;
  /** The provider's own word for how it ended. */
  readonly end_reason: string | null;
  /** The provider's summary of the conversation, where there is one. */
  readonly summary: string | null;
  /** Why it stands where it stands (docs/codes.md). */
  readonly code: string | null;
  /** The same in words. */
  readonly message: string | null;
  /** The row's own cells by the headers of the list; empty once the person was forgotten. */
  readonly own: Readonly<Record<string, string>>;
};

/** A line of the log: ids, codes and digests, never a number or a name. Sealed with the hash of the line before it. */
export type LogRecord = {
  /** Its place in the log, from 1. */
  readonly seq: number;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** `operator`, `engine`, `provider` or `loader`. */
  readonly actor: string;
  /** The campaign's id; null: of none. */
  readonly campaign: string | null;
  /** The contact's id in the ledger; null: of none. */
  readonly contact: string | null;
  /** The attempt's id; null: of none. */
  readonly attempt: string | null;
  /** What happened. */
  readonly event: string;
  /** The state before. */
  readonly from: string | null;
  /** The state after. */
  readonly to: string | null;
  /** Why, as a code. */
  readonly cause: string | null;
  /** What it was known by. */
  readonly evidence: Readonly<Record<string, string | number | boolean | null>> | null;
  /** SHA-256, in hex. */
  readonly hash: string;
};

const KINDS: Kinds<ResultOptions> = { attempts: 'flag', only: 'texts', from: 'instant', to: 'instant' };
const WRITING: Kinds<WriteOptions> = {
  ...KINDS,
  format: 'text',
  columns: 'texts',
  force: 'flag',
  transcripts: 'text',
  signal: 'signal',
};

/** Reads a page at a time, as it stands when it is read. */
export async function* resultRows(
  { store }: OpenAccount,
  campaign: () => Promise<CampaignId>,
  options: ResultOptions | undefined,
  asking: () => void,
): AsyncGenerator<ResultRow> {
  asking();
  const wanted = wantedOf(readOptions<ResultOptions>(options, KINDS), 'csv');
  for await (const row of results(store, await campaign(), wanted.attempts)) {
    if (isWanted(row, wanted)) yield { ...(row.ours as Omit<ResultRow, 'own'>), own: row.own }; // docs/results.md says which is what
    asking();
  }
}

export async function writeRows(
  held: Held,
  campaign: CampaignId,
  path: string,
  options: WriteOptions | undefined,
): Promise<number> {
  const { store } = held.open;
  const { clock, cwd } = held.caller;
  checkArgument('path', path, 'text');
  const given = readOptions<WriteOptions>(options, WRITING);
  const { columns, force = false, format = formatOf(path) } = given;
  if (!['csv', 'jsonl', 'xlsx'].includes(format)) {
    throw userError('wrong_option', 'The option format must be csv, jsonl or xlsx.');
  }
  const wanted = { ...wantedOf(given, format), bom: true, ...(columns === undefined ? {} : { columns }) };
  const when = { now: clock.now(), zone: operatorZone() };
  const write = async (beside?: Beside): Promise<number> =>
    (await writeResults(resolve(cwd, path), store, campaign, wanted, force, when, beside)).rows;
  if (given.transcripts === undefined) return write();
  const asked = { folder: resolve(cwd, given.transcripts), replace: force };
  return writeWithTranscripts(held, campaign, asked, given.signal, write);
}

/** What was said is read at the provider meanwhile, call by call, which takes its time. */
async function writeWithTranscripts(
  { open: { store }, config, caller: { clock }, closing }: Held,
  id: CampaignId,
  asked: { readonly folder: string; readonly replace: boolean },
  signal: AbortSignal | undefined,
  write: (beside: Beside) => Promise<number>,
): Promise<number> {
  const { withTranscripts, Stopped } = await import('../app/results/transcripts.ts');
  const stop = signal === undefined ? closing : AbortSignal.any([signal, closing]);
  const woken = new Signal();
  const wake = (): void => woken.wake();
  stop.addEventListener('abort', wake);
  try {
    const stopping = { signal: woken, is: () => stop.aborted };
    const campaign = await findCampaign(store, id);
    return await withTranscripts(store, campaign, { ...asked, stop: stopping }, config, clock, write);
  } catch (error) {
    throw error instanceof Stopped ? aborted(stop) : error;
  } finally {
    stop.removeEventListener('abort', wake);
  }
}

function wantedOf({ attempts = false, only, from, to }: ResultOptions, format: Format): Wanted {
  checkSpan(from, to);
  const between = { from: readInstant(from) ?? null, to: readInstant(to) ?? null };
  return {
    format,
    attempts,
    ...(only === undefined ? {} : { only: readOnly(only) }),
    ...(from === undefined && to === undefined ? {} : { between }),
  };
}

/** Of one campaign, or of the whole ledger: only that can be checked by itself. */
export async function* logRecords(
  { store }: OpenAccount,
  campaign: () => Promise<CampaignId | null>,
  asking: () => void,
): AsyncGenerator<LogRecord> {
  asking();
  for await (const line of logLines(store, await campaign())) {
    yield JSON.parse(line) as LogRecord; // written by `logRecord`
    asking();
  }
}
