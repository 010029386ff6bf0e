/** Fills in every default of a campaign file whose shape and rules were checked. */
import { resolve } from 'node:path';
import { ATTEMPT_VARIABLE } from '../../model/campaign.ts';
import { WEEKDAYS, type RetryPolicy, type Window } from '../../model/dial-options.ts';
import { HOUR, MINUTE, parseDuration, parseInstant, SECOND, type Duration } from '../../model/time.ts';
import { NO_ACCOUNT, type Account } from './account.ts';
import { statedConsent } from './consent-schema.ts';
import type { Spec } from './spec.ts';
import { slotsFor } from './with-account.ts';
import { RETRIED, type SpecInput } from './schema.ts';
import { namedColumn } from '../row/value-form.ts';
import type { VariableChoice } from '../row/variables.ts';

export type SpecOrigin = { readonly name: string; readonly dir: string; readonly text: string };

/** `name` of the origin stands in where the file gives none. */
export function buildSpec(input: SpecInput, origin: SpecOrigin, account: Account = NO_ACCOUNT): Spec {
  const { columns, pacing, schedule, doubt, compliance } = input;
  const from = input.from_number_id;
  const toNumber = columns?.to_number ?? [];
  return {
    name: input.name ?? origin.name,
    agentId: input.agent_id,
    fromNumbers: typeof from === 'string' ? [from] : from,
    contacts: contactsOf(input, origin.dir),
    encoding: input.encoding ?? null,
    columns: {
      toNumber: typeof toNumber === 'string' ? [toNumber] : toNumber,
      id: columns?.id ?? null,
      timezone: columns?.timezone ?? null,
      consent: {
        level: columns?.consent ?? null,
        at: columns?.consent_at ?? null,
        source: columns?.consent_source ?? null,
      },
    },
    variables: variablesOf(input),
    attemptVariable: input.attempt_id_variable === undefined ? ATTEMPT_VARIABLE : input.attempt_id_variable,
    defaultCountry: input.default_country?.toUpperCase() ?? null,
    ringingTimeoutSeconds: input.ringing_timeout_seconds ?? 30,
    // The provider's own default, 480, would let eight doubts freeze eight slots for eight hours.
    maxCallDurationMinutes: input.max_call_duration_minutes ?? 10,
    callsPerSecond: pacing?.calls_per_second ?? null,
    account,
    maxConcurrentCalls: slotsFor(pacing?.max_concurrent_calls ?? null, account),
    batchWindow: duration(pacing?.batch_window, 250),
    batchSize: pacing?.batch_size ?? 50,
    weight: input.weight ?? 1,
    window: windowOf(input),
    startAt: instant(schedule?.start_at),
    endAt: instant(schedule?.end_at),
    retry: retryOf(input),
    suppression: [
      ...new Set([...account.suppression, ...(input.suppression ?? []).map((path) => resolve(origin.dir, path))]),
    ],
    doubt: {
      lookUps: (doubt?.look_ups ?? ['5s', '30s', '2m']).map((text) => duration(text, 0)),
      then: doubt?.then ?? 'hold',
    },
    compliance: { preset: compliance?.preset ?? null, purpose: compliance?.purpose ?? null },
    consent: statedConsent(input.consent),
    allowUsTerritories: input.allow_us_territories ?? false,
    allowTollFree: input.allow_toll_free ?? false,
    extraUsAreaCodes: input.extra_us_area_codes ?? [],
    text: origin.text,
    dir: origin.dir,
  };
}

function contactsOf({ contacts, sheet }: SpecInput, dir: string): Spec['contacts'] {
  if (contacts === '-') return { is: 'stdin' };
  if (typeof contacts !== 'string') return { is: 'inline', rows: contacts };
  return { is: 'file', path: resolve(dir, contacts), ...(sheet === undefined ? {} : { sheet }) };
}

function variablesOf({ variables }: SpecInput): VariableChoice {
  if (variables === undefined) return { is: 'all' };
  if (Array.isArray(variables)) return { is: 'listed', columns: variables };
  return { is: 'named', variables: Object.entries(variables).map(([name, given]) => namedColumn(name, given)) };
}

function windowOf({ window }: SpecInput): Window | 'always' | null {
  if (window === undefined) return null;
  if (window === 'always') return 'always';
  return {
    days: window.days ?? WEEKDAYS.slice(0, 5),
    from: minutes(window.from),
    to: minutes(window.to),
    timezone: window.timezone ?? 'contact',
  };
}

function retryOf({ retry }: SpecInput): RetryPolicy {
  const maxAttempts = retry?.max_attempts ?? 1;
  const after: Record<string, Duration> = maxAttempts > 1 ? { no_answer: 2 * HOUR, busy: 15 * MINUTE } : {};
  for (const name of RETRIED) {
    const given = retry?.[name]?.after;
    if (given !== undefined) after[name] = duration(given, SECOND);
  }
  return { maxAttempts, after };
}

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

function duration(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : (parseDuration(text) ?? otherwise);
}

function instant(text: string | undefined): number | null {
  return text === undefined ? null : (parseInstant(text) ?? null);
}
