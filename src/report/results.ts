/** A campaign's results, row by row: what `export` writes and a finished run leaves behind. */
import type { EXPORT_COLUMNS } from '../load/list/outdial-csv.ts';
import type { Attempt } from '../model/attempt.ts';
import { callIdOf } from '../model/attempt.ts';
import type { Contact } from '../model/contact.ts';
import type { CampaignId } from '../model/ids.ts';
import { formatInstant, SECOND } from '../model/time.ts';
import type { NotedAttempt, Personal, RowRecord, Store } from '../store/port.ts';
import { standing } from './words.ts';

type ResultColumn = (typeof EXPORT_COLUMNS)[number];

/** Null where there is nothing to say. */
export type ResultRow = {
  readonly ours: Readonly<Record<ResultColumn, string | number | null>>;
  /** Cells by the user's own headers. */
  readonly own: Readonly<Record<string, string>>;
};

const PAGE = 500;

/** Every row read, in the order of lists and rows, a page at a time. With `attempts`, a row an attempt instead. */
export async function* results(store: Store, campaign: CampaignId, attempts: boolean): AsyncGenerator<ResultRow> {
  const which = attempts ? 'all' : 'newest';
  for await (const page of pages((after) => store.reportPage(campaign, after, PAGE, which))) {
    for (const row of page) {
      if (attempts) for (const { attempt, note } of row.attempts) yield attemptResult(row, row.body, attempt, note);
      else yield rowResult(row, row.body, row.attempts.at(-1));
    }
  }
}

/** The contacts' own columns in order of appearance. Reads the whole campaign once: rows of several lists may differ. */
export async function ownColumns(store: Store, campaign: CampaignId): Promise<readonly string[]> {
  const own = new Set<string>();
  for await (const page of pages((after) => store.rows(campaign, after, PAGE))) {
    for (const body of (await bodies(store, page)).values())
      for (const name of Object.keys(cellsOf(body))) own.add(name);
  }
  return [...own];
}

async function* pages<T extends RowRecord>(
  ask: (after: RowRecord | null) => Promise<readonly T[]>,
): AsyncGenerator<readonly T[]> {
  let last: T | null = null;
  for (;;) {
    const page: readonly T[] = await ask(last);
    if (page.length === 0) return;
    yield page;
    last = page.at(-1) ?? null;
  }
}

function bodies(store: Store, page: readonly RowRecord[]): Promise<ReadonlyMap<string, Personal['body']>> {
  return store.personal(
    page.map((record) => record.owner),
    'row',
  );
}

type Body = Personal['body'] | undefined;

function rowResult(record: RowRecord, body: Body, newest: NotedAttempt | undefined): ResultRow {
  const { attempt: last = null, note } = newest ?? {};
  const { outcome } = record;
  const contact = outcome.is === 'accepted' ? outcome.contact : null;
  return {
    ours: {
      row: record.row,
      to_number: textOf(body?.['to_number']),
      status: contact?.state.is ?? outcome.is,
      disposition: contact?.disposition ?? null,
      attempts: contact?.attempts ?? 0,
      last_attempt_at: contact?.lastAttemptAt == null ? null : formatInstant(contact.lastAttemptAt),
      duration_seconds: last === null ? null : durationOf(last),
      agent_call_id: last === null ? null : callIdOf(last),
      end_reason: last?.state.is === 'ended' ? last.state.endReason : null,
      summary: textOf(note?.['summary']),
      code: outcome.is === 'accepted' ? codeOf(outcome.contact, last) : outcome.code,
      message: contact === null ? textOf(body?.['message']) : messageOf(contact, note),
    },
    own: cellsOf(body),
  };
}

function attemptResult(record: RowRecord, body: Body, attempt: Attempt, note: Body): ResultRow {
  const { state } = attempt;
  return {
    ours: {
      row: record.row,
      to_number: textOf(body?.['to_number']),
      status: state.is,
      disposition: state.is === 'ended' ? state.disposition : null,
      attempts: attempt.seq,
      last_attempt_at: formatInstant(attempt.sendAt),
      duration_seconds: durationOf(attempt),
      agent_call_id: callIdOf(attempt),
      end_reason: state.is === 'ended' ? state.endReason : null,
      summary: textOf(note?.['summary']),
      code: attemptCode(attempt),
      message: textOf(note?.['error_message']),
    },
    own: cellsOf(body),
  };
}

/** That somebody rang twice is what a reader of results must not overlook: it takes the code's place. */
function messageOf(contact: Contact, note: Body): string {
  const message = textOf(note?.['error_message']) ?? standing(contact);
  return contact.rangTwice ? `rang twice, two calls were open at once: ${message}` : message;
}

function codeOf(contact: Contact, last: Attempt | null): string | null {
  if (contact.rangTwice) return 'rang_twice';
  if ('reason' in contact.state) return contact.state.reason;
  return contact.state.is === 'ready' || last === null ? null : attemptCode(last);
}

function attemptCode(attempt: Attempt): string | null {
  const { state } = attempt;
  if (state.is === 'not_placed') return state.code ?? state.why;
  return state.is === 'in_doubt' ? state.cause : null;
}

/** Talk time: from the answer to the end. Null for a call nobody answered, or whose end was only inferred. */
function durationOf(attempt: Attempt): number | null {
  const { state } = attempt;
  if (state.is !== 'ended' || state.startedAt === null || state.endReason === 'end_unknown') return null;
  return Math.max(0, Math.round((state.endedAt - state.startedAt) / SECOND));
}

function cellsOf(body: Body): Readonly<Record<string, string>> {
  const cells = body?.['cells'];
  if (typeof cells !== 'object' || cells === null) return {};
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, textOf(value) ?? '']));
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
