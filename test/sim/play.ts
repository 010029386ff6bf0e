/** Plays a whole campaign with the real engine on a virtual clock, kills it where the setting says, and judges it. */
import type { Clock, Signal } from '../../src/clock.ts';
import { changeCampaign } from '../../src/engine/change-campaign.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import type { Contact } from '../../src/model/contact.ts';
import { FIRST_LOOK } from '../../src/model/conversation.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey, LineId } from '../../src/model/ids.ts';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import type { RunEnd } from '../../src/model/run.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import { World } from '../../src/simulate/world.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { PlaceRequest, Voice } from '../../src/voice/port.ts';
import { Provider, type Fate, type SimulatedCall } from '../../src/voice/simulated/provider.ts';
import { ACCOUNT, CAMPAIGN, makeCampaign, makeContact, makeLine, makePlan, NOW } from '../support/fixtures.ts';
import { AnswerLost, faultyStore } from './faulty-store.ts';
import { faultyVoice } from './faulty-voice.ts';
import { atEnd, atRing, durable, numberOf, type Violation } from './judge.ts';
import { withinLimits } from './limits-judge.ts';
import { withinAsked } from './asked-judge.ts';
import { SimulatedRegistry } from './registry.ts';
import { withinTerms } from './terms-judge.ts';
import { TeamList } from './team-list.ts';
import type { Act, Faults, Naive, Setting } from './setting.ts';
import { Editing } from './editing.ts';
import { Steering } from './steering.ts';
import { talksOf } from './talks.ts';
import { wishes } from './wishes.ts';

export type Played = {
  readonly ends: readonly RunEnd[];
  readonly calls: readonly SimulatedCall[];
  readonly contacts: readonly Contact[];
  readonly effects: readonly string[];
  readonly endedAt: Instant;
  readonly violations: readonly Violation[];
  readonly said: readonly string[];
  /** The ledger as it is at the end. */
  readonly store: Store;
};

const PATIENCE: Duration = 7 * 24 * HOUR;
const MOST_STARTS = 40;
const ROLE = { is: 'single', watched: [CAMPAIGN], limit: null } as const;

/** Everything that was woken runs until it waits again; now and then the event loop has its turn. */
function makeTurn(): () => Promise<void> {
  let turns = 0;
  return () =>
    new Promise((resolve) => {
      turns += 1;
      if (turns % 1_000 === 0) setImmediate(resolve);
      else process.nextTick(resolve);
    });
}

class Play {
  readonly #setting: Setting;
  readonly #world: World;
  readonly #memory: Store;
  readonly #store: Store;
  readonly #voice: Voice;
  readonly #provider: Provider;
  readonly #plan: Plan;
  readonly #team: TeamList;
  readonly #registry: SimulatedRegistry | null;
  readonly #luck: Random;
  readonly #makeId: (length: number) => string;
  readonly #effects: string[] = [];
  readonly #reads = new Map<string, number>();
  readonly #violations: Violation[] = [];
  readonly #ends: RunEnd[] = [];
  readonly #said: string[] = [];
  readonly #suppressedAt = new Map<string, Instant>();
  #engine: Engine | null = null;
  #starts = 0;
  #running = 0;
  #canceled = false;
  #spent = false;
  #over = false;
  readonly #steering: Steering;
  readonly #editing: Editing;

  constructor(setting: Setting) {
    this.#setting = setting;
    const { seed } = setting;
    this.#world = new World(NOW, stream(seed, 'order'), makeTurn());
    const ids = stream(seed, 'ids');
    this.#makeId = (length) =>
      Array.from({ length }, () => 'abcdefghjkmnpqrstvwxyz0123456789'[Math.floor(ids() * 32)]).join('');
    this.#memory = openMemoryStore({ makeId: this.#makeId, now: NOW });
    this.#luck = stream(seed, 'provider');
    const lines = Array.from({ length: setting.lines }, (_, n) =>
      makeLine({
        id: `ap_${n}` as LineId,
        number: `+1415555010${n}`,
        provider: setting.cps > 1 ? 'twilio' : 'cartesia',
        callsPerSecond: setting.cps,
      }),
    );
    const shared = { files: [], shared: 'team', defaultCountry: null, extraUsAreaCodes: [] };
    const lists = setting.team === undefined ? {} : { doNotCall: shared };
    this.#team = new TeamList(this.#world, seed, setting.team ?? []);
    const { registry } = setting;
    this.#registry = registry === undefined ? null : new SimulatedRegistry(this.#world, seed, registry);
    const scrubs = registry === undefined ? {} : { scrubs: [{ name: registry.name, oldest: registry.oldest }] };
    this.#plan = makePlan({ lines, maxConcurrentCalls: setting.slots, ...lists, ...scrubs, ...setting.plan });
    this.#provider = new Provider({
      now: () => this.#world.now,
      numbers: new Map(lines.map((line) => [line.id, line.number])),
      fate: () => fateOf(this.#luck, setting.faults),
    });
    const onEffect = (name: string): void => this.#onEffect(name);
    this.#store = faultyStore(this.#world, this.#memory, setting, onEffect);
    this.#voice = faultyVoice(this.#world, this.#provider, setting, onEffect, (request) => this.#onTaken(request));
    this.#steering = new Steering(this.#world, this.#voice);
    this.#steering.opens(this.#memory);
    this.#editing = new Editing(this.#memory, () => this.#world.now, this.#plan);
  }

  async run(): Promise<Played> {
    for (const act of this.#setting.acts) {
      if (act.effect === undefined) this.#world.after(act.at, () => void this.#act(act));
    }
    this.#start();
    const how = await this.#world.run(() => this.#over, NOW + PATIENCE);
    if (how !== 'done') this.#violations.push({ says: `the run did not end: ${how}`, about: await this.#stuck() });
    return this.#judged();
  }

  #start(): void {
    this.#starts += 1;
    if (this.#starts > MOST_STARTS) {
      this.#violations.push({ says: `not finished after ${MOST_STARTS} starts`, about: [] });
      this.#over = true;
      return;
    }
    const generation = this.#world.generation;
    this.#running += 1;
    void this.#live().then(
      (end) => generation === this.#world.generation && this.#ended(end),
      (cause: unknown) => generation === this.#world.generation && this.#failed(cause),
    );
  }

  /** One process, from its start to its end. */
  async #live(): Promise<RunEnd> {
    await load(this.#store, this.#plan, this.#setting);
    const { id: ledger } = await this.#store.info();
    const clock = wallOf(this.#world, this.#setting.faults);
    const ports = { store: this.#store, voice: this.#voice, clock, hours: makeHours(), makeId: this.#makeId };
    const { talks = false, seed, faults } = this.#setting;
    const says = talks === 'wishes' ? wishes : undefined;
    const later =
      talks === false ? new Map() : talksOf(this.#world, this.#store, clock, seed, faults.readsFail > 0, says);
    const options = {
      ...{ account: ACCOUNT, ledger, pollInterval: 2 * SECOND, role: ROLE },
      ...{ listens: talks !== false ? { firstLook: FIRST_LOOK } : null, later },
      doNotCall: this.#team.asking(clock),
      ...(this.#registry === null ? {} : { registries: this.#registry.asking(clock) }),
    };
    const engine = await openEngine(ports, { ...options, say: (sentence) => void this.#said.push(sentence) });
    this.#engine = engine;
    return engine.run();
  }

  #ended(end: RunEnd): void {
    this.#running -= 1;
    this.#ends.push(end);
    switch (end.is) {
      case 'paused':
        // An operator waits until nothing can be open any more, and says go on.
        return this.#world.after(HOUR, () => void this.#goesOn());
      case 'stopped':
      case 'limit':
        if (this.#canceled) this.#over = true;
        else this.#world.after(between(this.#luck, 1, 120) * SECOND, () => this.#start());
        return;
      case 'lost_lease':
        return;
      default:
        // Somebody may have been given back at the moment at which it ended.
        void this.#memory.campaign(CAMPAIGN).then((campaign) => {
          if (end.is === 'finished' && campaign?.state.is === 'running') this.#start();
          else this.#over = true;
        });
    }
  }

  /** A budget that is spent is the end; after a rule of the campaign's own a person resumes it. */
  async #goesOn(): Promise<void> {
    const { state } = (await this.#memory.campaign(CAMPAIGN)) ?? {};
    if (state?.is === 'paused' && state.why === 'budget') {
      this.#spent = true;
      this.#over = true;
      return;
    }
    this.#steering.goesOn();
    if (state?.is === 'paused' && (state.why === 'ramp' || state.why === 'breaker')) {
      const asked = { now: () => this.#world.now, by: { is: 'operator' } } as const;
      await changeCampaign(this.#memory, CAMPAIGN, { is: 'resume' }, asked);
    } else await this.#set({ is: 'running' });
    this.#start();
  }

  #failed(cause: unknown): void {
    this.#running -= 1;
    // A process that ends because the ledger did not answer is started again, as after a kill.
    if (cause instanceof AnswerLost) return this.#world.after(5 * SECOND, () => this.#start());
    const says = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    this.#violations.push({ says: `the engine threw: ${says}`, about: [] });
    this.#over = true;
  }

  #onEffect(name: string): void {
    // Reads change nothing: dying at the first few of each kind is like dying at any other.
    if (/^(?!commit|putCampaign|append|place|request|reply)\w+ (asked|done|answered)$/.test(name)) {
      const before = this.#reads.get(name) ?? 0;
      this.#reads.set(name, before + 1);
      if (before >= 3) return;
    }
    this.#effects.push(name);
    for (const act of this.#setting.acts) {
      if (act.effect === this.#effects.length) this.#world.after(act.at, () => void this.#act(act));
    }
    if (!this.#setting.crashes.includes(this.#effects.length)) return;
    this.#world.kill();
    this.#engine = null;
    this.#running = 0;
    // At once as often as later: the next engine must not be too fast for what the last one has just sent.
    const wait = chance(this.#luck, 0.4) ? 0 : between(this.#luck, 1, 40) * SECOND;
    this.#world.after(wait, () => {
      void naively(this.#memory, this.#setting.naive).then(() => this.#start());
    });
  }

  #onTaken({ items }: PlaceRequest): void {
    const { now } = this.#world;
    const wallOff = wallOffAt(this.#setting.faults, now);
    const truth = { wallOff, suppressedAt: this.#suppressedAt, edited: this.#editing };
    this.#violations.push(...atRing(this.#provider, this.#setting, now, truth));
    const newest = this.#provider.calls.slice(-items.length);
    if (wallOff === 0) this.#violations.push(...withinTerms(newest, this.#setting, now, this.#editing));
    const cleared = this.#registry?.clearedAt ?? new Map<string, Instant>();
    if (wallOff === 0) this.#violations.push(...withinAsked(newest, this.#setting, cleared, now));
    const complaint = this.#steering.complaint(wallOff);
    if (complaint !== undefined) this.#violations.push({ says: complaint, about: items.map(({ attempt }) => attempt) });
    const judged = this.#setting.judges;
    void this.#memory.campaign(CAMPAIGN).then((campaign) => {
      if (campaign === undefined) return;
      const plan = { ...campaign.plan, ...judged };
      this.#violations.push(...withinLimits(this.#provider, { ...campaign, plan }, now));
    });
    for (const call of newest) {
      void this.#memory.attempt(call.attempt).then((attempt) => this.#violations.push(...durable(call, attempt)));
    }
  }

  async #act(act: Act): Promise<void> {
    if (this.#over) return;
    switch (act.does) {
      case 'pause':
      case 'resume':
      case 'cancel':
        await this.#steering.does({ ...act, does: act.does });
        if ((await this.#memory.campaign(CAMPAIGN))?.state.is === 'canceled') this.#canceled = true;
        return;
      case 'suppress':
        await this.#steering.suppresses(await this.#keyOf(act.contact ?? 0));
        this.#suppressedAt.set(`c${act.contact ?? 0}`, this.#world.now);
        return;
      case 'share':
        this.#suppressedAt.set(
          `c${act.contact ?? 0}`,
          this.#suppressedAt.get(`c${act.contact ?? 0}`) ?? this.#world.now,
        );
        return this.#team.add(numberOf(act.contact ?? 0));
      case 'stop':
        return this.#engine?.stop();
      case 'abort':
        return this.#engine?.abort();
      case 'edit':
        return act.edit && this.#editing.does(act.edit);
      case 'second engine':
        if (this.#running > 0) this.#start();
    }
  }

  /** Of the number that they have: a list may have corrected it. */
  async #keyOf(n: number): Promise<DestinationKey> {
    return (await this.#memory.contact(`c${n}` as ContactId))?.destination ?? (`d${n}` as DestinationKey);
  }

  async #set(state: CampaignState): Promise<void> {
    const campaign = await this.#memory.campaign(CAMPAIGN);
    if (campaign === undefined || campaign.state.is === 'canceled' || campaign.state.is === 'finished') return;
    await this.#memory.putCampaign(campaign.version, { ...campaign, state, version: campaign.version + 1 }, []);
  }

  async #stuck(): Promise<string[]> {
    const contacts = await allContacts(this.#memory);
    return contacts.filter(({ state }) => 'dueAt' in state).map(({ id }) => id);
  }

  async #judged(): Promise<Played> {
    const contacts = await allContacts(this.#memory);
    const attempts = new Map<ContactId, Awaited<ReturnType<Store['attemptsOf']>>>();
    for (const { id } of contacts) attempts.set(id, await this.#memory.attemptsOf(id));
    const counts = await this.#memory.counts(CAMPAIGN);
    const log = await this.#memory.log({ campaign: CAMPAIGN }, 0, 100_000);
    const end = {
      contacts,
      attempts,
      counts,
      log,
      unfinished: this.#spent || (this.#canceled && this.#ends.at(-1)?.is !== 'canceled'),
      at: this.#world.now,
    };
    return {
      ends: this.#ends,
      calls: this.#provider.calls,
      contacts,
      effects: this.#effects,
      endedAt: this.#world.now,
      violations: [...this.#violations, ...atEnd(end, this.#provider, this.#setting, this.#editing)],
      said: this.#said,
      store: this.#memory,
    };
  }
}

export function play(setting: Setting): Promise<Played> {
  return new Play(setting).run();
}

function wallOffAt({ clockJumps }: Faults, now: Instant): Duration {
  const on = clockJumps.find((jump) => now >= NOW + jump.at && now < NOW + jump.at + jump.for);
  return on?.by ?? 0;
}

/** The machine's clock: its wall may be set, what it sleeps is measured by its own quartz. */
function wallOf(world: World, faults: Faults): Clock {
  const clock = world.clock();
  const now = (): Instant => world.now + wallOffAt(faults, world.now);
  return {
    now,
    monotonic: () => world.now - NOW,
    sleep: (until: Instant, wake?: Signal) => clock.sleep(world.now + Math.max(until - now(), 0), wake),
  };
}

/** What loading leaves, whoever died in the middle of it. */
async function load(store: Store, plan: Plan, { contacts: count, people = [] }: Setting): Promise<void> {
  const campaign = makeCampaign({ plan });
  await store.putCampaign('new', campaign, []);
  if ((await store.counts(campaign.id)).rows > 0) return;
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
        ...people[n],
      });
      return {
        row: n + 2,
        personal: { owner: contact.id, key: 'row', body: { to_number: numberOf(n), variables: {} } },
        digest: String(n),
        outcome: { is: 'accepted' as const, contact },
      };
    }),
  );
  await store.publishLoad(loadId, []);
}

/** What a queue does whose jobs were on the way when the process died: it runs them again, or it drops them. */
async function naively(store: Store, naive: Naive | undefined): Promise<void> {
  if (naive !== 'requeues what was open' && naive !== 'writes off what was open') return;
  for (const { contact, attempt } of await store.openAttempts(ACCOUNT)) {
    const at = attempt.sendAt;
    const state = { is: 'not_placed', why: 'unsent', at, code: 'naive' } as const;
    const next =
      naive === 'requeues what was open'
        ? ({ is: 'ready', dueAt: at } as const)
        : ({ is: 'exhausted', reason: 'crashed' } as const);
    const to = { ...contact, state: next, version: contact.version + 1 };
    const done = { from: attempt.version, to: { ...attempt, state, version: attempt.version + 1 } };
    await store.commit([{ contact: { from: contact.version, to }, attempt: done, log: [] }], {});
  }
}

function fateOf(luck: Random, faults: Faults): Fate {
  const roll = luck();
  const rings = between(luck, 1, 8) * SECOND;
  const hidden = chance(luck, faults.hidden) ? between(luck, 1, 20) * SECOND : 0;
  if (chance(luck, faults.stuck)) {
    const never = roll < 0.5 ? { rings: PATIENCE * 2, talks: null } : { rings, talks: PATIENCE * 2 };
    return { ...never, endReason: null, status: 'completed', hidden };
  }
  if (roll < 0.55) {
    const talks = between(luck, 1, 15) * SECOND;
    return { rings, talks, endReason: 'client_hangup', status: 'completed', hidden };
  }
  const endReason = roll < 0.8 ? 'dial_no_answer' : roll < 0.92 ? 'dial_busy' : 'dial_failed';
  return { rings, talks: null, endReason, status: 'failed', hidden };
}

export async function allContacts(store: Store, campaign: CampaignId = CAMPAIGN): Promise<Contact[]> {
  const rows = await store.rows(campaign, null, 1_000_000);
  return rows.flatMap((row) => (row.outcome.is === 'accepted' ? [row.outcome.contact] : []));
}
