/** What dialing a campaign would come to, and what a person should know before: for the question that is asked before the first call. */
import { attemptVariableOf } from '../../model/campaign.ts';
import type { Prices } from '../../model/prices.ts';
import type { Instant } from '../../model/time.ts';
import { agentNotes, attemptNotes } from '../../report/agent-notes.ts';
import { expectedMinutes } from '../../report/talk-time.ts';
import type { Estimate } from '../../report/estimate.ts';
import type { AgentInfo } from '../../voice/port.ts';
import type { OpenAccount } from '../open.ts';
import { estimateOf } from '../estimates.ts';
import { simulationInputs } from '../simulation-inputs.ts';
import type { Loaded } from './load.ts';
import type { Prepared } from './prepare.ts';

export type Outlook = {
  /** Contacts that wait to be dialed, those of earlier loads included. */
  readonly toDial: number;
  readonly estimate: Estimate;
  /** Of talk, further tries included. */
  readonly minutes: number;
  readonly prices: Prices;
  /** The file that names them; null: the published ones. */
  readonly pricesFrom: string | null;
  /** In sentences. */
  readonly notes: readonly string[];
  readonly now: Instant;
};

/** `limit`: at most so many are dialed. */
export async function outlookOf(
  { store }: OpenAccount,
  { campaign, looked, loaded, counts, source, waiting }: Prepared,
  limit: number | null,
  now: Instant,
): Promise<Outlook> {
  const { plan } = campaign;
  const toDial = counts.states.ready;
  const dialed = Math.min(toDial, limit ?? toDial);
  const { model, prices, from } = await simulationInputs(source.spec, undefined, source.spec.dir);
  return {
    toDial,
    estimate: await estimateOf(store, campaign, { model, limit, ...(waiting && { waiting }) }, now),
    minutes: expectedMinutes(plan, dialed, model),
    prices,
    pricesFrom: from.prices,
    notes: notesOf(loaded, looked.agent, attemptVariableOf(plan), now),
    now,
  };
}

/** `agent`: null where nobody was asked. */
export function notesOf(
  { unsaid, otherVariables }: Loaded,
  agent: AgentInfo | null,
  attemptVariable: string | null,
  now: Instant,
): readonly string[] {
  const said = [unsaid, otherVariables].filter((sentence) => sentence !== null);
  return [...said, ...agentNotes(agent, now), ...attemptNotes(attemptVariable)];
}
