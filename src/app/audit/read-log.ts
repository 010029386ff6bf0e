/** A call log to calls: who, when, talked or not; what cannot be read is counted by its reason, and never taken for lawful. */
import { basename } from 'node:path';
import { openList } from '../../load/list/open.ts';
import { quickRecords } from '../../load/list/quick.ts';
import { plainHeader } from '../../load/row/headers.ts';
import type { Order } from '../../load/row/spoken-read.ts';
import { UNJUDGED, type Unjudged } from '../../audit/audited.ts';
import { userError } from '../../model/errors.ts';
import { own } from '../../model/own.ts';
import { SECOND, type Instant } from '../../model/time.ts';
import { logColumns, type LogColumns, type NamedColumns } from './log-columns.ts';
import { readLogTime, type LogTime } from './log-time.ts';

export type LogRow = {
  readonly row: number;
  readonly to: string;
  readonly time: Exclude<LogTime, { is: 'unread' }>;
  readonly talked: boolean;
  /** Of the conversation, in milliseconds. */
  readonly duration: number;
  readonly timezone: string;
  /** Undefined: the log says nothing of it. */
  readonly consent: { readonly level: 'none' | 'express' | 'written' | null; readonly at: Instant | null } | undefined;
};

export type LogLine = LogRow | { readonly row: number; readonly unjudged: Unjudged };

export type OpenLog = {
  readonly columns: LogColumns;
  readonly lines: AsyncIterable<readonly LogLine[]>;
};

export type LogOptions = NamedColumns & { readonly order: Order | null };

type Rows = AsyncIterable<readonly { readonly row: number; readonly cells: readonly string[] }[]>;

/** Throws a UserError for what is no log. */
export async function openLog(path: string, options: LogOptions): Promise<OpenLog> {
  const name = basename(path);
  const list = await openList({ is: 'file', path });
  const columns = logColumns(name, list.columns, options);
  const quick = await isPlain(path, name, list.columns);
  if (quick !== null) await drop(list.rows);
  const rows = quick === null ? judgedRows(list) : plainRows(path, name, quick, list.columns.length);
  return { columns, lines: linesOf(rows, columns, options.order) };
}

async function drop(rows: AsyncIterable<unknown>): Promise<void> {
  await rows[Symbol.asyncIterator]().return?.();
}

/** The row of the header in a table that needs no finding of one; null for every other kind of list. */
async function isPlain(path: string, name: string, columns: readonly string[]): Promise<number | null> {
  if (!/\.(csv|tsv|tab|psv|txt)$/i.test(name)) return null;
  const wanted = columns.map(plainHeader).join('\n');
  for await (const { row, records } of quickRecords(path, name)) {
    const at = records.slice(0, 20).findIndex((record) => record.map(plainHeader).join('\n') === wanted);
    return at < 0 ? null : row + at;
  }
  return null;
}

async function* plainRows(path: string, name: string, header: number, width: number): Rows {
  for await (const { row, records } of quickRecords(path, name)) {
    const below = Math.max(0, header + 1 - row);
    yield records.slice(below).map((cells, index) => ({ row: row + below + index, cells: fitted(cells, width) }));
  }
}

/** Empty cells at the end are spreadsheets' own. */
function fitted(cells: readonly string[], width: number): readonly string[] {
  if (cells.length <= width || cells.slice(width).some((cell) => cell.trim() !== '')) return cells;
  return cells.slice(0, width);
}

async function* judgedRows({ columns, rows }: Awaited<ReturnType<typeof openList>>): Rows {
  for await (const { row, cells, issues } of rows) {
    const broken = issues.some(({ severity, code }) => severity === 'error' && code === 'ragged_row');
    const values = columns.map((column) => {
      const cell = own(cells, column);
      return cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
    });
    yield [{ row, cells: broken ? [] : values }];
  }
}

async function* linesOf(rows: Rows, columns: LogColumns, order: Order | null): AsyncGenerator<readonly LogLine[]> {
  let width: number | null = null;
  for await (const bundle of rows) {
    const lines: LogLine[] = [];
    for (const { row, cells } of bundle) {
      width ??= cells.length;
      if (cells.every((cell) => cell.trim() === '') && cells.length > 0) continue;
      lines.push(
        cells.length === width && width > 0 ? lineOf(row, cells, columns, order) : { row, unjudged: 'ragged' },
      );
    }
    yield lines;
  }
}

const NOT_DIALED =
  /^(?:queued|scheduled|pending|not[ _-]?placed|not[ _-]?dialed|not[ _-]?called|skipped|rejected|suppressed|blocked|filtered|dnc|do[ _-]?not[ _-]?call)$/i;
const TALKED =
  /^(?:answered|completed|complete|connected|human|person|talked|conversation|success|successful|answer)$/i;
const MACHINE = /machine|voice ?mail|fax|screen/i;

/** A log has a million rows and a dozen words: what each means is found once. */
function remembered(meaning: (word: string) => boolean): (word: string) => boolean {
  const known = new Map<string, boolean>();
  return (word) => {
    const found = known.get(word) ?? meaning(word);
    if (known.size < 1_000) known.set(word, found);
    return found;
  };
}

const isInbound = remembered((word) => /^in(?:bound|coming)?$/i.test(word));
const isNotPlaced = remembered((word) => /^not_placed$/i.test(word));
const isNotDialed = remembered((word) => NOT_DIALED.test(word));
const isTalked = remembered((word) => TALKED.test(word));
const isMachine = remembered((word) => MACHINE.test(word));

function lineOf(row: number, cells: readonly string[], columns: LogColumns, order: Order | null): LogLine {
  const text = (index: number | undefined): string => (index === undefined ? '' : (cells[index] ?? '').trim());
  if (isInbound(text(columns.direction))) return { row, unjudged: 'inbound' };
  const status = text(columns.status);
  const disposition = text(columns.disposition);
  const at = text(columns.at);
  const notDialed = columns.own ? at === '' || isNotPlaced(status) : isNotDialed(status) || isNotDialed(disposition);
  if (notDialed) return { row, unjudged: 'not_dialed' };
  const to = text(columns.to);
  if (to === '') return { row, unjudged: 'no_number' };
  const time = readLogTime(at, text(columns.clock), order);
  if (time.is === 'unread') return { row, unjudged: WHY[time.why] };
  const seconds = secondsOf(text(columns.duration));
  const said = disposition === '' ? status : disposition;
  const talked = isTalked(said) && !isMachine(text(columns.answeredBy)) && seconds !== 0;
  return {
    row,
    to,
    time,
    talked,
    duration: (seconds ?? 0) * SECOND,
    timezone: text(columns.timezone),
    consent: consentOf(text(columns.consent), text(columns.consentAt), columns, order),
  };
}

const WHY = { empty: 'no_time', no_time: 'no_time', ambiguous_date: 'ambiguous_date', not_a_time: 'bad_time' } as const;

/** Null where the log does not say. */
function secondsOf(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text);
  const [, hours = '0', minutes = '0', seconds] =
    /^(?:(?:(\d+):)?(\d+):)?(\d+(?:\.\d+)?)(?:\s*s(?:ec(?:onds)?)?)?$/i.exec(text) ?? [];
  return seconds === undefined ? null : Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

/** Undefined: the log has no such columns. */
function consentOf(level: string, at: string, columns: LogColumns, order: Order | null): LogRow['consent'] {
  if (columns.consent === undefined && columns.consentAt === undefined) return undefined;
  const time = readLogTime(at, at === '' || /\d:\d/.test(at) ? '' : '00:00', order);
  const given = time.is === 'unread' ? null : time.is === 'instant' ? time.at : time.wall;
  return { level: columns.consent === undefined ? (given === null ? null : 'written') : levelOf(level), at: given };
}

/** What is no clear word is none: a consent that nobody can read is not shown. */
function levelOf(text: string): 'none' | 'express' | 'written' {
  if (/written|signed|pewc|esign/i.test(text)) return 'written';
  return /^(?:express|pec|yes|y|true|1|oral|verbal|opt(?:ed)?[ _-]?in)$/i.test(text) ? 'express' : 'none';
}

/** Nothing of it could be judged. */
export function nothingRead(name: string, rows: number, most: Unjudged | null): Error {
  const why = most === null ? 'it holds no row' : `of ${rows} rows none can be judged: ${UNJUDGED[most]}`;
  return userError(
    'unreadable_log',
    `Nothing in ${name} says who was called and when: ${why}.`,
    'outdial audit --help shows how columns are named.',
    { file: name },
  );
}
