/** Dials campaigns with this process's engine, or watches the process that already has the ledger's. */
import { Signal } from '../../clock.ts';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { wantsRun } from '../../model/pause-reason.ts';
import { SECOND } from '../../model/time.ts';
import { maskText } from '../../report/mask.ts';
import { createPainter } from '../../report/painter.ts';
import type { RunEnd } from '../../model/run.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { OpenAccount, EngineTaken } from '../open.ts';
import type { Context } from '../../cli/terminal/context.ts';
import { dialToTheEnd } from './run.ts';
import { startCampaign } from './start.ts';
import { left, standing } from '../status.ts';
import { watchWorkers } from './watch.ts';

/** The campaigns are started here: with `--limit` only by the process that can keep to it. */
export async function dialAll(
  bench: OpenAccount,
  campaigns: readonly Campaign[],
  limit: number | null,
  context: Context,
): Promise<RunEnd> {
  const { clock, terminal } = context;
  const ids = campaigns.map(({ id }) => id);
  const painter = createPainter(terminal.screen);
  const detach = new Signal();
  let detached = false;
  let handedOver = false;
  const interrupts = context.interrupts(() => {
    detached = true;
    detach.wake();
  });
  try {
    for (;;) {
      const taken = await bench.engine(ids, limit, (sentence) => painter.say(maskText(sentence)));
      if (taken.is === 'workers') {
        await startAll(bench, campaigns, context);
        interrupts.stop();
        return await watchWorkers(bench, campaigns, painter, context);
      }
      if (taken.is === 'mine') {
        if (detached) return { is: 'stopped', left: await left(bench, campaigns) };
        // Handed over before: whatever became of them since (finished, paused) is for the end to say.
        if (handedOver) await handAgain(bench, campaigns, context);
        else await startAll(bench, campaigns, context);
        interrupts.stop();
        return await dialToTheEnd(taken.engine, bench.store, campaigns, painter, context);
      }
      if (!handedOver) {
        if (limit !== null) throw limitHere(taken, context);
        await startAll(bench, campaigns, context);
        handedOver = true;
        terminal.say(
          `${holder(taken, context)} dials with this ledger and has been handed ${count(ids.length, 'campaign')}.`,
        );
        terminal.say('This one watches, and takes over when that one ends. Ctrl-C detaches.');
      }
      await handAgain(bench, campaigns, context);
      const end = await standing(bench, campaigns);
      if (end !== null) return end;
      if (detached) return { is: 'detached', left: await left(bench, campaigns) };
      await clock.sleep(clock.now() + SECOND, detach);
    }
  } finally {
    interrupts.stop();
  }
}

async function startAll(bench: OpenAccount, campaigns: readonly Campaign[], { clock }: Context): Promise<void> {
  for (const campaign of campaigns) await startCampaign(bench.store, campaign, clock.now());
}

/** An engine that stops or starts sets aside what nobody asks for; a run that watches still asks for its own. */
async function handAgain(bench: OpenAccount, campaigns: readonly Campaign[], { clock }: Context): Promise<void> {
  for (const { id } of campaigns) {
    const campaign = await bench.store.campaign(id);
    if (campaign?.state.is !== 'paused' || !wantsRun(campaign.state)) continue;
    await startCampaign(bench.store, campaign, clock.now());
  }
}

/** Whoever dials counts its own: refused before anything is loaded. */
export function limitWorkers(): Error {
  const message = 'The workers of a shared ledger dial a campaign to its end: a --limit cannot be handed over.';
  return userError('limit_elsewhere', `${message} Nobody was dialed.`, 'Leave out --limit, or load a shorter list.');
}

type HeldElsewhere = Extract<EngineTaken, { is: 'held' }>;

/** Who, where and since when; the note beside the lock may be missing. */
function holder({ by }: HeldElsewhere, { clock }: Context): string {
  if (by === null) return 'Another outdial';
  return `Another outdial (process ${by.pid} on ${by.host}, since ${formatWhen(by.since, clock.now(), operatorZone())})`;
}

/** Whoever dials counts its own limit only: handed over, this campaign would be dialed to its end. */
function limitHere(taken: HeldElsewhere, context: Context): Error {
  return userError(
    'limit_elsewhere',
    `${holder(taken, context)} dials with this ledger, and a --limit cannot be handed over. Nobody was dialed.`,
    'Wait until it has ended, or leave out --limit.',
  );
}
