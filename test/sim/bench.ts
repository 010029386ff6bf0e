/** A small world for single strokes of bad luck: fair weather, and whatever a test puts in its way. */
import type { Clock } from '../../src/clock.ts';
import { openEngine, type Engine } from '../../src/engine/engine.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { ContactId, ContactKey, DestinationKey } from '../../src/model/ids.ts';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import type { RunEnd } from '../../src/model/run.ts';
import type { EngineOptions } from '../../src/engine/open-core.ts';
import { stream } from '../../src/simulate/random.ts';
import { World } from '../../src/simulate/world.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { Voice } from '../../src/voice/port.ts';
import { Provider, type Fate } from '../../src/voice/simulated/provider.ts';
import { ACCOUNT, CAMPAIGN, makeCampaign, makeContact, makePlan, NOW } from '../support/fixtures.ts';
import { faultyStore } from './faulty-store.ts';
import { faultyVoice } from './faulty-voice.ts';
import { numberOf } from './judge.ts';
import { allContacts } from './play.ts';
import { BASE, QUICK } from './setting.ts';

export const ANSWERS: Fate = { rings: 2_000, talks: 5_000, endReason: 'client_hangup', status: 'completed', hidden: 0 };
export const NO_ANSWER: Fate = { rings: 5_000, talks: null, endReason: 'dial_no_answer', status: 'failed', hidden: 0 };

const ROLE = { is: 'single', watched: [CAMPAIGN], limit: null } as const;

export type Run = { end: RunEnd | null; readonly engine: Engine };

export class Bench {
  readonly world: World;
  readonly plan: Plan;
  readonly provider: Provider;
  readonly said: string[] = [];
  /** By how much somebody has set the machine's clock. */
  wallOff: Duration = 0;
  readonly #ids = stream(1, 'ids');

  constructor(over: { plan?: Partial<Plan>; fate?: (nth: number) => Fate; start?: Instant } = {}) {
    const turn = (): Promise<void> => new Promise((resolve) => process.nextTick(resolve));
    this.world = new World(over.start ?? NOW, stream(1, 'order'), turn);
    this.plan = makePlan({ ...QUICK, ...over.plan });
    this.provider = new Provider({
      now: () => this.world.now,
      numbers: new Map(this.plan.lines.map((line) => [line.id, line.number])),
      fate: (_, nth) => (over.fate ?? (() => ANSWERS))(nth),
    });
  }

  /** A ledger with a list in it. */
  async ledger(contacts: number, name = 'L', prefix = 'c'): Promise<Store> {
    const store = openMemoryStore({ makeId: () => name, now: NOW });
    await store.putCampaign('new', makeCampaign({ plan: this.plan }), []);
    const load = await store.beginLoad(CAMPAIGN, 'list.csv', NOW);
    const rows = Array.from({ length: contacts }, (_, n) => {
      const contact = makeContact({
        id: `${prefix}${n}` as ContactId,
        key: `k${n}` as ContactKey,
        destination: `d:${numberOf(n)}` as DestinationKey,
        row: n + 2,
        load,
      });
      const body = { to_number: numberOf(n), variables: {} };
      const outcome = { is: 'accepted', contact } as const;
      return { row: n + 2, personal: { owner: contact.id, key: 'row', body }, digest: String(n), outcome };
    });
    await store.addRows(load, rows);
    await store.publishLoad(load, []);
    return store;
  }

  voice(over: Partial<Voice> = {}): Voice {
    const fair = faultyVoice(
      this.world,
      this.provider,
      BASE,
      () => undefined,
      () => undefined,
    );
    return { ...fair, ...over };
  }

  /** Starts an engine on a ledger; `end` is there once it has ended. */
  async start(memory: Store, voice: Voice = this.voice(), over: Partial<EngineOptions> = {}): Promise<Run> {
    const store = faultyStore(this.world, memory, BASE, () => undefined);
    const makeId = (length: number): string =>
      Array.from({ length }, () => 'abcdefgh'[Math.floor(this.#ids() * 8)]).join('');
    const ports = { store, voice, clock: this.#clock(), hours: makeHours(), makeId };
    const say = (sentence: string): void => void this.said.push(sentence);
    const options = { account: ACCOUNT, ledger: (await memory.info()).id, pollInterval: SECOND, role: ROLE };
    const opening = openEngine(ports, { ...options, say, ...over });
    let engine: Engine | undefined;
    void opening.then((opened) => (engine = opened));
    await this.world.run(() => engine !== undefined, this.world.now + 1e9);
    if (engine === undefined) throw new Error('the engine did not open');
    const run: Run = { end: null, engine };
    void engine.run().then((end) => (run.end = end));
    return run;
  }

  #clock(): Clock {
    const clock = this.world.clock();
    const now = (): Instant => this.world.now + this.wallOff;
    const sleep: Clock['sleep'] = (until, wake) => clock.sleep(this.world.now + Math.max(until - now(), 0), wake);
    return { now, monotonic: () => this.world.now - NOW, sleep };
  }

  /** Runs the world until these engines have ended. */
  async finish(...runs: readonly Run[]): Promise<void> {
    const how = await this.world.run(() => runs.every(({ end }) => end !== null), NOW + 1e9);
    if (how !== 'done') throw new Error(`the run did not end: ${how}`);
  }

  async until(fact: () => boolean, within: Duration = 1e8): Promise<void> {
    const how = await this.world.run(fact, this.world.now + within);
    if (how !== 'done') throw new Error(`it did not happen: ${how}`);
  }

  async play(memory: Store, voice: Voice = this.voice(), over: Partial<EngineOptions> = {}): Promise<RunEnd | null> {
    const run = await this.start(memory, voice, over);
    await this.finish(run);
    return run.end;
  }

  async set(memory: Store, state: CampaignState): Promise<void> {
    const campaign = await memory.campaign(CAMPAIGN);
    if (campaign === undefined) return;
    await memory.putCampaign(campaign.version, { ...campaign, state, version: campaign.version + 1 }, []);
  }

  /** How often each phone has rung. */
  rings(): Record<string, number> {
    const rings: Record<string, number> = {};
    for (const { to } of this.provider.calls) rings[to] = (rings[to] ?? 0) + 1;
    return rings;
  }
}

export async function states(memory: Store): Promise<readonly string[]> {
  return (await allContacts(memory)).map(describe);
}

function describe({ state }: Contact): string {
  return 'reason' in state ? `${state.is}: ${state.reason}` : state.is;
}

/** The same ledger, as it is at this moment: a backup, or a copy of its folder. Every write up to now is done again. */
export class Mirrored {
  readonly store: Store;
  readonly copy: Store;
  #on = true;

  constructor(store: Store, copy: Store) {
    this.copy = copy;
    const writes = new Set(['takeAccount', 'putCampaign', 'commit', 'append', 'suppress']);
    this.store = new Proxy(store, {
      get: (target, name: keyof Store) => {
        const of = (one: Store) => one[name] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
        return async (...args: readonly unknown[]) => {
          if (this.#on && writes.has(name)) await of(copy).apply(copy, [...args]);
          return of(target).apply(target, [...args]);
        };
      },
    });
  }

  cut(): void {
    this.#on = false;
  }
}
