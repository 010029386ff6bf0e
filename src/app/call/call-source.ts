/** A test call as a campaign of its own: one row, one try, under the hours and limits of the campaign it is a test of. */
// It goes the way of every other call, through the same loader, guards and engine: a second way to dial would be a second
// set of promises. What is not taken over is what may begin later or again: a schedule, further tries, a redial of doubt.
import { WEEKDAYS, type Window } from '../../model/dial-options.ts';
import { formatInstant, MINUTE, type Duration, type Instant } from '../../model/time.ts';
import type { Variables } from '../../voice/port.ts';
import type { Runtime } from '../runtime.ts';
import type { Source } from '../campaign/source.ts';

/** Nobody's own campaign is called so by chance; a date that is not taken for a number where numbers are masked. */
const NAME = 'test-call-';

export function isTestCall({ name }: { readonly name: string }): boolean {
  return name.startsWith(NAME);
}

/** No number is in it: names are in logs and file names. */
export function testCallName({ clock, makeId }: Runtime): string {
  return `${NAME}${day(clock.now())}-x${makeId(5)}`;
}

function day(at: Instant): string {
  return formatInstant(at).slice(0, 10).replaceAll('-', '');
}

/**
 * Where no campaign says when: the hours in which the law of the United States lets strangers be rung (47 CFR 64.1200(c)(1)),
 * where the number is. Whoever mistypes their own number rings one.
 */
const USUAL_WINDOW: Window = { days: WEEKDAYS, from: 8 * 60, to: 21 * 60, timezone: 'contact' };

/**
 * Nobody stands beside the phone for longer. Where the process that asked is killed, this alone keeps whoever dials later
 * (workers, a resume of all campaigns) from ringing it.
 */
const PATIENCE: Duration = 10 * MINUTE;

const NUMBER = 'number to call';

/** No header that could be taken for one of a number or a time zone; they are named, and never looked for. */
function columnOf(variable: string): string {
  return `variable ${variable}`;
}

export type TestCall = {
  readonly name: string;
  /** As typed. */
  readonly number: string;
  /** Whose agent, lines, hours, limits and do-not-call lists are those of the call. */
  readonly like: Source;
  readonly variables: Variables;
  /** Nobody is rung: hours are only those that the campaign names. */
  readonly rehearsal: boolean;
  /** When it was asked for. */
  readonly now: Instant;
};

export function sourceOfCall({ name, number, like, variables, rehearsal, now }: TestCall): Source {
  const { spec } = like;
  const columns = Object.keys(variables).map((variable) => ({ name: variable, column: columnOf(variable) }));
  const cells = Object.entries(variables).map(([variable, value]) => [columnOf(variable), value] as const);
  const row = { [NUMBER]: number, ...Object.fromEntries(cells) };
  // Kept with the plan, as a file would be; the row stays out of it, as with every row that a program hands over.
  const text = { name, agent_id: spec.agentId, from_number_id: spec.fromNumbers };
  return {
    bare: false,
    named: name,
    spec: {
      ...spec,
      name,
      contacts: { is: 'inline', rows: [row] },
      // Another person's zone is not this phone's.
      columns: { toNumber: [NUMBER], id: null, timezone: null },
      variables: { is: 'named', variables: columns },
      window: spec.window ?? (rehearsal ? null : USUAL_WINDOW),
      // Whoever tries their own phone sells nothing to anybody: hours are kept, consent and registries are not asked.
      compliance: { ...spec.compliance, preset: { is: 'none' } },
      account: { ...spec.account, scrubs: [] },
      lastWord: false,
      recurring: null,
      startAt: null,
      endAt: now + PATIENCE,
      retry: { maxAttempts: 1, after: {} },
      doubt: { ...spec.doubt, then: 'hold' },
      text: JSON.stringify(text, null, 2),
    },
  };
}
