/** What dialing a campaign would come to, and what a person should know before: for the question that is asked before the first call. */
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import type { Prices } from '../../model/prices.ts';
import { HOUR, type Instant } from '../../model/time.ts';
import { makeHours } from '../../policy/hours.ts';
import { limitNotes } from '../../report/limit-notes.ts';
import { scheduleLint } from '../../report/schedule-lint.ts';
import { operatorZone } from '../../report/when.ts';
import { agentNotes, attemptNotes } from '../../report/agent-notes.ts';
import type { Estimate } from '../../report/estimate.ts';
import type { Store } from '../../store/port.ts';
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
  const { model, prices, from } = await simulationInputs(source.spec, undefined, source.spec.dir);
  const estimate = await estimateOf(store, campaign, { model, limit, ...(waiting && { waiting }) }, now);
  const places = [...new Set((waiting?.groups ?? []).map(({ place }) => place))];
  const lint = scheduleLint(plan, { places, now, hours: makeHours(), zone: operatorZone() });
  return {
    toDial,
    estimate,
    minutes: estimate.minutes,
    prices,
    pricesFrom: from.prices,
    notes: [
      ...notesOf(loaded, looked.agent, attemptVariableOf(plan), now),
      ...limitNotes(plan),
      ...lint,
      ...(await alsoInOthers(store, campaign, now)),
    ],
    now,
  };
}

/** Nothing keeps one person from being called by two campaigns: whoever starts the second should know. */
async function alsoInOthers(store: Store, { id }: Campaign, now: Instant): Promise<readonly string[]> {
  const all = await store.campaigns();
  if (all.length < 2) return [];
  return (await store.alsoIn(id, now - HOUR)).map(({ campaign, called, waiting }) => {
    const name = all.find((one) => one.id === campaign)?.name ?? campaign;
    const parts = [
      ...(called > 0 ? [`${called} of them ${called === 1 ? 'was' : 'were'} called within the hour by "${name}"`] : []),
      ...(waiting > 0 ? [`${waiting} of them ${waiting === 1 ? 'waits' : 'wait'} in "${name}", which runs`] : []),
    ];
    return `${parts.join(', ')}.`;
  });
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
