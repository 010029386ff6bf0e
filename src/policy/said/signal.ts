/** Where a campaign's own signal is in what a call shows, and what its value means. Pure. */
import type { Outcome } from '../../model/heard.ts';
import { own } from '../../model/own.ts';
import { hasSignal, meaningOf, type OutcomeRule, type Signals } from '../../model/outcome-rule.ts';
import { patternOf } from '../../model/pattern.ts';
import type { Line } from './stop-calling.ts';

export type Shown = {
  readonly lines: readonly Line[];
  readonly summary: string | null;
  readonly tools?: readonly { readonly name: string; readonly arguments: Readonly<Record<string, unknown>> }[];
  readonly variables?: Readonly<Record<string, unknown>>;
};

export type SignalName = keyof Signals;
export type Signal = {
  readonly outcome: Outcome;
  readonly from: SignalName;
  /** When they want to be called, as it was written down; null: nobody said. */
  readonly callbackAt: string | null;
};

const ORDER: readonly SignalName[] = ['variable', 'tool', 'transcript', 'summary'];

/** The first signal that has a value with a meaning; an opt-out among them before any other. */
export function signalOf(rule: OutcomeRule, shown: Shown): Signal | null {
  if (!hasSignal(rule)) return null;
  const found = ORDER.flatMap((from) =>
    candidates(rule.signals, from, shown).flatMap((value): Pick<Signal, 'outcome' | 'from'>[] => {
      const outcome = meaningOf(rule, value);
      return outcome === null ? [] : [{ outcome, from }];
    }),
  );
  const chosen = found.find(({ outcome }) => outcome === 'opt_out') ?? found[0];
  if (chosen === undefined) return null;
  return { ...chosen, callbackAt: chosen.outcome === 'callback' ? wordsOf(valueOf(rule.callbackAt, shown)) : null };
}

/** What may be the value, the newest first. */
function candidates(signals: Signals, from: SignalName, shown: Shown): readonly string[] {
  switch (from) {
    case 'variable':
      return texts(signals.variable === undefined ? undefined : own(shown.variables ?? {}, signals.variable));
    case 'tool': {
      const { tool } = signals;
      if (tool === undefined) return [];
      const calls = (shown.tools ?? []).filter(({ name }) => name === tool.name).reverse();
      const { argument } = tool;
      return calls.flatMap((call) => (argument === null ? [tool.name] : texts(own(call.arguments, argument))));
    }
    case 'transcript': {
      const { transcript } = signals;
      const match = transcript && patternOf(transcript.pattern);
      if (transcript === undefined || typeof match !== 'function') return [];
      const said = shown.lines.filter(({ by }) => by === transcript.who).reverse();
      return said.flatMap(({ text }) => match(text));
    }
    case 'summary': {
      const { summary } = signals;
      if (summary === undefined || shown.summary === null) return [];
      const match = summary.pattern === undefined ? undefined : patternOf(summary.pattern);
      const field = summary.field === undefined ? [] : texts(fieldOf(shown.summary, summary.field));
      return [...field, ...(typeof match === 'function' ? match(shown.summary) : [])];
    }
  }
}

/** By its name among the variables, the arguments of tools (the newest), the fields of the summary. */
function valueOf(name: string | null, { variables = {}, tools = [], summary }: Shown): unknown {
  if (name === null) return undefined;
  const variable = own(variables, name);
  if (variable !== undefined && variable !== null && variable !== '') return variable;
  const call = tools.findLast((one) => own(one.arguments, name) !== undefined);
  return call === undefined ? (summary === null ? undefined : fieldOf(summary, name)) : own(call.arguments, name);
}

/** Of a summary that is a JSON object, by its key; else what follows "name:" on a line of its own. */
function fieldOf(summary: string, field: string): unknown {
  const text = summary.trim().replace(/^```(?:json)?\s*|\s*```$/g, '');
  if (text.startsWith('{')) {
    try {
      return own(JSON.parse(text) as Record<string, unknown>, field);
    } catch {
      // Words in braces.
    }
  }
  const wanted = field.trim().toLowerCase();
  for (const line of summary.split('\n')) {
    const at = line.indexOf(':');
    const name =
      at < 0
        ? ''
        : line
            .slice(0, at)
            .replace(/[*_#>-]/g, (mark) => (wanted.includes(mark) ? mark : ''))
            .trim();
    if (name !== '' && name.toLowerCase() === wanted) return line.slice(at + 1).replace(/^[\s*_]+|[\s*_.]+$/g, '');
  }
  return undefined;
}

function texts(value: unknown): readonly string[] {
  const words = wordsOf(value);
  return words === null ? [] : [words];
}

function wordsOf(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value.trim();
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
}
