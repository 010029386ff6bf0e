/** One row of a campaign's results: what `export` writes and a finished run leaves behind. Pure. */
import type { Attempt } from '../model/attempt.ts';
import { callIdOf } from '../model/attempt.ts';
import { mayHaveTalked } from '../model/conversation.ts';
import { consentOf, type StatedConsent } from '../model/consent.ts';
import type { Contact } from '../model/contact.ts';
import { costOf, usdOf, type Micros, type PlanMoney } from '../model/money.ts';
import type { ResultColumn } from '../model/result-columns.ts';
import { formatInstant, SECOND } from '../model/time.ts';
import type { NotedAttempt, Personal, RowRecord } from '../store/port.ts';
import { standing } from './words.ts';

/** Null where there is nothing to say. */
export type ResultRow = {
  readonly ours: Readonly<Record<ResultColumn, string | number | null>>;
  /** Cells by the user's own headers. */
  readonly own: Readonly<Record<string, string>>;
  /** Of the call that the row names. */
  readonly call: {
    readonly over: boolean;
    /** Of somebody whose data was erased. */
    readonly forgotten: boolean;
    /** Null: there was none. */
    readonly attempt: Attempt | null;
  };
};

type Body = Personal['body'] | undefined;

/** What was stated for everybody of the campaign, and by which prices its calls cost. */
export type Stated = {
  readonly consent: StatedConsent | undefined;
  /** On what ground the consent was stated. */
  readonly source: string | null;
  readonly money: PlanMoney | undefined;
};

export function rowResult(record: RowRecord, body: Body, newest: NotedAttempt | undefined, stated: Stated): ResultRow {
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
      ...saidOf(contact, last),
      ...costsOf(last, stated.money),
      ...agreedOf(contact, body, stated),
    },
    own: cellsOf(body),
    call: callOf(last, body),
  };
}

export function attemptResult(
  record: RowRecord,
  body: Body,
  { attempt, note }: NotedAttempt,
  stated: Stated,
): ResultRow {
  const { state } = attempt;
  const contact = record.outcome.is === 'accepted' ? record.outcome.contact : null;
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
      ...saidOf(contact, attempt),
      ...costsOf(attempt, stated.money),
      ...agreedOf(contact, body, stated),
    },
    own: cellsOf(body),
    call: callOf(attempt, body),
  };
}

/** What was heard in that call, and who took it. */
function saidOf(contact: Contact | null, attempt: Attempt | null): Pick<ResultRow['ours'], 'outcome' | 'answered_by'> {
  const heard = attempt !== null && contact?.heard?.seq === attempt.seq ? contact.heard : undefined;
  const took = attempt !== null && mayHaveTalked(attempt);
  const machine = attempt?.state.is === 'ended' && attempt.state.disposition === 'voicemail';
  const by = heard === undefined || heard.by === 'unknown' ? (machine ? 'machine' : 'unknown') : heard.by;
  return { outcome: heard?.outcome ?? null, answered_by: took ? by : null };
}

type Costs = Pick<ResultRow['ours'], 'agent_cost_usd' | 'line_cost_usd' | 'cost_usd'>;

function costsOf(attempt: Attempt | null, money: PlanMoney | undefined): Costs {
  const { agent, line } = attempt === null ? { agent: null, line: null } : costOf(attempt, money);
  const usd = (amount: Micros | null): number | null => (amount === null ? null : usdOf(amount));
  return {
    agent_cost_usd: usd(agent),
    line_cost_usd: usd(line),
    cost_usd: agent === null || line === null ? null : usdOf(agent + line),
  };
}

type Agreed = Pick<ResultRow['ours'], 'consent' | 'consent_at' | 'consent_source'>;

/** As it is held against the rules: the row's own word, else what was stated for the list. */
function agreedOf(contact: Contact | null, body: Body, { consent: stated, source }: Stated): Agreed {
  const none = contact === null || (contact.consent === undefined && stated === undefined);
  if (none) return { consent: null, consent_at: null, consent_source: null };
  const { level, at } = consentOf(contact.consent, stated);
  const byRow = textOf(body?.['consent_source']);
  const consentSource = byRow ?? (contact.consent?.level === undefined ? source : null);
  return { consent: level, consent_at: at === null ? null : formatInstant(at), consent_source: consentSource };
}

/** Whoever was loaded has a number, until it is erased with the rest. */
function callOf(attempt: Attempt | null, body: Body): ResultRow['call'] {
  return { over: attempt?.state.is === 'ended', forgotten: textOf(body?.['to_number']) === null, attempt };
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

/** The user's own cells, by their headers. */
export function cellsOf(body: Body): Readonly<Record<string, string>> {
  const cells = body?.['cells'];
  if (typeof cells !== 'object' || cells === null) return {};
  return Object.fromEntries(Object.entries(cells).map(([name, value]) => [name, textOf(value) ?? '']));
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
