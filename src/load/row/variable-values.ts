/** The values that a row's variables have: fit to be said, in the form that the campaign file gives them. */
// Limits: https://docs.cartesia.ai/agents/dynamic-variables (16 KiB of JSON).
import type { NamedColumn, VariablePlan } from '../../model/load-report.ts';
import { own, put } from '../../model/own.ts';
import { parseAttemptId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { Variables } from '../../voice/port.ts';
import { showCell } from '../number/messages.ts';
import { sayable, type Sayable } from './sayable.ts';
import { saidColumn } from './sayable-headers.ts';
import { machineDate } from './machine-date.ts';
import { ColumnMemory } from './remembered.ts';
import { speak } from './spoken.ts';
import type { Cell, DestinationIssue, RawRow } from './types.ts';
import { oneLine } from './visible.ts';

/** 16 KiB less the longest name of our own and the longest attempt id. */
const MAX_BYTES = 16 * 1024 - 256;

/** What a value may depend on besides its cell. */
export type ValueFacts = {
  /** Null: nobody knows, since the number is none. */
  readonly zones: readonly string[] | null;
  readonly country?: string;
  readonly now: Instant | null;
};

export type CellIssue = DestinationIssue & { readonly column?: string; readonly value?: string };

/** `bad`: one of the issues is an error, and nothing of the row is sent. */
export type RowVariables = {
  readonly is: 'ok' | 'bad';
  readonly variables: Variables;
  readonly issues: readonly CellIssue[];
};

const NOTHING_KNOWN: ValueFacts = { zones: null, now: null };

/** Values are untrusted text: braces that a template would expand reject the row, and so does what nobody should hear. */
export function variablesOf(raw: RawRow, plan: VariablePlan, facts: ValueFacts = NOTHING_KNOWN): RowVariables {
  const variables: Record<string, string | number | boolean> = {};
  const issues: CellIssue[] = [];
  for (const one of plan.leave) {
    const cell = own(raw.cells, one.column);
    const value = typeof cell === 'string' ? known(cell, one, facts) : valueOf(cell, one, facts);
    put(variables, one.name, value.is);
    const text = typeof cell === 'string' || typeof cell === 'number' ? { value: String(cell) } : {};
    for (const issue of value.issues) issues.push({ ...issue, column: one.column, ...text });
  }
  const bytes = Buffer.byteLength(JSON.stringify(variables), 'utf8');
  if (bytes > MAX_BYTES) {
    const message = `The variables of this row take ${bytes} bytes; a call carries at most ${MAX_BYTES}.`;
    issues.push(bad(message, 'Shorten the longest cell, or leave its column out with "variables".'));
  }
  const is = issues.some(({ severity }) => severity === 'error') ? 'bad' : 'ok';
  return { is, variables, issues };
}

function bad(message: string, hint: string): DestinationIssue {
  return { code: 'bad_variable', severity: 'error', message, hint };
}

type Value = { readonly is: string | number | boolean; readonly issues: readonly DestinationIssue[] };

type Memory = { readonly now: Instant | null; readonly values: ColumnMemory<Value> };
const memories = new WeakMap<NamedColumn, Memory>();

/** Of a cell that came before in its column, what it was then: one load has one `now`. */
function known(cell: string, one: NamedColumn, facts: ValueFacts): Value {
  let memory = memories.get(one);
  if (memory === undefined || memory.now !== facts.now) {
    memory = { now: facts.now, values: new ColumnMemory() };
    memories.set(one, memory);
  }
  // What is spoken depends on where the contact is.
  const where = one.form?.is === 'spoken' ? `${facts.country ?? ''} ${facts.zones?.join() ?? '-'} ` : '';
  return memory.values.of(where + cell, () => valueOf(cell, one, facts));
}

function valueOf(cell: Cell | undefined, one: NamedColumn, facts: ValueFacts): Value {
  if (cell === undefined || cell === null) return { is: '', issues: [] };
  if (typeof cell === 'boolean') return { is: cell, issues: [] };
  if (typeof cell === 'object') {
    const message = 'A list or an object cannot be sent to the agent.';
    return { is: '', issues: [bad(message, 'Use text, a number, or true or false.')] };
  }
  const { form } = one;
  const given = typeof cell === 'number' ? String(cell) : oneLine(cell);
  const { text, issues } = formed(given, one, facts);
  const forbidden = forbiddenIn(typeof cell === 'string' ? given : cell, text);
  if (forbidden !== null) return { is: '', issues: [forbidden] };
  if (typeof cell === 'string' || form?.is === 'spoken') return { is: text, issues };
  // A number stays one, so that an agent may count with it.
  return { is: text === given ? cell : Number(text), issues };
}

function formed(given: string, one: NamedColumn, facts: ValueFacts): Sayable {
  const column = saidColumn(one);
  const plain = sayable(given, column);
  if (plain.text === '' || plain.issues.some(({ severity }) => severity === 'error')) return plain;
  const { now, zones, country } = facts;
  const { form } = one;
  if (form === undefined) {
    return { text: plain.text, issues: [...plain.issues, ...machineDate(plain.text, column, now)] };
  }
  if (form.is === 'as_is') return plain;
  const where = { now, zones, over: column.meaning.over, ...(country === undefined ? {} : { country }) };
  const spoken = speak(plain.text, form, where);
  return { text: spoken.text, issues: [...plain.issues, ...spoken.issues] };
}

/** Looked for before and after all mending: what an entity hid is as dangerous. */
function forbiddenIn(given: string | number, text: string): DestinationIssue | null {
  const braces = [String(given), text].find((one) => /\{\{|\}\}/.test(one));
  if (braces !== undefined) {
    const message = `"${showCell(braces)}" holds {{ or }}, which an agent's prompt would expand.`;
    return bad(message, 'Remove the braces.');
  }
  if (parseAttemptId(given) === undefined && parseAttemptId(text) === undefined) return null;
  const message = `"${showCell(String(given))}" has the form of an attempt's id, and calls are known by those.`;
  return bad(message, 'Leave that column out with "variables".');
}
