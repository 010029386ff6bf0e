/** Looks the agents of stored campaigns up again: what the plan knows of them may be of another year. */
import { accountOf, digestOf } from '../account.ts';
import { openProvider } from '../open-provider.ts';
import type { Config } from '../../config/environment.ts';
import { changeCampaign, type Decide } from '../../engine/change-campaign.ts';
import { attemptVariableOf, type Campaign } from '../../model/campaign.ts';
import type { AgentId } from '../../model/ids.ts';
import { agentNotes } from '../../report/agent-notes.ts';
import type { Store } from '../../store/port.ts';
import type { AgentInfo, Read, Voice } from '../../voice/port.ts';
import type { Runtime } from '../runtime.ts';

export type Again = {
  /** What a person should know, each once. */
  readonly notes: readonly string[];
  /** Campaigns that everybody would be refused for, each in a sentence and with what mends it. */
  readonly faults: readonly { readonly message: string; readonly hint: string }[];
};

/**
 * What is found out goes into the plans, for every engine to dial by; where nobody can be asked, what is stored is good
 * enough to go on with. Campaigns of other accounts are left alone: this key knows nothing of them.
 */
export async function lookAgain(
  config: Config,
  store: Store,
  campaigns: readonly Campaign[],
  runtime: Runtime,
): Promise<Again> {
  const { apiKey } = config;
  if (apiKey === null || campaigns.length === 0) return storedOnly(campaigns, runtime);
  const voice = await openProvider(config, apiKey);
  try {
    const host = await voice.probe();
    if (host.is === 'failed') {
      const stored = storedOnly(campaigns, runtime);
      return {
        ...stored,
        notes: [`${host.message}: what is stored of the agents is taken as it is.`, ...stored.notes],
      };
    }
    const digest = digestOf(await store.info());
    const account = await accountOf(store, voice, config.baseUrl, digest(`a:${apiKey}`));
    const mine = campaigns.filter((campaign) => campaign.account === account);
    const { notes, faults } = await lookAtAgents(voice, store, mine, runtime);
    return { notes, faults };
  } finally {
    await voice.close();
  }
}

export type LookedAgain = Again & { readonly agents: ReadonlyMap<AgentId, Read<AgentInfo>> };

/** The same for campaigns of this voice's account. */
export async function lookAtAgents(
  voice: Pick<Voice, 'agent'>,
  store: Store,
  mine: readonly Campaign[],
  runtime: Runtime,
): Promise<LookedAgain> {
  const agents = await agentsOf(mine, voice);
  const notes = new Set<string>();
  const faults: Again['faults'][number][] = [];
  for (const campaign of mine) {
    const read = agents.get(campaign.plan.agent);
    const agent = read?.is === 'ok' ? read.value : { id: campaign.plan.agent, kind: campaign.plan.agentKind };
    if (agent.kind !== campaign.plan.agentKind) await putKind(store, campaign, agent.kind, runtime);
    for (const note of agentNotes(agent, runtime.clock.now())) notes.add(note);
    if (read?.is === 'failed' && read.why !== 'not_found') notes.add(`${campaign.name}: ${read.message}`);
    if (read?.is === 'failed' && read.why === 'not_found') faults.push(gone(campaign));
    if (read?.is === 'ok') faults.push(...lacking(campaign, read.value));
  }
  return { agents, notes: [...notes], faults };
}

function storedOnly(campaigns: readonly Campaign[], { clock }: Runtime): Again {
  const notes = campaigns.flatMap(({ plan }) => agentNotes({ id: plan.agent, kind: plan.agentKind }, clock.now()));
  return { notes: [...new Set(notes)], faults: [] };
}

async function agentsOf(
  campaigns: readonly Campaign[],
  voice: Pick<Voice, 'agent'>,
): Promise<Map<AgentId, Read<AgentInfo>>> {
  const found = new Map<AgentId, Read<AgentInfo>>();
  for (const { plan } of campaigns) if (!found.has(plan.agent)) found.set(plan.agent, await voice.agent(plan.agent));
  return found;
}

function gone({ name, plan }: Campaign): Again['faults'][number] {
  const message = `The agent of "${name}", ${plan.agent}, is not on this account any more.`;
  return { message, hint: 'Name another agent_id in the campaign file, and run it again.' };
}

/** Plans of before names were kept say nothing of what is sent. */
function lacking({ name, plan }: Campaign, { variables }: AgentInfo): readonly Again['faults'][number][] {
  if (variables === undefined || plan.variables === undefined) return [];
  const sent = new Set([...plan.variables, attemptVariableOf(plan)]);
  const missing = variables.first.filter((one) => !sent.has(one));
  if (missing.length === 0) return [];
  const names = missing.map((one) => `{{${one}}}`).join(', ');
  const message = `"${name}": the agent says ${names} in its first words, and no call carries it.`;
  return [{ message, hint: 'Map it in "variables" of the campaign file, and run it again: outdial check says how.' }];
}

/** An agent that was moved from Line to managed keeps its id, and gets its data in another field from then on. */
async function putKind(
  store: Store,
  { id }: Campaign,
  agentKind: AgentInfo['kind'],
  { clock }: Runtime,
): Promise<void> {
  const change: Decide = ({ plan }) =>
    plan.agentKind === agentKind
      ? null
      : { is: 'change_plan', plan: { ...plan, agentKind, version: plan.version + 1 }, because: 'agent_kind' };
  await changeCampaign(store, id, change, { now: () => clock.now(), by: { is: 'operator' } });
}
