/** Resumes campaigns: whoever dials goes on with them; where nobody does, they are made ready for a run by what is stored of them. */
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignCounts, Store } from '../../store/port.ts';
import type { AgentInfo } from '../../voice/port.ts';
import { digestOf } from '../account.ts';
import type { OpenAccount } from '../open.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { readFilesAgain } from '../suppression/again.ts';
import { choose, isDialed, type Which } from './choose.ts';
import { lookAgain, lookAtAgents, type Again } from './refresh-agents.ts';
import { change } from './steer.ts';

export type Resumed =
  /** Nothing can go on, whoever dials. */
  | { readonly is: 'over'; readonly chosen: readonly Campaign[] }
  /** It would stand as running, and nobody would dial it: nothing was changed. `toDial`: those that a run can go on with. */
  | { readonly is: 'nobody_dials'; readonly chosen: readonly Campaign[]; readonly toDial: readonly Campaign[] }
  /** Everybody would be refused. Nothing was changed. */
  | ({ readonly is: 'agent_refuses' } & Again)
  | {
      readonly is: 'resumed';
      /** As they stood before. */
      readonly chosen: readonly Campaign[];
      /** As they stand now, in the same order: somebody else may have been quicker. */
      readonly now: readonly Campaign[];
      /** How many of them were paused. */
      readonly resumed: number;
      readonly notes: readonly string[];
    };

/** What is known of the agents is looked up first: a campaign may have been paused for a month. */
export async function resumeCampaigns(store: Store, which: Which, config: Config, caller: Caller): Promise<Resumed> {
  const chosen = await choose(store, which);
  if (chosen.every(({ state }) => state.is === 'finished' || state.is === 'canceled')) return { is: 'over', chosen };
  if (!(await isDialed(config, store))) {
    // One that stands as running was left behind by a process that is gone.
    const toDial = chosen.filter(({ state }) => state.is === 'paused' || state.is === 'running');
    return { is: 'nobody_dials', chosen, toDial };
  }
  const paused = chosen.filter(({ state }) => state.is === 'paused');
  const again = await lookAgain(config, store, paused, caller);
  if (again.faults.length > 0) return { is: 'agent_refuses', ...again };
  const ledger = { store, digest: digestOf(await store.info()), clock: caller.clock };
  const files = await readFilesAgain(paused, ledger, config.databaseUrl !== null);
  let resumed = 0;
  for (const campaign of paused)
    resumed += await change(store, campaign, { is: 'resume', by: caller.operator }, caller);
  const now = await Promise.all(chosen.map(async (before) => (await store.campaign(before.id)) ?? before));
  return { is: 'resumed', chosen, now, resumed, notes: [...again.notes, ...files] };
}

/** A campaign that is dialed by its stored plan: its file and its list are not needed again. */
export type StoredReady = {
  readonly campaign: Campaign;
  readonly counts: CampaignCounts;
  /** As it is now; what is stored of it where it could not be asked for. */
  readonly agent: AgentInfo;
};

export type StoredPrepared = Again & { readonly ready: readonly StoredReady[] };

/** For a run of them by this process. Throws `other_account` where this key cannot dial any of them. */
export async function prepareStored(
  { account, digest, store, voice }: OpenAccount,
  chosen: readonly Campaign[],
  runtime: Runtime,
): Promise<StoredPrepared> {
  const mine = chosen.filter((campaign) => campaign.account === account);
  const [first] = chosen;
  if (mine.length === 0 && first !== undefined) {
    const message = `The campaign "${first.name}" was made with another host or API key.`;
    throw userError('other_account', message, 'Resume it with the key and the host that it was made with.');
  }
  const { agents, notes, faults } = await lookAtAgents(voice, store, mine, runtime);
  const files = faults.length > 0 ? [] : await readFilesAgain(mine, { store, digest, clock: runtime.clock });
  const ready: StoredReady[] = [];
  for (const { id } of mine) {
    // As it is by now: what was found out of its agent is in its plan.
    const campaign = await store.campaign(id);
    if (campaign === undefined) continue;
    const { agent, agentKind: kind } = campaign.plan;
    const read = agents.get(agent);
    const info = read?.is === 'ok' ? read.value : { id: agent, name: null, kind };
    ready.push({ campaign, counts: await store.counts(id), agent: info });
  }
  const others = chosen.filter((campaign) => !mine.includes(campaign));
  const left = others.map(({ name }) => `"${name}" was made with another host or API key, and is left as it is.`);
  return { ready, notes: [...left, ...notes, ...files], faults };
}
