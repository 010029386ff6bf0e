/** What the campaign file's shape cannot say: ranges of durations, real zones and countries, and keys that need each other. */
import { parseDuration, formatDuration, DAY, SECOND, type Duration } from '../../model/time.ts';
import { encodingHint, encodingNamed } from '../list/encoding/names.ts';
import { isCountry } from '../number/destination.ts';
import { outcomeRules } from './outcome-build.ts';
import { presetProblem } from './preset.ts';
import { moneyRules } from './money-rules.ts';
import { show } from './problems.ts';
import type { Path } from './source-text.ts';
import { numberLimitRules, retryRules } from './retry-rules.ts';
import { scrubbedRules } from './scrubbed-schema.ts';
import type { SpecInput } from './schema.ts';
import { scheduleRules } from './schedule-build.ts';
import type { WrittenColumn } from '../row/value-form.ts';
import { windowRules } from './window-rules.ts';
import type { Broken } from './broken.ts';
import { isZone } from './zone-name.ts';
import { whyIllegal } from '../row/variables.ts';

export type { Broken };

/** Every rule that the file breaks. */
export function brokenRules(input: SpecInput): readonly Broken[] {
  return [
    ...nameRules(input),
    ...sheetRules(input),
    ...durations(input),
    ...paceRules(input),
    ...windowRules(input),
    ...presetRules(input),
    ...scheduleRules(input),
    ...retryRules(input.retry),
    ...numberLimitRules(input.limits),
    ...doubtRules(input),
    ...encodingRules(input),
    ...countryRules(input),
    ...attemptVariableRules(input),
    ...variableRules(input),
    ...lineRules(input),
    ...moneyRules(input),
    ...outcomeRules(input.outcome),
    ...scrubbedRules(input.scrubbed),
  ];
}

/** It stands in messages, in file names and on the command line. */
function nameRules({ name }: SpecInput): Broken[] {
  if (name === undefined) return [];
  const broken = (message: string): Broken[] => [{ path: ['name'], message }];
  if (name.trim() === '') return broken('must not be blank.');
  return /[\p{Cc}\u2028\u2029]/u.test(name) ? broken(`must hold no control characters, not ${show(name)}.`) : [];
}

/** Bytes of standard input may come from anywhere, but a workbook is read from its end. */
function sheetRules({ sheet, contacts }: SpecInput): Broken[] {
  if (sheet === undefined || (typeof contacts === 'string' && contacts !== '-')) return [];
  const what = contacts === '-' ? 'standard input' : 'rows that stand in the campaign';
  return [
    {
      path: ['sheet'],
      message: `names a sheet of a workbook, and ${what} ${contacts === '-' ? 'is' : 'are'} none.`,
      hint: 'Remove it.',
    },
  ];
}

function durations({ pacing, doubt }: SpecInput): Broken[] {
  const broken: Broken[] = [];
  const range = (path: Path, text: string | undefined, min: Duration, max: Duration): void => {
    const ms = text === undefined ? undefined : parseDuration(text);
    if (text === undefined || (ms !== undefined && ms >= min && ms <= max)) return;
    const from = min === 0 ? '"0"' : `"${formatDuration(min)}"`;
    broken.push({ path, message: `must be from ${from} to "${formatDuration(max)}", not ${show(text)}.` });
  };
  range(['pacing', 'batch_window'], pacing?.batch_window, 0, 10 * SECOND);
  let last = 0;
  doubt?.look_ups?.forEach((text, at) => {
    range(['doubt', 'look_ups', at], text, 100, DAY);
    const ms = parseDuration(text) ?? 0;
    if (ms < last)
      broken.push({
        path: ['doubt', 'look_ups', at],
        message: `must come later than the one before, not ${show(text)}.`,
      });
    last = ms;
  });
  return broken;
}

/** Slower than this the next start is never waited for. */
const SLOWEST = 0.001;

/** A sliding second holds whole calls: 1.5 would be a promise of 1. */
function paceRules({ pacing }: SpecInput): Broken[] {
  const cps = pacing?.calls_per_second;
  if (cps !== undefined && cps < SLOWEST) {
    const message = `must be at least ${SLOWEST}, a call in a quarter of an hour or so, not ${show(cps)}: nobody would be dialed.`;
    return [{ path: ['pacing', 'calls_per_second'], message }];
  }
  if (cps === undefined || cps < 1 || Number.isInteger(cps)) return [];
  const message = `must be a whole number, or less than 1 for a slower line, not ${show(cps)}.`;
  return [{ path: ['pacing', 'calls_per_second'], message }];
}

function presetRules({ compliance }: SpecInput): Broken[] {
  const problem = compliance?.preset === undefined ? null : presetProblem(compliance.preset);
  return problem === null ? [] : [{ path: ['compliance', 'preset'], ...problem }];
}

function doubtRules({ doubt, retry }: SpecInput): Broken[] {
  const accepts = doubt?.accept_double_ring_risk === true;
  if (doubt?.then === 'redial' && !accepts) {
    const message = '"redial" may ring somebody twice, which only "accept_double_ring_risk": true beside it allows.';
    return [{ path: ['doubt', 'then'], message, hint: 'Or leave it at "hold": then a person decides.' }];
  }
  if (doubt?.then === 'redial' && (retry?.max_attempts ?? 1) < 2) {
    const message = '"redial" is another try, and "retry.max_attempts" leaves none.';
    return [{ path: ['doubt', 'then'], message, hint: 'Set max_attempts to 2 or more.' }];
  }
  if (!accepts || doubt.then === 'redial') return [];
  const message = 'has no effect without "then": "redial".';
  return [{ path: ['doubt', 'accept_double_ring_risk'], message, hint: 'Remove one, or add the other.' }];
}

function encodingRules({ encoding }: SpecInput): Broken[] {
  if (encoding === undefined || encodingNamed(encoding) !== undefined) return [];
  const message = `must be an encoding that is known here, not ${show(encoding)}.`;
  return [{ path: ['encoding'], message, hint: encodingHint(encoding) }];
}

function countryRules({ default_country: country }: SpecInput): Broken[] {
  if (country === undefined || isCountry(country.toUpperCase())) return [];
  const message = `must be a country with phone numbers (ISO 3166-1, such as "US"), not ${show(country)}.`;
  return [{ path: ['default_country'], message }];
}

function attemptVariableRules({ attempt_id_variable: name }: SpecInput): Broken[] {
  const why = typeof name === 'string' ? whyIllegal(name, null) : undefined;
  return why === undefined ? [] : [{ path: ['attempt_id_variable'], message: `cannot be ${show(name)}: ${why}.` }];
}

function variableRules({ variables, attempt_id_variable: own }: SpecInput): Broken[] {
  if (variables === undefined) return [];
  if (Array.isArray(variables)) {
    const twice = new Set(variables.filter((column, at) => variables.indexOf(column) !== at));
    return [...twice].map((column) => ({
      path: ['variables'],
      message: `must name each column once: ${show(column)} is named twice.`,
    }));
  }
  return Object.entries(variables).flatMap(([name, given]) => {
    const why = whyIllegal(name, own);
    const wrong = why === undefined ? [] : [{ path: ['variables', name], message: `cannot be a variable: ${why}.` }];
    return [...wrong, ...(typeof given === 'string' ? [] : formRules(name, given))];
  });
}

/** What only a spoken value obeys would be obeyed by nobody. */
function formRules(name: string, given: WrittenColumn & object): Broken[] {
  const zone = given.timezone;
  if (given.format === 'spoken') {
    if (zone === undefined || zone === 'contact' || isZone(zone)) return [];
    const message = `must be "contact" or an IANA time zone, not ${show(zone)}.`;
    const hint = 'Such as "America/New_York"; or "contact" for where each contact is.';
    return [{ path: ['variables', name, 'timezone'], message, hint }];
  }
  return (['timezone', 'language', 'order'] as const)
    .filter((key) => given[key] !== undefined)
    .map((key) => ({
      path: ['variables', name, key],
      message: 'has no effect without "format": "spoken".',
      hint: 'Add the format, or remove this.',
    }));
}

function lineRules({ from_number_id: from }: SpecInput): Broken[] {
  if (!Array.isArray(from) || new Set(from).size === from.length) return [];
  return [{ path: ['from_number_id'], message: 'must name each number once.' }];
}
