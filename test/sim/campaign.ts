/** Plays a whole campaign with the real engine on a virtual clock, and checks the invariants of DESIGN.md 4 as it goes. */
import { openEngine } from '../../src/engine.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey, LineId } from '../../src/model/ids.ts';
import type { Plan } from '../../src/model/campaign.ts';
import { MINUTE, SECOND, HOUR, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/plan/hours.ts';
import type { RunEnd } from '../../src/report/run.ts';
import { between, chance, stream } from '../../src/simulate/random.ts';
import { simulatedStore } from '../../src/simulate/store.ts';
import { World } from '../../src/simulate/world.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { Provider, type Fate, type SimulatedCall } from '../../src/voice/simulated/provider.ts';
import { simulatedVoice, type Passage } from '../../src/voice/simulated/voice.ts';
import { ACCOUNT, makeCampaign, makeContact, makeLine, makePlan, NOW } from '../support/people.ts';

export type Faults = {
  readonly lost: number;
  readonly replyLost: number;
  readonly nowhere: number;
  readonly throttled: number;
  readonly refused: number;
  readonly readsFail: number;
  readonly storeFails: number;
  readonly hidden: number;
  readonly stuck: number;
};
export const NO_FAULTS: Faults = {
  lost: 0,
  replyLost: 0,
  nowhere: 0,
  throttled: 0,
  refused: 0,
  readsFail: 0,
  storeFails: 0,
  hidden: 0,
  stuck: 0,
};

export type Setting = {
  readonly seed: number;
  readonly contacts: number;
  readonly lines: number;
  readonly cps: number;
  readonly slots: number;
  readonly faults: Faults;
  /** The process dies at these effects (their number in the run). */
  readonly crashes: readonly number[];
  readonly plan?: Partial<Plan>;
};

export type Played = {
  readonly ends: readonly RunEnd[];
  readonly calls: readonly SimulatedCall[];
  readonly contacts: readonly Contact[];
  readonly effects: readonly string[];
  readonly endedAt: Instant;
  readonly violations: readonly string[];
  /** The story of one contact, for a failing seed. */
  readonly trace: (contact: string) => Promise<string>;
};

const PATIENCE = 7 * 24 * HOUR;

export async function play(setting: Setting): Promise<Played> {
  const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const world = new World(NOW, stream(setting.seed, 'order'), turn);
  const ids = stream(setting.seed, 'ids');
  const makeId = (length: number): string =>
    Array.from({ length }, () => 'abcdefghjkmnpqrstvwxyz0123456789'[Math.floor(ids() * 32)]).join('');
  const memory = openMemoryStore({ makeId, now: NOW });
  const lines = Array.from({ length: setting.lines }, (_, n) =>
    makeLine({
      id: `ap_${n}` as LineId,
      number: `+1415555010${n}`,
      provider: setting.cps > 1 ? 'twilio' : 'cartesia',
      callsPerSecond: setting.cps,
    }),
  );
  const plan = makePlan({
    lines,
    maxConcurrentCalls: setting.slots,
    retry: { maxAttempts: 3, after: { no_answer: 2 * MINUTE, busy: MINUTE } },
    ...setting.plan,
  });
  const loaded = await load(memory, plan, setting.contacts);

  const luck = stream(setting.seed, 'provider');
  const provider = new Provider({
    now: () => world.now,
    numbers: new Map(lines.map((line) => [line.id, line.number])),
    fate: () => fateOf(luck, setting.faults),
  });
  const violations: string[] = [];
  const effects: string[] = [];
  const ends: RunEnd[] = [];
  let over = false;

  const onEffect = (name: string): void => {
    effects.push(name);
    if (name === 'request taken') violations.push(...ringing(provider, world.now, setting));
    if (setting.crashes.includes(effects.length)) {
      world.kill();
      world.after(between(luck, 0, 90) * SECOND, start);
    }
  };
  const weather = stream(setting.seed, 'weather');
  const store = simulatedStore(world, memory, {
    delay: () => between(weather, 0, 5),
    fails: (name) =>
      name === 'commit' && chance(weather, setting.faults.storeFails)
        ? chance(weather, 0.5)
          ? 'before'
          : 'after'
        : 'no',
    onEffect,
  });
  const voice = simulatedVoice(world, provider, {
    passage: () => passageOf(weather, setting.faults),
    readDelay: () => between(weather, 5, 200),
    readsFail: () => chance(weather, setting.faults.readsFail),
    onEffect,
  });
  const options = {
    account: ACCOUNT,
    ledger: (await memory.info()).id,
    pollInterval: SECOND,
    watched: [loaded],
    limit: null,
  };

  function start(): void {
    const ports = { store, voice, clock: world.clock(), hours: makeHours(), makeId };
    void openEngine(ports, options)
      .then((engine) => engine.run())
      .then(
        (end) => {
          ends.push(end);
          // Too much in doubt: an operator waits until those calls cannot be open any more, and says go on.
          if (end.is === 'paused' && ends.length < 20) world.after(HOUR, () => void resume());
          else over = true;
        },
        (cause: unknown) => {
          violations.push(
            `the engine threw: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
          );
          over = true;
        },
      );
  }
  async function resume(): Promise<void> {
    const campaign = await memory.campaign(loaded);
    if (campaign === undefined) return;
    await memory.putCampaign(
      campaign.version,
      { ...campaign, state: { is: 'running' }, version: campaign.version + 1 },
      [],
    );
    start();
  }
  start();
  const how = await world.run(() => over, NOW + PATIENCE);
  if (how !== 'done') violations.push(`the run did not end: ${how}`);
  const contacts = await allContacts(memory, loaded);
  violations.push(...settled(contacts, provider, setting));
  const trace = async (contact: string): Promise<string> => {
    const lines = await memory.log({ contact: contact as ContactId }, 0, 1_000);
    return lines
      .map(
        ({ at, attempt, event, from, to, cause }) =>
          `${(at - NOW) / SECOND}s ${attempt ?? ''} ${event} ${from} → ${to} ${cause ?? ''}`,
      )
      .join('\n');
  };
  return { ends, calls: provider.calls, contacts, effects, endedAt: world.now, violations, trace };
}

async function load(store: Store, plan: Plan, count: number): Promise<CampaignId> {
  const campaign = makeCampaign({ plan });
  await store.putCampaign('new', campaign, []);
  const loadId = await store.beginLoad(campaign.id, 'list.csv', NOW);
  await store.addRows(
    loadId,
    Array.from({ length: count }, (_, n) => {
      const contact = makeContact({
        id: `c${n}` as ContactId,
        key: `k${n}` as ContactKey,
        destination: `d${n}` as DestinationKey,
        row: n + 2,
        load: loadId,
      });
      const to_number = `+1212555${String(1000 + n)}`;
      return {
        row: n + 2,
        personal: { owner: contact.id, key: 'row', body: { to_number, variables: {} } },
        digest: String(n),
        outcome: { is: 'accepted' as const, contact },
      };
    }),
  );
  await store.publishLoad(loadId, []);
  return campaign.id;
}

function fateOf(luck: () => number, faults: Faults): Fate {
  const roll = luck();
  const rings = between(luck, 2, 25) * SECOND;
  const hidden = chance(luck, faults.hidden) ? between(luck, 1, 20) * SECOND : 0;
  if (chance(luck, faults.stuck)) return { rings, talks: PATIENCE * 2, endReason: null, status: 'completed', hidden };
  if (roll < 0.55) {
    const talks = between(luck, 5, 240) * SECOND;
    return { rings, talks, endReason: 'client_hangup', status: 'completed', hidden };
  }
  const endReason = roll < 0.8 ? 'dial_no_answer' : roll < 0.92 ? 'dial_busy' : 'dial_failed';
  return { rings, talks: null, endReason, status: 'failed', hidden };
}

function passageOf(weather: () => number, faults: Faults): Passage {
  const roll = weather();
  const kinds = ['lost', 'replyLost', 'nowhere', 'throttled', 'refused'] as const;
  const names = {
    lost: 'lost',
    replyLost: 'reply_lost',
    nowhere: 'nowhere',
    throttled: 'throttled',
    refused: 'refused',
  } as const;
  let sum = 0;
  let goes: Passage['goes'] = 'well';
  for (const kind of kinds) {
    if (roll >= sum && roll < sum + faults[kind]) goes = names[kind];
    sum += faults[kind];
  }
  return {
    connect: between(weather, 0, 30),
    arrive: between(weather, 5, 12),
    reply: between(weather, 20, 3_000),
    goes,
  };
}

/** Checked at every ring: nobody twice at once, no line too fast, no slot too many. */
function ringing(provider: Provider, now: Instant, setting: Setting): string[] {
  const found: string[] = [];
  const newest = provider.calls.at(-1);
  if (newest === undefined) return found;
  const batch = provider.calls.filter((call) => call.placedAt === now);
  for (const call of batch) {
    const others = provider.calls.filter((other) => other !== call && other.to === call.to);
    if (others.some((other) => provider.endOf(other) > now)) found.push(`I1: ${call.to} rings while it rings`);
    if (others.some((other) => other.fate.talks !== null))
      found.push(`I1: ${call.to} rings again after it was answered`);
    if (others.some((other) => other.attempt === call.attempt)) found.push(`I2: ${call.attempt} was sent twice`);
    if (others.length >= 3) found.push(`the budget of ${call.to} is overspent`);
  }
  const inSecond = provider.calls.filter((call) => call.line === newest.line && call.placedAt > now - SECOND).length;
  if (inSecond > setting.cps) found.push(`I5: ${inSecond} starts within a second on ${newest.line}`);
  if (provider.open() > setting.slots) found.push(`I5: ${provider.open()} calls open with ${setting.slots} slots`);
  return found;
}

/** Checked at the end: everyone is somewhere, and what the ledger says is what happened. */
function settled(contacts: readonly Contact[], provider: Provider, setting: Setting): string[] {
  const found: string[] = [];
  if (contacts.length !== setting.contacts)
    found.push(`I6: ${contacts.length} of ${setting.contacts} contacts are left`);
  for (const contact of contacts) {
    const to = `+1212555${String(1000 + contact.row - 2)}`;
    const calls = provider.calls.filter((call) => call.to === to);
    const { is } = contact.state;
    if (is === 'ready' || is === 'in_progress' || is === 'in_doubt') found.push(`I6: ${contact.id} is still ${is}`);
    if (is === 'completed' && !calls.some((call) => call.fate.talks !== null))
      found.push(`${contact.id} is completed and nobody answered`);
    if (is !== 'completed' && is !== 'needs_review' && calls.some((call) => call.fate.talks !== null)) {
      found.push(`${contact.id} answered and is ${is}`);
    }
    if (contact.rangTwice) found.push(`${contact.id} rang twice`);
    if (is === 'exhausted' && contact.state.reason === 'attempts_spent' && calls.length !== 3) {
      found.push(`${contact.id} gave up after ${calls.length} of 3 calls`);
    }
  }
  return found;
}

async function allContacts(store: Store, campaign: CampaignId): Promise<Contact[]> {
  const rows = await store.rows(campaign, null, 1_000_000);
  return rows.flatMap((row) => (row.outcome.is === 'accepted' ? [row.outcome.contact] : []));
}
