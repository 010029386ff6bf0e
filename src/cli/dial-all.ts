/** Dials campaigns with this process's engine, or watches the process that already has the ledger's. */
import { Wake } from '../clock.ts';
import type { Campaign } from '../model/campaign.ts';
import { SECOND } from '../model/time.ts';
import type { RunEnd } from '../report/run.ts';
import { count } from '../report/when.ts';
import type { Bench } from '../assemble.ts';
import type { Context } from './context.ts';
import { dialToTheEnd } from './dialing.ts';

export async function dialAll(
  bench: Bench,
  campaigns: readonly Campaign[],
  limit: number | null,
  context: Context,
): Promise<RunEnd> {
  const { clock, terminal } = context;
  const ids = campaigns.map(({ id }) => id);
  const detach = new Wake();
  let detached = false;
  let told = false;
  const interrupts = context.interrupts(() => {
    detached = true;
    detach.wake();
  });
  try {
    for (;;) {
      const taken = await bench.engine(ids, limit);
      if (taken.is === 'mine') {
        interrupts.stop();
        return await dialToTheEnd(taken.engine, bench.store, campaigns, context);
      }
      const end = await standing(bench, campaigns);
      if (end !== null) return end;
      if (detached) return { is: 'stopped', left: await left(bench, campaigns) };
      if (!told) {
        const who =
          taken.by === null ? 'Another outdial' : `Another outdial (process ${taken.by.pid} on ${taken.by.host})`;
        terminal.say(`${who} dials with this ledger and has been handed ${count(ids.length, 'campaign')}.`);
        terminal.say('This one watches, and takes over when that one ends. Ctrl-C detaches.');
        told = true;
      }
      await clock.sleep(clock.now() + SECOND, detach);
    }
  } finally {
    interrupts.stop();
  }
}

/** How the campaigns ended while another engine had them; null while they go on. */
async function standing(bench: Bench, campaigns: readonly Campaign[]): Promise<RunEnd | null> {
  const now = await Promise.all(campaigns.map(({ id }) => bench.store.campaign(id)));
  if (now.some((campaign) => campaign?.state.is === 'running')) return null;
  for (const campaign of now) {
    if (campaign?.state.is === 'paused') return { is: 'paused', message: campaign.state.message };
  }
  return { is: 'finished', needsReview: 0 };
}

async function left(bench: Bench, campaigns: readonly Campaign[]): Promise<number> {
  let sum = 0;
  for (const { id } of campaigns) {
    const { states } = await bench.store.counts(id);
    sum += states.ready + states.in_progress + states.in_doubt;
  }
  return sum;
}
