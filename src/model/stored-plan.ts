/** A campaign and its plan from the JSON of this and of older versions: what every call is dialed by. */
import type { Campaign, DoNotCallLists, Line, Plan } from './campaign.ts';
import { readStatedConsent } from './consent.ts';
import { readDialOptions, readWindow } from './dial-options.ts';
import type { AccountKey, AgentId, CampaignId, LineId } from './ids.ts';
import { readMoney } from './money.ts';
import { readScrubs, readStatedScrubs } from './scrub.ts';
import { readRamp } from './stop-rules.ts';
import { readOutcomeRule } from './outcome-rule.ts';
import { readCampaignState } from './stored-campaign.ts';
import { readRules } from './stored-rules.ts';
import {
  each,
  fields,
  flag,
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
import { readZoneOverrides } from './zone-overrides.ts';

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
    ...ifThere((from, name) => readLists(within(from, name)), of, 'doNotCall'),
    ...ifThere(text, of, 'purpose'),
    ...ifThere(readStatedConsent, of, 'consent'),
    ...ifThere(readScrubs, of, 'scrubs'),
    ...ifThere(readStatedScrubs, of, 'scrubbed'),
    ...ifThere(flag, of, 'lastWord'),
    ...ifThere((from, name) => readRules(within(from, name)), of, 'rules'),
    ...ifThere((from, name) => readMoney(within(from, name)), of, 'money'),
    ...ifThere(readZoneOverrides, of, 'zoneOverrides'),
    ...ifThere((from, name) => readOutcomeRule(within(from, name)), of, 'outcome'),
    window: orNull((from, name) => readWindow(within(from, name)), of, 'window'),
    ...readDialOptions(of),
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
    ...ifThere(number, of, 'breakerFrom'),
    ...ifThere(number, of, 'rampStep'),
  };
}

/** What guards ask with every commit. */
export function readGuarded(json: string): Pick<Plan, 'lines' | 'purpose' | 'money' | 'ramp'> {
  const of = parse(json);
  return {
    lines: each(readLine, of, 'lines'),
    ...ifThere(text, of, 'purpose'),
    ...ifThere((from, name) => readMoney(within(from, name)), of, 'money'),
    ...ifThere((from, name) => readRamp(within(from, name)), of, 'ramp'),
  };
}

/** The campaign file, as it is kept with the people it may name. */
export function readSpecText(json: string): string {
  return text(parse(json), 'text');
}

function readLists(of: Fields): DoNotCallLists {
  return {
    files: texts(of, 'files'),
    shared: orNull(text, of, 'shared'),
    defaultCountry: orNull(text, of, 'defaultCountry'),
    extraUsAreaCodes: texts(of, 'extraUsAreaCodes'),
  };
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
