/** An engine's core over a ledger in memory: for parts of an engine, without a run. */
import type { Campaign, Plan } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey } from '../../src/model/ids.ts';
import { SECOND } from '../../src/model/time.ts';
import type { EngineCore } from '../../src/engine/core.ts';
import { openCore, type EngineOptions, type EnginePorts } from '../../src/engine/open-core.ts';
import type { Role } from '../../src/engine/role.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { Voice } from '../../src/voice/port.ts';
import { ACCOUNT, CAMPAIGN, makeCampaign, makeContact, makePlan, NOW } from '../support/fixtures.ts';

/** For a clock of a test, which never waits: looks that follow each other for ever end in a failure. */
export function atMost(looks: number): () => void {
  let left = looks;
  return () => {
    left -= 1;
    if (left < 0) throw new Error('it looks again and again, and nothing changes');
  };
}

export type Scene = { readonly core: EngineCore; readonly store: Store; readonly said: readonly string[] };

/** `over`: ports of the scene's own, where it plays with them. */
export async function openScene(
  role: Role = { is: 'single', watched: [CAMPAIGN], limit: null },
  over: Partial<EnginePorts> = {},
  asked: Pick<EngineOptions, 'beforeDial' | 'lastWord' | 'registries'> = {},
): Promise<Scene> {
  const store = over.store ?? openMemoryStore({ makeId: () => 'L', now: NOW });
  const said: string[] = [];
  const look = atMost(5_000);
  const monotonic = (): number => {
    look();
    return 0;
  };
  const clock = { now: () => NOW, monotonic, sleep: () => Promise.resolve() };
  const ports = { store, voice: {} as Voice, clock, hours: makeHours(), makeId: () => 'batch', ...over };
  const options = { account: ACCOUNT, ledger: 'L', pollInterval: SECOND, role, ...asked };
  const core = await openCore(ports, { ...options, say: (sentence) => void said.push(sentence) }, NOW);
  return { core, store, said };
}

/** A running campaign and its list; `contact` of the n-th row. */
export async function addCampaign(
  store: Store,
  id: CampaignId,
  plan: Partial<Plan>,
  people: number,
  contact: (n: number) => Partial<Contact> = () => ({}),
  number: (n: number) => string = () => '+12125551000',
): Promise<Campaign> {
  const campaign = makeCampaign({ id, plan: makePlan(plan) });
  await store.putCampaign('new', campaign, []);
  const load = await store.beginLoad(id, 'list.csv', NOW);
  const rows = Array.from({ length: people }, (_, n) => {
    const key = `${id}${n}`;
    const own = { id: key as ContactId, key: key as ContactKey, destination: key as DestinationKey };
    const accepted = makeContact({ ...own, campaign: id, load, row: n + 2, ...contact(n) });
    const personal = { owner: key, key: 'row', body: { to_number: number(n), variables: {} } };
    return { row: n + 2, personal, digest: key, outcome: { is: 'accepted', contact: accepted } as const };
  });
  await store.addRows(load, rows);
  await store.publishLoad(load, []);
  return (await store.campaign(id)) ?? campaign;
}
