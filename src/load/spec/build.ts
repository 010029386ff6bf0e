/** Fills in every default of a campaign file whose shape and rules were checked. */
import { resolve } from 'node:path';
import { ATTEMPT_VARIABLE } from '../../model/campaign.ts';
import { parseDuration, type Duration } from '../../model/time.ts';
import { NO_ACCOUNT, type Account } from './account.ts';
import { outcomeOf } from './outcome-build.ts';
import { statedScrubs } from './scrubbed-schema.ts';
import { statedConsent } from './consent-schema.ts';
import { presetOf } from './preset.ts';
import { budgetOf, stopOptionsOf } from './money-build.ts';
import type { Spec } from './spec.ts';
import { slotsFor } from './with-account.ts';
import { addressOf } from './zones-build.ts';
import { numberLimitsOf, retryOf } from './retry-build.ts';
import type { SpecInput } from './schema.ts';
import { scheduleOf } from './schedule-build.ts';
import { namedColumn } from '../row/value-form.ts';
import { windowOf } from './window-build.ts';
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
      ...addressOf(input),
      notBefore: columns?.not_before ?? null,
      notAfter: columns?.not_after ?? null,
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
    ...scheduleOf(schedule),
    retry: retryOf(input.retry),
    ...numberLimits(input, account),
    suppression: [
      ...new Set([...account.suppression, ...(input.suppression ?? []).map((path) => resolve(origin.dir, path))]),
    ],
    doubt: {
      lookUps: (doubt?.look_ups ?? ['5s', '30s', '2m']).map((text) => duration(text, 0)),
      then: doubt?.then ?? 'hold',
    },
    budget: budgetOf(input, account),
    ...stopOptionsOf(input),
    compliance: { preset: presetOf(compliance?.preset, origin.dir), purpose: compliance?.purpose ?? null },
    outcome: outcomeOf(input.outcome),
    consent: statedConsent(input.consent),
    scrubbed: statedScrubs(input.scrubbed),
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

/** Both hold: a campaign can make the account's limits narrower, and never wider. */
function numberLimits({ limits }: SpecInput, account: Account): Pick<Spec, 'numberLimits'> {
  const all = [...numberLimitsOf(limits, 'campaign'), ...account.numberLimits];
  return all.length === 0 ? {} : { numberLimits: all };
}

function duration(text: string | undefined, otherwise: Duration): Duration {
  return text === undefined ? otherwise : (parseDuration(text) ?? otherwise);
}
