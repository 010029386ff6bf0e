/** Adds the people of another list to a campaign, as if its own had named them too: the same columns, the same checks. */
import { resolve } from 'node:path';
import { isLoopback, type Config } from '../../config/environment.ts';
import { editedText, valueAt } from '../../load/spec/edit.ts';
import type { Account } from '../../load/spec/account.ts';
import type { InlineRows } from '../../load/spec/spec.ts';
import { specFromText } from '../../load/spec/read.ts';
import { parseSpecJson } from '../../load/spec/source-text.ts';
import type { Campaign } from '../../model/campaign.ts';
import { UserError } from '../../model/errors.ts';
import type { LoadReport } from '../../model/load-report.ts';
import type { Store } from '../../store/port.ts';
import type { AgentInfo } from '../../voice/port.ts';
import { digestOf } from '../account.ts';
import { findCampaign } from '../ledger.ts';
import { openProvider } from '../open-provider.ts';
import { openSharedList } from '../open-suppression.ts';
import { must } from '../provider.ts';
import type { Caller } from '../runtime.ts';
import { goOn, refuseOver, type GoesOn } from './go-on.ts';
import { stageCampaign, type LoadNotice, type Loaded } from './load.ts';
import type { Source } from './source.ts';
import { tooManyRejected } from './thresholds.ts';

export type AddOptions = {
  /** A file for rejected rows, and whether one that is there is replaced. */
  readonly rejects?: string | undefined;
  readonly force?: boolean;
  /** The list is right, although a great part of it is rejected or one number. */
  readonly acceptRejects?: boolean;
  readonly onNotice?: (notice: LoadNotice) => void;
  /** The list itself, where it is called `-`. */
  readonly bytes?: AsyncIterable<Uint8Array>;
};

export type Addition = {
  readonly campaign: Campaign;
  /** What the list comes to: `added` are the people that the campaign does not know. */
  readonly loaded: Loaded;
  /** Nothing is seen before. */
  apply(): Promise<Added>;
  /** No trace is left. */
  abandon(): Promise<void>;
};

export type Added = GoesOn & { readonly report: LoadReport };

/** `list`: a path or `-`, or rows of a program. Throws what a run of the campaign with this list would throw; then nothing of it is left. */
export async function planAdd(
  store: Store,
  name: string,
  list: string | InlineRows,
  account: Account,
  config: Config,
  { rejects, force, acceptRejects = false, onNotice, bytes }: AddOptions,
  caller: Caller,
): Promise<Addition> {
  const campaign = await findCampaign(store, name);
  refuseOver(campaign, caller.clock.now());
  const source = sourceFrom(campaign, list, account, caller.cwd);
  const rehearsal = isLoopback(config.baseUrl);
  const { staged, ...loaded } = await stageCampaign(
    {
      ...{ source, store, digest: digestOf(await store.info()), rehearsal, rejects, onNotice, bytes },
      lineTypes: campaign.plan.lines.map(({ provider }) => provider),
      rules: campaign.plan.rules ?? null,
      agent: await agentOf(campaign, config),
      team: (shared) => openSharedList(shared, config, caller),
      // Whoever is known stays as they are: a corrected list is run again, and shows what it changes.
      only: ['new'],
      ...(force === undefined ? {} : { force }),
    },
    caller,
  );
  try {
    const problems = rehearsal || acceptRejects ? [] : tooManyRejected(loaded.report);
    if (problems.length > 0) throw new UserError(problems);
  } catch (error) {
    await staged.abandon();
    throw error;
  }
  return {
    campaign,
    loaded,
    apply: async () => {
      try {
        refuseOver((await store.campaign(campaign.id)) ?? campaign, caller.clock.now());
        const report = await staged.publish();
        return { report, ...(await goOn(store, campaign.id, config, caller)) };
      } catch (error) {
        await staged.abandon();
        throw error;
      }
    },
    abandon: () => staged.abandon(),
  };
}

/** The campaign's own file with this list in the place of its own. What said how that one is stored does not hold for it. */
function sourceFrom({ name, plan }: Campaign, list: string | InlineRows, account: Account, cwd: string): Source {
  const path = typeof list !== 'string' ? [] : list === '-' ? list : resolve(cwd, list);
  const text = ['sheet', 'encoding'].reduce(
    (kept, key) =>
      valueAt(parseSpecJson(name, kept).value, [key]) === undefined ? kept : editedText(kept, [key], undefined),
    editedText(plan.specText, ['contacts'], path),
  );
  const spec = specFromText(text, name, account);
  // Its do-not-call files lay beside a file that nobody knows the place of; its plan knows theirs.
  const suppression = [...new Set([...(plan.doNotCall?.files ?? []), ...account.suppression])];
  const added = { ...spec, name, suppression };
  if (typeof list === 'string') return { spec: added, bare: false, named: list };
  // Under a name of its own: to the campaign's own rows, loaded again, they are no rows that have gone.
  return { spec: { ...added, contacts: { is: 'inline', rows: list, name: 'added' } }, bare: false, named: name };
}

/** What it says in its first words must be in every row; where nobody can be asked, the ledger's plan has to do. */
async function agentOf({ plan }: Campaign, config: Config): Promise<AgentInfo | null> {
  if (config.apiKey === null) return null;
  const voice = await openProvider(config, config.apiKey);
  try {
    return must(await voice.agent(plan.agent));
  } finally {
    await voice.close();
  }
}
