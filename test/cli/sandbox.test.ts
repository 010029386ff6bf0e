/** The flags of `outdial sandbox` reach the stand-in that it starts. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { aDesk, type Desk, type Going } from './harness.ts';

let desk: Desk;
let going: Going | undefined;
beforeEach(() => {
  desk = aDesk({});
});
afterEach(async () => {
  going?.interrupt();
  await going?.done;
  going = undefined;
  desk.remove();
});

async function started(flags: readonly string[]): Promise<string> {
  going = desk.start(['sandbox', '--port', '0', ...flags]);
  await going.says(/CARTESIA_BASE_URL=\S+\n/);
  return going.said().match(/CARTESIA_BASE_URL=(\S+)/)?.[1] ?? '';
}

it('sets every fault that was asked for', async () => {
  const url = await started([
    ...['--item-error', '5x', '--item-error-code', 'x', '--item-error-title', 'T', '--item-error-message', 'M'],
    ...['--throttle', '1x', '--unavailable', '0.5', '--shut-for', '20s', '--retry-as', 'date'],
    ...['--zdr', '--gone-after', '7', '--list-order', 'shuffled', '--list-lag', '1s'],
  ]);
  expect(await (await fetch(`${url}/__sandbox/faults`)).json()).toEqual({
    itemError: { count: 5, code: 'x', title: 'T', message: 'M' },
    throttle: { count: 1, forMs: 20_000, retryAs: 'date' },
    unavailable: { probability: 0.5, forMs: 20_000, retryAs: 'date' },
    zdr: true,
    gone: { after: 7 },
    listOrder: 'shuffled',
    listLag: 1_000,
  });
});

it('gives the agent its first words', async () => {
  const url = await started(['--initial-message', 'Hello {{customer_name}}']);
  const headers = { Authorization: 'Bearer k', 'Cartesia-Version': '2026-08-14' };
  const reply = await fetch(`${url}/v1/agents/agent_sandbox`, { headers });
  expect(await reply.json()).toMatchObject({ config: { initial_message: 'Hello {{customer_name}}' } });
});

it('refuses an order that is none', async () => {
  const ran = await desk.run(['sandbox', '--list-order', 'by_name']);
  expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('newest_first, oldest_first, shuffled') });
});
