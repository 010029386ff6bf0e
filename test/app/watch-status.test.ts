/** Watching: until it is over, until somebody says stop, through a ledger that is away. */
import { mkdtempSync, renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ledgerPath, openLedger } from '../../src/app/open-ledger.ts';
import { watchStatus, type WatchedStatus } from '../../src/app/watch-status.ts';
import { systemClock } from '../../src/clock.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import type { Store } from '../../src/store/port.ts';
import { DEMO, fillLedger, T0 } from '../cli/a-ledger.ts';
import { removeFolder } from '../store/folder.ts';
import { aConfig, refusal } from './support.ts';

const means = { clock: systemClock(), makeId: randomId, makeSecret: randomSecret };
let folder = '';
let store: Store;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'outdial-watch-'));
  store = await openLedger(means, ledgerPath(folder));
  await fillLedger(store);
});
afterEach(async () => {
  await store.close();
  removeFolder(folder);
});

/** `then`: what is done after each look; `false` ends it. */
async function watch(
  name: string | null,
  then: (look: WatchedStatus, nth: number) => Promise<boolean>,
  signal = new AbortController().signal,
) {
  const seen: string[] = [];
  const onLook = async (look: WatchedStatus): Promise<boolean> => {
    seen.push(look.is === 'one' ? look.status.report.state : look.is);
    return then(look, seen.length);
  };
  const how = await watchStatus(
    name,
    { interval: 5, zone: 'UTC', signal, onLook },
    aConfig({ dataDir: folder }),
    means,
  );
  return { how, seen };
}

async function finish(): Promise<void> {
  const known = (await store.campaign(DEMO))!;
  await store.putCampaign(
    known.version,
    { ...known, state: { is: 'finished', at: T0 }, version: known.version + 1 },
    [],
  );
}

it('goes on while a call is open, though the campaign is over', async () => {
  const { how, seen } = await watch('demo', async (_, nth) => {
    if (nth === 2) await finish();
    return nth < 4;
  });
  expect({ how, seen }).toEqual({ how: 'stopped', seen: ['running', 'running', 'finished', 'finished'] });
});

it('ends when it is over', async () => {
  await store.putCampaign(
    'new',
    { ...(await store.campaign(DEMO))!, id: 'none' as never, name: 'none', version: 1, state: { is: 'running' } },
    [],
  );
  const { how, seen } = await watch('none', async (look) => {
    if (look.is !== 'one') return false;
    const { campaign } = look.status;
    if (campaign.state.is === 'running')
      await store.putCampaign(campaign.version, { ...campaign, state: { is: 'canceled', at: T0 }, version: 2 }, []);
    return true;
  });
  expect({ how, seen }).toEqual({ how: 'over', seen: ['running', 'canceled'] });
});

it('stops when it is asked to, between two looks', async () => {
  const stop = new AbortController();
  const { how } = await watch(
    null,
    async (_, nth) => {
      if (nth === 2) stop.abort();
      return true;
    },
    stop.signal,
  );
  expect(how).toBe('stopped');
});

it('a ledger that is gone for a while is looked for again', async () => {
  const [here, there] = [ledgerPath(folder), join(folder, 'elsewhere')];
  const { how, seen } = await watch('demo', async (look, nth) => {
    if (nth === 1) renameSync(here, there);
    if (look.is === 'trouble') renameSync(there, here);
    return nth < 3;
  });
  expect({ how, seen }).toEqual({ how: 'stopped', seen: ['running', 'trouble', 'running'] });
});

it('nobody waits for what was never there', async () => {
  expect(await refusal(watch('dmo', async () => true))).toEqual(['unknown_campaign']);
  const nowhere = aConfig({ dataDir: join(folder, 'no') });
  const options = { interval: 5, zone: 'UTC', signal: new AbortController().signal, onLook: async () => true };
  expect(await refusal(watchStatus(null, options, nowhere, means))).toEqual(['no_ledger']);
});
