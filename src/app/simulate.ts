/** The composition root of a simulation: the real engine over a ledger in memory, a simulated provider, a virtual clock. */
import { openEngine } from '../engine/engine.ts';
import type { Registries } from '../engine/registries.ts';
import type { MakeId } from '../random.ts';
import type { AnswerModel } from '../model/answer-model.ts';
import type { Campaign, Plan } from '../model/campaign.ts';
import type { Contact } from '../model/contact.ts';
import { parseAttemptId, type AccountKey, type CampaignId } from '../model/ids.ts';
import { readPlace } from '../model/place.ts';
import { DAY, MINUTE, type Duration, type Instant } from '../model/time.ts';
import { makeHours } from '../policy/hours.ts';
import { placeHours } from '../policy/may-dial.ts';
import { makeLocalTime } from '../report/local-time.ts';
import type { RunEnd } from '../model/run.ts';
import type { Dial, Played } from '../report/sim-types.ts';
import { between, stream } from '../simulate/random.ts';
import { Waiting } from '../simulate/waiting.ts';
import { World, type Lull, type Turn } from '../simulate/world.ts';
import { openMemoryStore } from '../store/memory/memory.ts';
import type { Store } from '../store/port.ts';
import { fateOf } from '../voice/simulated/fates.ts';
import { Provider, type SimulatedCall } from '../voice/simulated/provider.ts';
import { simulatedVoice } from '../voice/simulated/voice.ts';

/** A ledger in memory whose ids come from a seed: the same list gives the same contacts. */
export function openRehearsalLedger(seed: number, now: Instant): { readonly store: Store; readonly makeId: MakeId } {
  const makeId = seededIds(seed);
  return { store: openMemoryStore({ makeId, now }), makeId };
}

/**
 * Everything that was woken has run until it waits again: a tick comes after all promises that can settle have. Every so
 * often the event loop has its turn, so that a signal or a closed terminal is heard.
 */
function makeTurn(): Turn {
  let turns = 0;
  return () => {
    turns += 1;
    return new Promise((resolve) => {
      if (turns % 1_000 === 0) setImmediate(resolve);
      else process.nextTick(resolve);
    });
  };
}

/** A contact as it was loaded, and the number that is dialed. */
export type Person = { readonly contact: Contact; readonly to: string };

export type Simulation = {
  readonly seed: number;
  readonly start: Instant;
  readonly campaign: { readonly id: CampaignId; readonly name: string; readonly plan: Plan };
  readonly people: readonly Person[];
  readonly model: AnswerModel;
  readonly pollInterval: Duration;
  /** Lives through every heartbeat instead of leaping to where something can change: slow, and must come to the same. */
  readonly everyHeartbeat?: boolean;
};

/** A campaign that has not ended by then has nobody left whom it could ever ring. */
const PATIENCE: Duration = 366 * DAY;
const ACCOUNT = 'simulation' as AccountKey;

const NOBODY_LISTED: Registries = {
  ready: () => true,
  ask: (_, numbers) => Promise.resolve(new Map(numbers.map((number) => [number, { listed: 'no', words: null }]))),
};

export async function simulateCampaign(simulation: Simulation): Promise<Played> {
  const { seed, start, campaign, pollInterval } = simulation;
  const { plan } = campaign;
  const world = new World(start, stream(seed, 'order'), makeTurn());
  const hours = makeHours();
  const { store, makeId } = openRehearsalLedger(seed, start);
  await fill(store, simulation);

  const provider = providerOf(simulation, world);
  const network = stream(seed, 'network');
  const voice = simulatedVoice(world, provider, {
    arrive: () => between(network, 20, 60),
    reply: () => between(network, 100, 400),
    read: () => between(network, 50, 200),
  });

  const sight = stream(seed, 'polling');
  const waiting = new Waiting({
    store,
    account: ACCOUNT,
    campaign: campaign.id,
    slots: plan.maxConcurrentCalls,
    cartesiaOnly: plan.lines.every(({ provider: type }) => type === 'cartesia'),
    endAt: plan.endAt,
    now: () => world.now,
    places: placeHours(plan, hours),
    nextEnd: () => provider.nextEnd(),
    seenAfter: () => between(sight, 1, pollInterval),
  });

  const ports = { store, voice, clock: world.clock(), hours, makeId };
  const { id: ledger } = await store.info();
  const engine = await openEngine(ports, {
    account: ACCOUNT,
    ledger,
    pollInterval,
    // Nothing is asked of the world: who is on its lists was left out when the list was loaded.
    doNotCall: { ask: () => Promise.resolve({ is: 'heard', refused: new Map() }) },
    registries: NOBODY_LISTED,
    lastWord: () => Promise.resolve({ is: 'yes' }),
    role: { is: 'single', watched: [campaign.id], limit: null },
  });
  let end: RunEnd | null = null;
  let broken: unknown = null;
  engine.run().then(
    (how) => (end = how),
    (cause: unknown) => (broken = cause),
  );
  const look: Lull = async (asleep) => {
    const until = await waiting.look(asleep);
    return simulation.everyHeartbeat === true ? world.now : until;
  };
  await world.run(() => end !== null || broken !== null, start + PATIENCE, look);
  if (broken !== null) throw broken instanceof Error ? broken : new Error('the engine stopped', { cause: broken });
  await waiting.look(true);
  return playedOf(simulation, provider, { end, spent: waiting.spent(), counts: await store.counts(campaign.id) });
}

/** The contacts as they were loaded, into a ledger of this seed's own. */
async function fill(store: Store, { campaign, people, start }: Simulation): Promise<void> {
  const running: Campaign = { ...campaign, account: ACCOUNT, state: { is: 'running' }, createdAt: start, version: 1 };
  await store.putCampaign('new', running, []);
  const load = await store.beginLoad(campaign.id, people[0]?.contact.list ?? '', start);
  const rows = people.map(({ contact, to }) => ({
    row: contact.row,
    personal: { owner: contact.id, key: 'row', body: { to_number: to, variables: {} } },
    digest: contact.key,
    outcome: { is: 'accepted' as const, contact: { ...contact, load } },
  }));
  await store.addRows(load, rows);
  await store.publishLoad(load, []);
}

function providerOf({ seed, campaign, people, model }: Simulation, world: World): Provider {
  const hourIn = makeHourIn(campaign.plan.zoneOverrides);
  const zones = new Map(people.map(({ contact, to }) => [to, zoneOf(contact)]));
  return new Provider({
    now: () => world.now,
    newsOnly: true,
    numbers: new Map(campaign.plan.lines.map(({ id, number }) => [id, number])),
    fate: ({ to }, nth) => {
      return fateOf(model, campaign.plan, { seed, to, nth, hour: hourIn(zones.get(to) ?? 'UTC', world.now) });
    },
  });
}

/** Clocks change on quarter hours only, so an hour once read holds for its quarter. */
function makeHourIn(overrides: Plan['zoneOverrides']): (zone: string, at: Instant) => number {
  const localTime = makeLocalTime(overrides);
  const known = new Map<string, number>();
  return (zone, at) => {
    const quarter = Math.floor(at / (15 * MINUTE));
    const key = `${zone} ${quarter}`;
    const hour = known.get(key) ?? localTime(zone, quarter * 15 * MINUTE).hour;
    known.set(key, hour);
    return hour;
  };
}

/** Of several zones a number may be in, the first: all of them are in their hours whenever it is dialed. */
function zoneOf({ place }: Contact): string {
  return readPlace(place).zones[0] ?? 'UTC';
}

function playedOf(
  { seed, start, people }: Simulation,
  provider: Provider,
  { end, spent, counts }: Pick<Played, 'end' | 'spent' | 'counts'>,
): Played {
  const zones = new Map<string, string>(people.map(({ contact }) => [contact.id, zoneOf(contact)]));
  const dials = provider.calls.map((call) => dialOf(call, provider.endOf(call), zones));
  const endedAt = dials.reduce<Instant | null>((last, dial) => Math.max(last ?? 0, dial.endedAt), null);
  return { seed, start, end, endedAt, dials, spent, counts };
}

function dialOf(call: SimulatedCall, endedAt: Instant, zones: ReadonlyMap<string, string>): Dial {
  const attempt = parseAttemptId(call.attempt);
  return {
    at: call.placedAt,
    endedAt,
    to: call.to,
    attempt: attempt?.seq ?? 1,
    line: call.line,
    zone: zones.get(attempt?.contact ?? '') ?? 'UTC',
    endReason: call.fate.endReason,
    talked: call.fate.talks ?? 0,
  };
}

function seededIds(seed: number): MakeId {
  const luck = stream(seed, 'ids');
  const letters = 'abcdefghjkmnpqrstvwxyz0123456789';
  return (length) => Array.from({ length }, () => letters[Math.floor(luck() * letters.length)]).join('');
}
