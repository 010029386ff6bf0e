/** What a program hears of its campaigns: after the ledger knows it, in order, from any point on again. */
import { expect, it } from 'vitest';
import type { CampaignEvent, Events } from '../../src/index.ts';
import { all, FAST, people, program } from './program.ts';

const p = program();

it('hears of each contact in order, and that it is settled when the ledger says so', async () => {
  const campaign = await p.outdial.load({ ...FAST, retry: { max_attempts: 1 }, contacts: people(4) });
  const heard = new Map<string, string[]>();
  const settled: Events['settled'][] = [];
  const standing: Promise<string | undefined>[] = [];
  for (const name of ['dialing', 'placed', 'started', 'ended', 'settled'] as const) {
    campaign.on(name, ({ contact }) => {
      heard.set(contact.id ?? '', [...(heard.get(contact.id ?? '') ?? []), name]);
    });
  }
  campaign.on('settled', (event) => {
    settled.push(event);
    standing.push(p.outdial.people.find(event.contact.number ?? '').then(([row]) => row?.status));
  });
  const { unheardErrors } = await campaign.run();
  expect(unheardErrors).toBe(0);
  expect([...heard.keys()].sort()).toEqual(['P0', 'P1', 'P2', 'P3']);
  for (const names of heard.values()) {
    expect(names).toEqual(['dialing', 'placed', 'started', 'ended', 'settled'].filter((name) => names.includes(name)));
    expect(names.filter((name) => name === 'settled')).toHaveLength(1);
  }
  const rows = await all(campaign.results());
  for (const { contact, status, disposition, attempts } of settled) {
    const row = rows.find(({ own }) => own['id'] === contact.id);
    expect({ status, disposition, attempts }).toEqual({
      status: row?.status,
      disposition: row?.disposition,
      attempts: row?.attempts,
    });
    expect(contact).toMatchObject({ campaign: 'calls', number: row?.to_number, columns: { name: row?.own['name'] } });
  }
  expect(await Promise.all(standing)).toEqual(settled.map(({ status }) => status));
});

it('a listener that throws, rejects or takes itself away stops nothing, and is told of', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(2) });
  const wheres: string[] = [];
  const once = (): void => void campaign.off('placed', once);
  campaign.on('placed', once);
  campaign.on('settled', () => {
    throw new Error('of the program');
  });
  campaign.on('dialing', () => Promise.reject(new Error('of the program')));
  campaign.on('error', ({ where, cause }) => {
    wheres.push(`${where}: ${String(cause)}`);
    throw new Error('even here');
  });
  const { end, unheardErrors } = await campaign.run();
  expect(end.is).toBe('finished');
  expect(wheres.sort()).toEqual([
    ...['dialing: Error: of the program', 'dialing: Error: of the program'],
    ...['settled: Error: of the program', 'settled: Error: of the program'],
  ]);
  expect(unheardErrors).toBe(4);
});

it('goes on from a cursor, so that nothing that happened while it was away is left out', async () => {
  const campaign = await p.outdial.load({ ...FAST, contacts: people(3) });
  await campaign.run();
  const events = await all(campaign.events({ after: 0, untilNow: true }));
  expect(events.filter(({ event }) => event === 'settled')).toHaveLength(3);
  expect(events.at(-1)).toMatchObject({ event: 'finished', campaign: 'calls' });
  const cursors = events.map(({ cursor }) => cursor);
  expect([...cursors].sort((a, b) => a - b)).toEqual(cursors);
  const half = events[Math.floor(events.length / 2)];
  const rest = await all(campaign.events({ after: half?.cursor ?? 0, untilNow: true }));
  expect(rest).toEqual(events.filter(({ cursor }) => cursor > (half?.cursor ?? 0)));
  expect(await all(campaign.events({ untilNow: true }))).toEqual([]);
});

it('follows without a run, whoever dials, until its signal or the end of the ledger', async () => {
  await p.outdial.load({ ...FAST, contacts: people(2) });
  const other = await p.open();
  const campaign = await other.campaign('calls');
  const stop = new AbortController();
  const names: CampaignEvent['event'][] = [];
  const following = (async () => {
    for await (const { event } of campaign.events({ signal: stop.signal })) {
      names.push(event);
      if (event === 'finished') stop.abort();
    }
  })();
  await p.outdial.run();
  await following;
  expect(names[0]).toBe('running');
  expect(names.filter((name) => name === 'settled')).toHaveLength(2);
  const open = all(campaign.events());
  await new Promise((resolve) => setTimeout(resolve, 50));
  await other.close();
  expect(await open).toEqual([]);
});

it('hears who paused and canceled it', async () => {
  const campaign = await p.outdial.load({ ...FAST, pacing: { calls_per_second: 1 }, contacts: people(9) });
  const heard: unknown[] = [];
  campaign.on('paused', ({ by, cause }) => heard.push({ by, cause }));
  campaign.on('canceled', ({ by }) => heard.push({ by }));
  const running = campaign.run();
  const other = await p.open({ operator: 'maria' });
  const same = await other.campaign('calls');
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  await same.pause();
  expect((await same.cancel()).state).toBe('canceled');
  expect((await running).end.is).toBe('canceled');
  expect(heard).toEqual([{ by: 'maria', cause: 'operator' }, { by: 'maria' }]);
  await other.close();
});
