/** What a schema cannot say of a key: its default, the range of its durations, who may say otherwise. A test tries each. */
import { WEEKDAYS } from '../../src/model/dial-options.ts';

export type Fact = {
  /** What holds where the key is left out: a test gives it and gets the same campaign. Absent: `otherwise` says it. */
  readonly default?: unknown;
  /** The default in words, where it is no value. */
  readonly otherwise?: string;
  /** Where the schema has a pattern only: the least and the most that is taken. */
  readonly range?: readonly [least: string, most: string];
  /** Keys without which it means nothing. */
  readonly beside?: Readonly<Record<string, unknown>>;
};

const TRIES = { 'retry.max_attempts': 3 };
const AFTER = { range: ['1s', '30d'], beside: TRIES } as const;
/** Of one way in which a call ends. */
function endFacts(name: string): Readonly<Record<string, Fact>> {
  const of = `retry.${name}`;
  const backoff = { ...TRIES, [`${of}.after.first`]: '1s' };
  const tried = { ...TRIES, [`${of}.after`]: '2h' };
  return {
    [`${of}.after.first`]: AFTER,
    [`${of}.after.factor`]: { default: 2, beside: backoff },
    [`${of}.after.longest`]: { default: '1d', range: ['1s', '30d'], beside: backoff },
    [`${of}.after.jitter`]: { default: 0, beside: backoff },
    [`${of}.max`]: { otherwise: '`retry.max_attempts`', beside: tried },
    [`${of}.different_day_part`]: { otherwise: 'as `retry.different_day_part`', beside: tried },
  };
}
const REDIAL = { 'doubt.then': 'redial', ...TRIES };
const DONE = { 'outcome.done': ['yes'] };
const SIGNAL = { 'outcome.variable': 'result' };
const SHORT = {
  'stop.short_calls.under': '5s',
  'stop.short_calls.share': 0.5,
  'stop.short_calls.of': 20,
  'stop.short_calls.within': '10m',
};
const HOURS = { 'window.from': '09:00', 'window.to': '18:00' };

const STATED = { 'consent.level': 'express', 'consent.source': 'a form', 'consent.stated_by': 'Ada' };

/** Of the campaign file. */
export const CAMPAIGN_FACTS: Readonly<Record<string, Fact>> = {
  $schema: { otherwise: 'none' },
  name: { otherwise: 'the name of the file' },
  agent_id: {},
  from_number_id: {},
  contacts: {},
  sheet: { otherwise: 'the first that can be seen' },
  encoding: { otherwise: 'found out' },
  columns: { otherwise: 'found by their names' },
  'columns.to_number': { otherwise: 'found by its name' },
  'columns.id': { otherwise: 'the number' },
  'columns.timezone': { otherwise: 'found by its name' },
  'columns.consent': { otherwise: 'found by its name' },
  'columns.consent_at': { otherwise: 'found by its name' },
  'columns.consent_source': { otherwise: 'found by its name' },
  'columns.state': { otherwise: 'found by its name and its values; null: none' },
  'columns.zip': { otherwise: 'found by its name and its values; null: none' },
  'columns.country': { otherwise: 'found by its name and its values; null: none' },
  'columns.not_before': { otherwise: 'found by its name' },
  'columns.not_after': { otherwise: 'found by its name' },
  variables: { otherwise: 'every column that is not withheld' },
  'variables.NAME.column': {},
  'variables.NAME.format': { otherwise: 'as it stands, but for what cannot be said (campaigns/README.md)' },
  'variables.NAME.timezone': { otherwise: '"contact"' },
  'variables.NAME.language': { otherwise: '"en"' },
  'variables.NAME.order': { otherwise: 'that of `default_country`' },
  attempt_id_variable: { default: 'outdial_attempt_id' },
  default_country: { otherwise: 'none: a `+` is required' },
  ringing_timeout_seconds: { default: 30 },
  max_call_duration_minutes: { default: 10 },
  pacing: {},
  'pacing.calls_per_second': { otherwise: 'what `lines` of outdial.json gives the number, else 1' },
  'pacing.max_concurrent_calls': { otherwise: '`account.slots` of outdial.json less the reserve, else 8' },
  'pacing.batch_window': { default: '250ms', range: ['0', '10s'] },
  'pacing.batch_size': { default: 50 },
  weight: { default: 1 },
  window: { otherwise: 'none: a real host is not dialed without' },
  'window.days': { default: WEEKDAYS.slice(0, 5), beside: HOURS },
  'window.from': { otherwise: 'required, or window.hours', beside: HOURS },
  'window.to': { otherwise: 'required, or window.hours', beside: HOURS },
  'window.hours': { otherwise: 'from and to' },
  'window.timezone': { default: 'contact', beside: HOURS },
  'window.except': { default: [], beside: HOURS },
  'window.holidays': { default: [], beside: HOURS },
  schedule: {},
  'schedule.start_at': { otherwise: 'at once' },
  'schedule.end_at': { otherwise: 'when everybody is settled' },
  'schedule.start_latest': { default: '1h', beside: { 'schedule.start_at': '2026-12-01T09:00:00-05:00' } },
  'schedule.after': { otherwise: 'none' },
  'schedule.every': { otherwise: 'dialed once' },
  'schedule.timezone': { otherwise: 'that of this machine' },
  retry: {},
  'retry.max_attempts': { default: 1 },
  'retry.different_day_part': {
    otherwise: 'true after no_answer without an `after` of its own, else false',
    beside: TRIES,
  },
  'retry.day_parts': { otherwise: '["12:00", "14:00", "17:00"]', beside: TRIES },
  'retry.no_answer': {},
  'retry.no_answer.after': { otherwise: '2h, in another part of the day', ...AFTER },
  ...endFacts('no_answer'),
  'retry.busy': {},
  'retry.busy.after': { default: '15m', ...AFTER },
  ...endFacts('busy'),
  'retry.failed': {},
  'retry.failed.after': { otherwise: 'not tried again', ...AFTER },
  ...endFacts('failed'),
  'retry.unavailable': {},
  'retry.unavailable.after': { otherwise: 'not tried again', ...AFTER },
  ...endFacts('unavailable'),
  'retry.voicemail': {},
  'retry.voicemail.after': { otherwise: 'not tried again', ...AFTER },
  ...endFacts('voicemail'),
  'retry.screened': {},
  'retry.screened.after': { otherwise: 'not tried again', ...AFTER },
  ...endFacts('screened'),
  'retry.error': {},
  'retry.error.after': { otherwise: 'not tried again', ...AFTER },
  ...endFacts('error'),
  'limits.per_number': { otherwise: 'none, but the rules of law' },
  'limits.after_conversation': { otherwise: 'none, but the rules of law', range: ['1m', '365d'] },
  suppression: { default: [] },
  doubt: {},
  'doubt.look_ups': { default: ['5s', '30s', '2m'] },
  'doubt.then': { default: 'hold' },
  'doubt.accept_double_ring_risk': { otherwise: 'false', beside: REDIAL },
  outcome: { otherwise: 'none: an opt-out is heard all the same' },
  'outcome.variable': { otherwise: 'none', beside: DONE },
  'outcome.tool': {},
  'outcome.tool.name': { beside: DONE },
  'outcome.tool.argument': {
    otherwise: 'that it was called; the value is its name',
    beside: { 'outcome.tool.name': 'report', ...DONE },
  },
  'outcome.transcript': {},
  'outcome.transcript.pattern': { beside: DONE },
  'outcome.transcript.who': { default: 'person', beside: { 'outcome.transcript.pattern': 'yes', ...DONE } },
  'outcome.summary': {},
  'outcome.summary.field': { otherwise: 'none', beside: DONE },
  'outcome.summary.pattern': { otherwise: 'none', beside: DONE },
  'outcome.done': { otherwise: 'none', beside: SIGNAL },
  'outcome.callback': { otherwise: 'none', beside: SIGNAL },
  'outcome.callback.values': { beside: SIGNAL },
  'outcome.callback.at': { otherwise: 'none', beside: { ...SIGNAL, 'outcome.callback.values': ['later'] } },
  'outcome.callback.after': {
    otherwise: '`"4h"`',
    range: ['1s', '30d'],
    beside: { ...SIGNAL, 'outcome.callback.values': ['later'] },
  },
  'outcome.voicemail': { otherwise: 'none', beside: SIGNAL },
  'outcome.opt_out': { otherwise: 'none', beside: SIGNAL },
  'outcome.wrong_number': { otherwise: 'none', beside: SIGNAL },
  'outcome.retry': { otherwise: 'none', beside: SIGNAL },
  'outcome.retry.values': { beside: SIGNAL },
  'outcome.retry.after': {
    otherwise: '`"2h"`',
    range: ['1s', '30d'],
    beside: { ...SIGNAL, 'outcome.retry.values': ['later'] },
  },
  'outcome.screened': { otherwise: 'none', beside: SIGNAL },
  'outcome.wait': { default: '10m', range: ['0', '1d'], beside: { ...SIGNAL, ...DONE } },
  'outcome.opt_out_words': { otherwise: 'none' },
  limits: {},
  'limits.budget_usd': { otherwise: 'none: what `limits` of outdial.json gives each campaign' },
  stop: {},
  'stop.failures': { otherwise: 'on a real host 0.7 of 50 within "15m"; else off' },
  'stop.failures.share': { beside: { 'stop.failures.of': 20, 'stop.failures.within': '10m' } },
  'stop.failures.of': { beside: { 'stop.failures.share': 0.5, 'stop.failures.within': '10m' } },
  'stop.failures.within': {
    range: ['10s', '1d'],
    beside: { 'stop.failures.share': 0.5, 'stop.failures.of': 20 },
  },
  'stop.short_calls': { otherwise: 'on a real host under "3s", 0.7 of 50 within "15m"; else off' },
  'stop.short_calls.under': { range: ['500ms', '10m'], beside: SHORT },
  'stop.short_calls.share': { beside: SHORT },
  'stop.short_calls.of': { beside: SHORT },
  'stop.short_calls.within': { range: ['10s', '1d'], beside: SHORT },
  ramp: { otherwise: 'none: everybody at once' },
  'ramp.steps': {},
  'ramp.go_on_if': { otherwise: 'a person says go on' },
  'ramp.go_on_if.answered': { otherwise: 'not asked', beside: { 'ramp.steps': [20] } },
  'ramp.go_on_if.failed_below': { otherwise: 'not asked', beside: { 'ramp.steps': [20] } },
  'ramp.go_on_if.cost_per_answered_below': { otherwise: 'not asked', beside: { 'ramp.steps': [20] } },
  compliance: {},
  'compliance.preset': { otherwise: '`"us_safe"`; on this machine `"none"`' },
  'compliance.purpose': { otherwise: 'none: a real host is not dialed without' },
  consent: { otherwise: 'none is stated' },
  'consent.level': { beside: STATED },
  'consent.at': { otherwise: 'no day: not young enough for a rule that names an age', beside: STATED },
  'consent.source': { beside: STATED },
  'consent.stated_by': { beside: STATED },
  scrubbed: { otherwise: 'none is stated' },
  allow_us_territories: { default: false },
  allow_toll_free: { default: false },
  extra_us_area_codes: { default: [] },
};

type AccountFact = Pick<Fact, 'default' | 'otherwise'> & {
  /** Who may say otherwise. */
  readonly over: string;
};

const NOBODY = 'nobody';

/** Of outdial.json, where `default` is what a campaign comes to; `defaults` holds keys of the campaign file. */
export const ACCOUNT_FACTS: Readonly<Record<string, AccountFact>> = {
  $schema: { otherwise: 'none', over: '' },
  account: { over: '' },
  'account.slots': {
    otherwise: 'what the campaign asks for, else 8',
    over: 'a campaign may ask for fewer, never for more',
  },
  'account.inbound_reserve': { default: 0, over: NOBODY },
  lines: { otherwise: 'none', over: '' },
  'lines.NAME.calls_per_second': { otherwise: '1', over: 'a campaign may ask for fewer, never for more' },
  'lines.NAME.rounding': { otherwise: 'as `prices.rounding.line`', over: NOBODY },
  'lines.NAME.rounding.to': { otherwise: '"minute"', over: NOBODY },
  'lines.NAME.rounding.least': { otherwise: '"0"', over: NOBODY },
  'lines.NAME.rounding.ringing': { otherwise: 'false', over: NOBODY },
  'lines.NAME.price_per_minute': { otherwise: 'the price of its kind', over: 'the model file of `simulate`' },
  'limits.per_number': { otherwise: 'none, but the rules of law', over: 'a campaign adds its own: both hold' },
  'limits.after_conversation': { otherwise: 'none, but the rules of law', over: 'a campaign adds its own: both hold' },
  prices: { otherwise: 'the published prices', over: 'the model file of `simulate`' },
  'prices.agent_per_minute': { otherwise: '0.06', over: 'the model file of `simulate`' },
  'prices.line_per_minute': { otherwise: '`{"cartesia": 0.014}`', over: 'the model file of `simulate`' },
  'prices.line_per_minute.cartesia': { otherwise: '0.014', over: 'the model file of `simulate`' },
  'prices.line_per_minute.twilio': { otherwise: 'none: its carrier bills it', over: 'the model file of `simulate`' },
  'prices.line_per_minute.sip_trunk': { otherwise: 'none: its carrier bills it', over: 'the model file of `simulate`' },
  'prices.rounding': { over: NOBODY },
  'prices.rounding.agent': { over: NOBODY },
  'prices.rounding.agent.to': { otherwise: '"minute"', over: NOBODY },
  'prices.rounding.agent.least': { otherwise: '"0"', over: NOBODY },
  'prices.rounding.agent.ringing': { otherwise: 'false', over: NOBODY },
  'prices.rounding.line': { over: NOBODY },
  'prices.rounding.line.to': { otherwise: '"minute"', over: '`lines`, for one number' },
  'prices.rounding.line.least': { otherwise: '"0"', over: '`lines`, for one number' },
  'prices.rounding.line.ringing': { otherwise: 'false', over: '`lines`, for one number' },
  limits: { over: '' },
  'limits.budget_usd': { otherwise: 'none', over: 'a campaign may have less, never more' },
  suppression: { default: [], over: 'a campaign may add files, never take one away' },
  'suppression.files': { default: [], over: 'a campaign may add files, never take one away' },
  'suppression.shared': { otherwise: 'none', over: '`OUTDIAL_SUPPRESSION_URL` of the environment' },
  retention: { over: '' },
  'retention.personal': { otherwise: 'kept', over: NOBODY },
  'retention.transcripts': { otherwise: 'kept', over: NOBODY },
  'retention.log': { otherwise: 'kept', over: NOBODY },
  scrub: { default: [], over: NOBODY },
  before_dial: { otherwise: 'nobody is asked', over: NOBODY },
  'before_dial.command': { otherwise: 'none: `url` is asked', over: NOBODY },
  'before_dial.env': { otherwise: 'none', over: NOBODY },
  'before_dial.url': { otherwise: 'none: `command` is asked', over: NOBODY },
  'before_dial.headers_env': { otherwise: 'none', over: NOBODY },
  'before_dial.columns': { otherwise: 'none', over: NOBODY },
  'before_dial.timeout': { otherwise: '10s', over: NOBODY },
  opt_out_words: { otherwise: 'none', over: 'a campaign adds its own (`outcome.opt_out_words`): both hold' },
  zone_overrides: { otherwise: 'none', over: NOBODY },
  'zone_overrides.NAME.offset': { over: NOBODY },
  'zone_overrides.NAME.from': { otherwise: 'always', over: NOBODY },
  defaults: {
    otherwise: 'none',
    over: 'the campaign file and its flags, key by key; `variables` and lists as a whole',
  },
};
