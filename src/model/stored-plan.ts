/** A campaign and its plan from the JSON of this and of older versions: what every call is dialed by. */
import { WEEKDAYS, type Campaign, type Line, type Plan, type Window } from './campaign.ts';
import { DISPOSITIONS } from './disposition.ts';
import type { AccountKey, AgentId, CampaignId, LineId } from './ids.ts';
import { own } from './own.ts';
import { readCampaignState } from './stored-campaign.ts';
import {
  each,
  fields,
  ifThere,
  number,
  oneOf,
  orNull,
  parse,
  text,
  texts,
  within,
  type Fields,
} from './stored-fields.ts';

/** `specText` is kept with the people it may name, and not in the plan's own record. */
export function readPlan(json: string, specText: string): Plan {
  const of = parse(json);
  return {
    version: number(of, 'version'),
    identity: orNull(text, of, 'identity'),
    agent: text(of, 'agent') as AgentId,
    agentKind: oneOf(['managed', 'line'], of, 'agentKind'),
    formerAgents: texts(of, 'formerAgents') as readonly AgentId[],
    ...ifThere((from, name) => orNull(text, from, name), of, 'attemptVariable'),
    ...ifThere(texts, of, 'formerAttemptVariables'),
    ...ifThere(texts, of, 'variables'),
    lines: each(readLine, of, 'lines'),
    ringingTimeoutSeconds: number(of, 'ringingTimeoutSeconds'),
    maxCallDurationMinutes: number(of, 'maxCallDurationMinutes'),
    maxConcurrentCalls: number(of, 'maxConcurrentCalls'),
    batchWindow: number(of, 'batchWindow'),
    batchSize: number(of, 'batchSize'),
    window: orNull((from, name) => readWindow(within(from, name)), of, 'window'),
    startAt: orNull(number, of, 'startAt'),
    endAt: orNull(number, of, 'endAt'),
    retry: readRetry(within(of, 'retry')),
    doubt: readDoubt(within(of, 'doubt')),
    specText,
  };
}

/** Its plan is a record of its own, as its version is. */
export function readCampaign(json: string, version: number, plan: Plan): Campaign {
  const of = parse(json);
  return {
    id: text(of, 'id') as CampaignId,
    name: text(of, 'name'),
    account: text(of, 'account') as AccountKey,
    state: readCampaignState(within(of, 'state')),
    createdAt: number(of, 'createdAt'),
    plan,
    version,
  };
}

/** The lines alone, for guards that ask with every commit. */
export function readLines(json: string): readonly Line[] {
  return each(readLine, parse(json), 'lines');
}

/** The campaign file, as it is kept with the people it may name. */
export function readSpecText(json: string): string {
  return text(parse(json), 'text');
}

function readLine(value: unknown): Line {
  const of = fields(value, 'a line');
  return {
    id: text(of, 'id') as LineId,
    number: text(of, 'number'),
    provider: oneOf(['cartesia', 'twilio', 'sip_trunk', 'unknown'], of, 'provider'),
    callsPerSecond: number(of, 'callsPerSecond'),
  };
}

function readWindow(of: Fields): Window {
  return {
    days: each((day) => oneOf(WEEKDAYS, { day }, 'day'), of, 'days'),
    from: number(of, 'from'),
    to: number(of, 'to'),
    timezone: text(of, 'timezone'),
  };
}

function readRetry(of: Fields): Plan['retry'] {
  const after = within(of, 'after');
  const delays = DISPOSITIONS.filter((name) => own(after, name) !== undefined);
  return {
    maxAttempts: number(of, 'maxAttempts'),
    after: Object.fromEntries(delays.map((name) => [name, number(after, name)])),
  };
}

function readDoubt(of: Fields): Plan['doubt'] {
  const lookUps = each((delay) => number({ delay }, 'delay'), of, 'lookUps');
  return { lookUps, then: oneOf(['hold', 'redial'], of, 'then') };
}
