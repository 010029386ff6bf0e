/** A test call on the terminal: what it is about to do, each step as it comes, and what it came to. */
import type { CallStep } from '../../app/call/follow-call.ts';
import type { CallEnd, CallEvent } from '../../app/call/test-call.ts';
import type { LookedUp } from '../../app/campaign/lookups.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import { REACHED } from '../../model/disposition.ts';
import { assertNever } from '../../model/errors.ts';
import type { Prices } from '../../model/prices.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { callSentence, minutesOf, saidLines, talked } from '../../report/call-lines.ts';
import type { Labeled } from '../../report/labeled.ts';
import { maskNumber, maskText } from '../../report/mask.ts';
import type { FirstRow } from '../../report/opening.ts';
import { agentLines, lineLines, preflightLines } from '../../report/preflight.ts';
import { minutesCost } from '../../report/talk-time.ts';
import { dispositionWords } from '../../report/words.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { hoursWords, rulesWords } from '../../report/rule-table.ts';
import { EXIT, type Context, type Exit } from './context.ts';
import { endWords, exitOf } from './run-end-words.ts';
import { eventLines, readable } from './show-run.ts';

export type CallFacts = {
  readonly config: Config;
  readonly looked: LookedUp;
  /** What the call carries, and the row of a list that it is from. */
  readonly carried: FirstRow | null;
  /** Names of what was given by hand. */
  readonly given: readonly string[];
  readonly prices: Prices;
  readonly pricesFrom: string | null;
};

export function callShown(facts: CallFacts, context: Context): (event: CallEvent) => void {
  const { terminal } = context;
  let note: string | null = null;
  return (event) => {
    switch (event.is) {
      case 'callable':
        for (const line of beforeCall(event.to, event.campaign, facts, context)) terminal.say(line);
        if (event.unsaid !== null) terminal.say(event.unsaid);
        return;
      case 'step':
        return terminal.say(stepLine(event.step, context));
      case 'reading_back':
        return terminal.say('Reading back what was said …');
      case 'progress': {
        const { note: now } = readable(event.picture, context).progress;
        if (now !== null && now !== note) terminal.say(now);
        note = now;
        return;
      }
      default:
        for (const line of eventLines(event, context)) terminal.say(line);
    }
  };
}

function beforeCall(
  to: string,
  { name, plan }: Campaign,
  { config, looked, carried, given }: CallFacts,
  { terminal }: Context,
): readonly string[] {
  const { isTty, columns } = terminal.screen;
  const names = plan.variables ?? [];
  const whose = carried === null || carried.row === 0 ? '' : `, those of row ${carried.row}`;
  const byHand = given.length === 0 || whose === '' ? '' : ` but for ${given.join(', ')}`;
  const lines: Labeled[] = [
    ['test call', `to ${maskNumber(to)}, once; kept as ${name}`],
    ['host', new URL(config.baseUrl).host],
    ...agentLines(looked.agent, isTty ? carried : null, attemptVariableOf(plan)),
    ...lineLines(plan.lines),
    ['agent gets', names.length === 0 ? 'nothing but the call' : `${names.join(', ')}${whose}${byHand}`],
    ['hours', hoursWords(plan)],
    ['rules', rulesWords(plan.rules)],
  ];
  return preflightLines(lines, isTty ? columns() : null);
}

function stepLine(step: CallStep, { clock }: Context): string {
  const at = (instant: Instant): string => formatWhen(instant, clock.now(), operatorZone());
  switch (step.is) {
    case 'asked':
      return `${at(step.at)}  the provider is asked for the call`;
    case 'taken':
      return `${at(step.at)}  it has the call: ringing, or waiting for its turn`;
    case 'answered':
      return `${at(step.at)}  answered, talking`;
    case 'doubtful':
      return `${at(step.at)}  not sure that it rang: looking for the call`;
    case 'ended':
      return `${at(step.at)}  ended: ${dispositionWords(step.disposition)}`;
    case 'not_placed':
      return `${at(step.at)}  rang nobody${step.code === null ? '' : ` (${step.code})`}`;
    default:
      return assertNever(step);
  }
}

/** What was said is a result: on stdout, the rest beside it. */
export async function showCallEnd(
  call: CallEnd,
  { config, prices, pricesFrom }: CallFacts,
  json: boolean,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const { attempt, contact, campaign, conversation, end } = call;
  const { is } = end;
  if (attempt?.state.is === 'ended' || is === 'finished') terminal.say(callSentence(contact, attempt));
  else terminal.say(is === 'paused' ? endWords(end) : `${callSentence(contact, attempt)} ${endWords(end)}`);
  const lines = conversation?.lines ?? [];
  if (json) await terminal.out(JSON.stringify(record(call)));
  else if (lines.length > 0) {
    terminal.say('What was said:');
    for (const line of saidLines(lines)) await terminal.out(line);
  }
  const reached = attempt !== null && talked(attempt) !== null;
  if (reached && lines.length === 0) {
    terminal.say('The provider shows nothing of what was said: the account may not keep it, or it comes later.');
  }
  if (!json && conversation?.summary != null) terminal.say(`Its summary: ${maskText(conversation.summary)}`);
  if (reached) {
    const line = campaign.plan.lines.filter(({ id }) => id === attempt.line);
    const cost = `${minutesOf(attempt).toFixed(1)} min, ${minutesCost(minutesOf(attempt), line, prices, pricesFrom)}`;
    terminal.say(isLoopback(config.baseUrl) ? `Cost: nothing here; on a real host ${cost}.` : `Cost: ${cost}.`);
  }
  for (const line of echoLines(call)) terminal.say(line);
  return exitOfCall(call);
}

function echoLines({ echo, campaign, attempt }: CallEnd): readonly string[] {
  if (attempt?.state.is !== 'ended') return [];
  if (attemptVariableOf(campaign.plan) === null) {
    return ['No attempt id is sent (attempt_id_variable), so nothing is known of whether it would come back.'];
  }
  if (echo === null) return [];
  return echo.echoed
    ? ['The attempt id came back with the call: a call whose reply is lost will be found again. This is remembered.']
    : [
        'The attempt id did NOT come back with the call: one whose reply is lost can only be told by its number and time.',
        'This is remembered. An account without data retention does so; dial slowly, and expect outdial resolve now and then.',
      ];
}

function exitOfCall({ attempt, contact, end }: CallEnd): Exit {
  if (attempt?.state.is === 'ended') {
    const { disposition } = attempt.state;
    return REACHED.some((one) => one === disposition) ? EXIT.ok : EXIT.attention;
  }
  const exit = exitOf(end);
  return exit === EXIT.ok || contact.state.is === 'needs_review' ? EXIT.attention : exit;
}

function record({ campaign, contact, attempt, conversation, echo }: CallEnd): Record<string, unknown> {
  const state = attempt?.state;
  const ended = state?.is === 'ended' ? state : null;
  const time = (at: Instant | null | undefined): string | null => (at == null ? null : formatInstant(at));
  const length = attempt === null ? null : talked(attempt);
  return {
    campaign: campaign.id,
    status: contact.state.is,
    attempt: attempt?.id ?? null,
    agent_call_id: ended?.callId ?? null,
    disposition: ended?.disposition ?? null,
    end_reason: ended?.endReason ?? null,
    asked_at: time(attempt?.sendAt),
    answered_at: time(ended?.startedAt),
    ended_at: time(ended?.endedAt),
    talked_seconds: length === null ? null : length / 1_000,
    attempt_id_came_back: echo?.echoed ?? null,
    said: conversation?.lines ?? [],
    summary: conversation?.summary ?? null,
  };
}
