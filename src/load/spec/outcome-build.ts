/** `outcome` of a checked campaign file as the plan holds it, and the rules that its shape cannot say. */
import type { z } from 'zod';
import { OUTCOMES, type Outcome } from '../../model/heard.ts';
import { hasSignal, OUTCOME_WAIT, type OutcomeRule, type Signals } from '../../model/outcome-rule.ts';
import { patternOf } from '../../model/pattern.ts';
import { DAY, formatDuration, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import type { outcomeSchema } from './outcome-schema.ts';
import { show } from './problems.ts';
import type { Broken } from './broken.ts';
import type { Path } from './source-text.ts';

type Written = z.infer<typeof outcomeSchema>;

export function outcomeOf(written: Written | undefined): OutcomeRule | null {
  if (written === undefined) return null;
  const values: Partial<Record<Outcome, readonly string[]>> = {};
  const after: Partial<Record<Outcome, Duration>> = {};
  for (const outcome of OUTCOMES) {
    const said = valuesOf(written, outcome);
    if (said.length > 0) values[outcome] = said;
    const delay = afterOf(written, outcome);
    if (delay !== undefined) after[outcome] = parseDuration(delay) ?? 0;
  }
  const { callback } = written;
  const at = callback === undefined || Array.isArray(callback) ? undefined : callback.at;
  return {
    signals: signalsOf(written),
    values,
    after,
    callbackAt: at ?? null,
    wait: written.wait === undefined ? OUTCOME_WAIT : (parseDuration(written.wait) ?? OUTCOME_WAIT),
    optOutWords: written.opt_out_words ?? [],
  };
}

function signalsOf({ variable, tool, transcript, summary }: Written): Signals {
  return {
    ...(variable === undefined ? {} : { variable }),
    ...(tool === undefined ? {} : { tool: { name: tool.name, argument: tool.argument ?? null } }),
    ...(transcript === undefined
      ? {}
      : { transcript: { pattern: transcript.pattern, who: transcript.who ?? ('person' as const) } }),
    ...(summary === undefined
      ? {}
      : {
          summary: {
            ...(summary.field === undefined ? {} : { field: summary.field }),
            ...(summary.pattern === undefined ? {} : { pattern: summary.pattern }),
          },
        }),
  };
}

function valuesOf(written: Written, outcome: Outcome): readonly string[] {
  const said = written[outcome];
  const all = said === undefined ? [] : Array.isArray(said) ? said : said.values;
  return [...new Set(all.map((value) => String(value).trim().toLowerCase()))];
}

function afterOf(written: Written, outcome: Outcome): string | undefined {
  const said = written[outcome];
  return said === undefined || Array.isArray(said) ? undefined : said.after;
}

export function outcomeRules(written: Written | undefined): Broken[] {
  if (written === undefined) return [];
  return [...signalRules(written), ...valueRules(written), ...patternRules(written), ...delayRules(written)];
}

function signalRules(written: Written): Broken[] {
  const rule = { signals: signalsOf(written) };
  const named = OUTCOMES.filter((outcome) => written[outcome] !== undefined);
  const broken: Broken[] = [];
  if (hasSignal(rule) && named.length === 0) {
    const message = 'names a signal, and not what any of its values means.';
    broken.push({
      path: ['outcome'],
      message,
      hint: 'Add "done": ["booked"], "callback": ["later"], "opt_out": ["stop"] …',
    });
  }
  if (!hasSignal(rule) && named.length > 0) {
    const message = 'says what values mean, and not where they are.';
    broken.push({
      path: ['outcome'],
      message,
      hint: 'Name a variable, a tool, a transcript pattern or a field of the summary.',
    });
  }
  if (written.summary !== undefined && written.summary.field === undefined && written.summary.pattern === undefined) {
    broken.push({ path: ['outcome', 'summary'], message: 'must name a field or a pattern.' });
  }
  return broken;
}

/** One value with two meanings would be whichever is asked first. */
function valueRules(written: Written): Broken[] {
  const meant = new Map<string, Outcome>();
  return OUTCOMES.flatMap((outcome) =>
    valuesOf(written, outcome).flatMap((value): Broken[] => {
      const before = meant.get(value);
      meant.set(value, outcome);
      if (value === '') return [{ path: ['outcome', outcome], message: 'must not list a blank value.' }];
      if (before === undefined) return [];
      return [{ path: ['outcome', outcome], message: `lists ${show(value)}, which stands under ${before} as well.` }];
    }),
  );
}

function patternRules({ transcript, summary }: Written): Broken[] {
  const check = (path: Path, pattern: string | undefined): Broken[] => {
    const read = pattern === undefined ? null : patternOf(pattern);
    if (read === null || typeof read === 'function') return [];
    const where = read.at === null ? '' : ` at character ${read.at}`;
    return [{ path, message: `is no regular expression${where}: ${read.wrong}.`, hint: RE2 }];
  };
  return [
    ...check(['outcome', 'transcript', 'pattern'], transcript?.pattern),
    ...check(['outcome', 'summary', 'pattern'], summary?.pattern),
  ];
}

const RE2 =
  'RE2 syntax: as elsewhere, but without look-around ((?=…), (?<!…)) and without \\1; at most 1000 characters. A point, a bracket or a ? that is meant as itself needs \\\\ before it.';

function delayRules(written: Written): Broken[] {
  const range = (path: Path, text: string | undefined, least: Duration, most: Duration): Broken[] => {
    const ms = text === undefined ? undefined : parseDuration(text);
    if (text === undefined || (ms !== undefined && ms >= least && ms <= most)) return [];
    const from = least === 0 ? '0' : formatDuration(least);
    return [{ path, message: `must be from "${from}" to "${formatDuration(most)}", not ${show(text)}.` }];
  };
  return [
    ...range(['outcome', 'wait'], written.wait, 0, DAY),
    ...OUTCOMES.flatMap((outcome) => range(['outcome', outcome, 'after'], afterOf(written, outcome), SECOND, 30 * DAY)),
  ];
}
