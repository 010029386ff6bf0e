/** What people have steered, in words: who paused, resumed or canceled what, until when, and what to type. */
import type { SteeringEvent } from '../../app/campaign/steering.ts';
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import { assertNever } from '../../model/errors.ts';
import { isPauseOver, keepsRun, pauseSentence } from '../../model/pause-reason.ts';
import type { Instant } from '../../model/time.ts';
import { maskText } from '../../report/mask.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { sameSettings, type Context } from './context.ts';

/** Of a run that goes on. */
export function steeringLines(event: SteeringEvent, context: Context): readonly string[] {
  const { id, name } = event.campaign;
  switch (event.is) {
    case 'campaign_paused': {
      const when = `${byWords(event.by)}${sinceWords(event.since, context)}`;
      const resume = sameSettings(context, `outdial resume ${id}`);
      const goesOn =
        event.until === null
          ? `This run waits; to go on: ${resume}`
          : `It goes on by itself ${whenWords(event.until, context)}; to go on before: ${resume}`;
      return [`"${name}" is paused${when}: no new call begins. ${goesOn}`];
    }
    case 'campaign_resumed':
      return [event.by === null ? `"${name}" goes on.` : `"${name}" goes on: resumed by ${event.by}.`];
    case 'campaign_canceled':
      return [`"${name}" was canceled${byWords(event.by)}: no new call begins, open ones are followed to their end.`];
    default:
      return assertNever(event);
  }
}

/** As it stands, for whoever wanted to change it: `is paused by robin since 12:01, until 13:00`. */
export function standsWords({ state }: Campaign, context: Context): string {
  switch (state.is) {
    case 'scheduled':
      return 'was loaded and not started';
    case 'running':
      return state.by === undefined ? 'is running' : `is running${resumedWords(state, context)}`;
    case 'paused': {
      if (state.why !== 'operator') return `is paused: ${maskText(pauseSentence(state))}`;
      const until = state.until === undefined ? '' : `, until ${whenWords(state.until, context)}`;
      const who = state.by === undefined ? `: ${maskText(state.message)}` : byWords(state.by);
      return `is paused${who}${sinceWords(state.at ?? null, context)}${until}`;
    }
    case 'finished':
      return `is finished (${whenWords(state.at, context)})`;
    case 'canceled':
      return `was canceled${byWords(state.by ?? null)} (${whenWords(state.at, context)})`;
    default:
      return assertNever(state);
  }
}

function resumedWords({ by, at }: Extract<CampaignState, { is: 'running' }>, context: Context): string {
  return ` (resumed${byWords(by ?? null)}${at === undefined ? '' : `, ${whenWords(at, context)}`})`;
}

function byWords(by: string | null): string {
  return by === null ? '' : ` by ${by}`;
}

function sinceWords(since: Instant | null, context: Context): string {
  return since === null ? '' : ` (since ${whenWords(since, context)})`;
}

export function whenWords(at: Instant, { clock }: Context): string {
  return formatWhen(at, clock.now(), operatorZone());
}

/** Before a run of one that a person has paused: whether it goes on with it. */
export function pausedLines(
  campaign: Campaign,
  { yes, loadOnly }: { yes?: true; loadOnly?: true },
  context: Context,
): readonly string[] {
  const { state, name } = campaign;
  if (loadOnly === true || state.is !== 'paused' || !keepsRun(state)) return [];
  if (isPauseOver(state, context.clock.now())) return [];
  const goesOn =
    yes === true ? 'this run waits with it (--yes answers no question about a pause)' : 'dialing now ends that pause';
  return [`"${name}" ${standsWords(campaign, context)}: ${goesOn}.`];
}
