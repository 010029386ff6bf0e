/** Dials campaigns with this process's engine, or watches the process that already has the ledger's. */
import { Signal } from '../../clock.ts';
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import type { CampaignId } from '../../model/ids.ts';
import { isPauseOver, keepsRun, wantsRun } from '../../model/pause-reason.ts';
import type { RunEnd } from '../../model/run.ts';
import { SECOND, type Instant } from '../../model/time.ts';
import { holderWords, operatorZone } from '../../report/when.ts';
import type { OpenAccount } from '../open.ts';
import type { Store } from '../../store/port.ts';
import type { Runtime } from '../runtime.ts';
import { left, standing } from '../status.ts';
import { dialToTheEnd } from './dial.ts';
import { lullsOf } from './lull.ts';
import { makeHours } from '../../policy/hours.ts';
import { onAbort, type HeldBy, type RunOptions } from './events.ts';
import { hasOwnTerms, noteTerms } from './own-terms.ts';
import { startCampaign } from './start.ts';
import { watchSteering } from './steering.ts';
import { changeCampaign, type Decide } from '../../engine/change-campaign.ts';
import { watchWorkers } from './watch.ts';

/** The campaigns are started here: with a limit only by the process that can keep to it. */
export async function runCampaigns(
  open: OpenAccount,
  campaigns: readonly Campaign[],
  options: RunOptions,
  runtime: Runtime,
): Promise<RunEnd> {
  const { beforeDial, limit, signal, resumedBy, onEvent: tell } = options;
  const { clock } = runtime;
  const ids = campaigns.map(({ id }) => id);
  const detach = new Signal();
  const lulls = lullsOf(open.store, campaigns, makeHours(), true);
  const stopListening = onAbort(signal, () => detach.wake());
  const steering = watchSteering(open.store, campaigns, tell);
  let handedOver = false;
  try {
    for (;;) {
      // Whoever dialed is gone, and what it dialed is nobody's.
      const adopted = handedOver ? await othersRunning(open, ids) : [];
      const say = (sentence: string): void => tell({ is: 'notice', sentence });
      const taken = await open.engine(ids, { limit, say, adopted: adopted.map(({ id }) => id), beforeDial });
      if (taken.is === 'workers') {
        if (beforeDial !== undefined) throw askedHere('The workers of a shared ledger dial');
        await startAll(open, campaigns, resumedBy, runtime);
        return await watchWorkers(open, campaigns, options, runtime);
      }
      if (taken.is === 'mine') {
        if (signal?.aborted === true) return { is: 'stopped', left: await left(open, campaigns) };
        // Handed over before: whatever became of them since (finished, paused) is for the end to say.
        if (handedOver) await handAgain(open, campaigns, runtime);
        else {
          await noteTerms(open.store, ids, options);
          await startAll(open, campaigns, resumedBy, runtime);
        }
        if (handedOver) tell({ is: 'taken_over', also: adopted.map(({ name }) => name) });
        return await dialToTheEnd(taken.engine, open.store, [...campaigns, ...adopted], options, runtime);
      }
      if (!handedOver) {
        if (limit !== null) throw limitHere(taken.by, clock.now());
        if (beforeDial !== undefined) {
          throw askedHere(`${holderWords(taken.by, clock.now(), operatorZone())} dials with this ledger`);
        }
        await startAll(open, campaigns, resumedBy, runtime);
        handedOver = true;
        tell({ is: 'handed_over', by: taken.by, campaigns: ids.length });
      }
      await handAgain(open, campaigns, runtime);
      await steering.look();
      const end = await standing(open, campaigns);
      if (end !== null) return end;
      if (options.untilIdle === true) {
        const lull = await lulls(clock.now());
        if (lull?.idle === true) return { is: 'idle', left: await left(open, campaigns), until: lull.until };
      }
      if (signal?.aborted === true) return { is: 'detached', left: await left(open, campaigns) };
      await clock.sleep(clock.now() + SECOND, detach);
    }
  } finally {
    stopListening();
  }
}

/** What a person has paused stays so, unless it is a person who starts it now. */
async function startAll(
  open: OpenAccount,
  campaigns: readonly Campaign[],
  resumedBy: string | undefined,
  { clock }: Runtime,
): Promise<void> {
  for (const campaign of campaigns) {
    const { state } = campaign;
    const held = state.is === 'paused' && keepsRun(state) && !isPauseOver(state, clock.now());
    if (held && resumedBy === undefined) continue;
    // Whoever says so knows that its start is past, or that what it was to wait for has gone.
    const { startLatest, after } = campaign.plan;
    const by = held || startLatest !== undefined || after !== undefined ? resumedBy : undefined;
    await startCampaign(open.store, await asSetAside(open.store, campaign), clock.now(), by);
  }
}

/**
 * An engine that began since it was read (that of a test call before the first ring) has set it aside, because its own run
 * was gone: nobody meant it to stand still.
 */
async function asSetAside(store: Store, campaign: Campaign): Promise<Campaign> {
  const now = await store.campaign(campaign.id);
  return now?.state.is === 'paused' && wantsRun(now.state) ? now : campaign;
}

/** Campaigns of the account that run, and are of other runs; but for those that were dialed on the terms of theirs. */
async function othersRunning(
  { account, store }: OpenAccount,
  ids: readonly CampaignId[],
): Promise<readonly Campaign[]> {
  const running = (await store.campaigns()).filter((one) => one.account === account && one.state.is === 'running');
  const others: Campaign[] = [];
  for (const one of running) if (!ids.includes(one.id) && !(await hasOwnTerms(store, one.id))) others.push(one);
  return others;
}

/**
 * An engine that stops or starts sets aside what nobody asks for; a run that watches still asks for its own, and so it does
 * at the end of a pause, which another's engine may not know to be anybody's.
 */
async function handAgain(open: OpenAccount, campaigns: readonly Campaign[], { clock }: Runtime): Promise<void> {
  const again: Decide = ({ state }) => {
    if (state.is !== 'paused') return null;
    if (wantsRun(state)) return { is: 'start' };
    return isPauseOver(state, clock.now()) ? { is: 'resume' } : null;
  };
  const asked = { now: () => clock.now(), by: { is: 'operator' } } as const;
  for (const { id } of campaigns) await changeCampaign(open.store, id, again, asked);
}

/** Whoever dials counts its own: refused before anything is loaded. */
export function refuseLimit({ databaseUrl }: Config, limit: number | null): void {
  if (databaseUrl === null || limit === null) return;
  const message = 'The workers of a shared ledger dial a campaign to its end: a --limit cannot be handed over.';
  throw userError('limit_elsewhere', `${message} Nobody was dialed.`, 'Leave out --limit, or load a shorter list.');
}

/** Handed over, nobody would ask: whom the program would have kept from being rung would be rung. */
function askedHere(who: string): Error {
  return userError(
    'before_dial_elsewhere',
    `${who}, and cannot ask this program before each dial (beforeDial). Nobody was dialed.`,
    'Wait until it has ended, or run without beforeDial.',
  );
}

/** Whoever dials counts its own limit only: handed over, this campaign would be dialed to its end. */
function limitHere(by: HeldBy, now: Instant): Error {
  const who = holderWords(by, now, operatorZone());
  return userError(
    'limit_elsewhere',
    `${who} dials with this ledger, and a --limit cannot be handed over. Nobody was dialed.`,
    'Wait until it has ended, or leave out --limit.',
  );
}
