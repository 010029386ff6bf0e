/** Plays a campaign with several real workers on one virtual clock, strikes them where the setting says, and judges it. */
import { pauseSentence } from '../../src/model/pause-reason.ts';
import { ledgerClock, type LedgerClock } from '../../src/fleet/ledger-clock.ts';
import type { LeadOptions, LeadPorts } from '../../src/fleet/lead.ts';
import { startWorker, type Worker } from '../../src/fleet/worker.ts';
import type { CampaignState, Plan } from '../../src/model/campaign.ts';
import type { ContactId, DestinationKey, LineId } from '../../src/model/ids.ts';
import { HOUR, MINUTE, SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import type { Queue } from '../../src/queue/port.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import { World } from '../../src/simulate/world.ts';
import type { Store } from '../../src/store/port.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import type { Voice } from '../../src/voice/port.ts';
import { Provider, type Fate } from '../../src/voice/simulated/provider.ts';
import { simulatedVoice } from '../../src/voice/simulated/voice.ts';
import { ACCOUNT, CAMPAIGN, makeLine, makePlan, NOW } from '../support/fixtures.ts';
import { Bench } from './bench.ts';
import { faultyVoice } from './faulty-voice.ts';
import { FleetJudge } from './fleet-judge.ts';
import { ledgerEnd, sharedMemory } from './fleet-ledger.ts';
import { Machine, Net, type Quartz } from './fleet-machine.ts';
import { naiveLedger, naiveQueue } from './fleet-naive.ts';
import { Broker } from './fleet-queue.ts';
import type { FleetAct, FleetSetting, Strike } from './fleet-setting.ts';
import { numberOf, type Violation } from './judge.ts';
import { TeamList } from './team-list.ts';
import { allContacts, type Played } from './play.ts';
import { Steering } from './steering.ts';

export type FleetPlayed = Played & { readonly epochs: number };

/** Nothing takes longer: what has not ended by then ends by nobody's doing. */
const LONGEST: Duration = 6 * HOUR;
/** After the campaign's end strays may still come in: nothing must ring any more. */
const AFTERWARDS: Duration = 10 * SECOND;

type Place = { machine: Machine; worker: Worker | null; generation: number };

class FleetPlay {
  readonly #setting: FleetSetting;
  readonly #world: World;
  readonly #net: Net;
  readonly #luck: Random;
  readonly #ids: Random;
  readonly #provider: Provider;
  readonly #plan: Plan;
  readonly #team: TeamList;
  readonly #judge: FleetJudge;
  readonly #voice: Voice;
  readonly #broker: Broker;
  readonly #places: Place[] = [];
  readonly #effects: string[] = [];
  readonly #said: string[] = [];
  #memory!: Store;
  #ledger!: SharedStore;
  #ledgerId = '';
  #leaderEffects = 0;
  #endedAt: Instant | null = null;
  #over = false;
  readonly #steering: Steering;

  constructor(setting: FleetSetting) {
    this.#setting = setting;
    const { seed, cps, slots } = setting;
    let turns = 0;
    this.#world = new World(NOW, stream(seed, 'order'), () => {
      turns += 1;
      return new Promise((resolve) => (turns % 1_000 === 0 ? setImmediate(resolve) : process.nextTick(resolve)));
    });
    this.#net = new Net(this.#world);
    this.#luck = stream(seed, 'play');
    this.#ids = stream(seed, 'ids');
    const lines = Array.from({ length: setting.lines }, (_, n) =>
      makeLine({
        id: `ap_${n}` as LineId,
        number: `+1415555010${n}`,
        provider: cps > 1 ? 'twilio' : 'cartesia',
        callsPerSecond: cps,
      }),
    );
    const shared = { files: [], shared: 'team', defaultCountry: null, extraUsAreaCodes: [] };
    const lists = setting.team === undefined ? {} : { doNotCall: shared };
    this.#team = new TeamList(this.#world, seed, setting.team ?? []);
    this.#plan = makePlan({ lines, maxConcurrentCalls: slots, ...lists, ...setting.plan });
    const fates = stream(seed, 'fates');
    this.#provider = new Provider({
      now: () => this.#world.now,
      numbers: new Map(lines.map((line) => [line.id, line.number])),
      fate: () => fateOf(fates, setting.faults.hidden),
    });
    this.#judge = new FleetJudge(setting, this.#provider, () => this.#world.now);
    const onEffect = (name: string): void => {
      const { caller } = this.#net;
      if (caller !== null) this.#onEffect(caller, name);
    };
    const taken = (): void => {
      this.#judge.onTaken();
      const complaint = this.#steering.complaint();
      if (complaint !== undefined) this.#judge.add(complaint);
    };
    this.#voice =
      setting.brisk === true
        ? this.#brisk(taken)
        : faultyVoice(this.#net, this.#provider, { ...setting, acts: [] }, onEffect, taken);
    // A person's own machine is none of the net's.
    const fair = { arrive: () => 1, reply: () => 1, read: () => 20 };
    this.#steering = new Steering(this.#world, simulatedVoice(this.#world, this.#provider, fair));
    this.#broker = new Broker(this.#world, setting.queue, stream(seed, 'queue'), (text) => this.#judge.onMessage(text));
  }

  async run(): Promise<FleetPlayed> {
    const { workers, strikes, acts, contacts } = this.#setting;
    this.#memory = await new Bench({ plan: this.#plan }).ledger(contacts);
    this.#ledgerId = (await this.#memory.info()).id;
    const shared = sharedMemory(this.#judge.watched(this.#memory), () => this.#world.now);
    this.#ledger = naiveLedger(this.#judge.watchedLead(shared), this.#setting.naiveFleet);
    this.#steering.opens(this.#ledger);
    for (let n = 0; n < workers; n++) {
      this.#places.push({
        machine: new Machine(this.#world, 'nobody', { off: 0, drift: 0 }),
        worker: null,
        generation: 0,
      });
      this.#world.after(n === 0 ? 0 : between(this.#luck, 0, 3_000), () => this.#boot(n));
    }
    for (const strike of strikes) {
      if ('at' in strike.when) this.#world.after(strike.when.at, () => void this.#strike(strike));
    }
    for (const act of acts) this.#world.after(act.at, () => void this.#act(act));
    this.#look();
    const how = await this.#world.run(() => this.#over, NOW + LONGEST);
    if (how !== 'done') this.#judge.add(`the campaign did not end: ${how}`, ...(await this.#waiting()));
    return this.#judged();
  }

  /** A machine starts: the first of its place, or the one after a crash. */
  #boot(n: number): void {
    const place = this.#places[n];
    if (place === undefined || this.#over) return;
    place.generation += 1;
    const machine = new Machine(this.#world, `w${n}.${place.generation}`, this.#quartz());
    place.machine = machine;
    place.worker = null;
    startWorker(this.#portsOf(machine, n), this.#optionsOf(machine)).then(
      (worker) => (place.worker = worker),
      (cause: unknown) => {
        this.#said.push(`${machine.name}: did not start: ${String(cause)}`);
        machine.kill();
        this.#world.after(2 * SECOND, () => this.#boot(n));
      },
    );
  }

  #quartz(): Quartz {
    const { skew } = this.#setting;
    if (skew === 0) return { off: 0, drift: 0 };
    return { off: between(this.#luck, -skew, skew), drift: (this.#luck() - 0.5) * 1e-4 };
  }

  #portsOf(machine: Machine, n: number): LeadPorts {
    const { ledger, seed, naiveFleet } = this.#setting;
    const weather = ledger[Math.min(n, ledger.length - 1)] ?? { latency: [0, 1], fails: 0 };
    const onEffect = (who: Machine, name: string): void => this.#onEffect(who, name);
    const store = ledgerEnd(this.#world, machine, this.#ledger, weather, stream(seed, machine.name), onEffect);
    const queue: Queue = naiveQueue(this.#broker.end(machine, onEffect), naiveFleet, () => this.#world.now);
    const synced = ledgerClock(machine.clock(), () => store.serverTime());
    const clock: LedgerClock =
      naiveFleet === 'own clock'
        ? { ...synced, now: () => machine.clock().now(), sync: () => Promise.resolve(), error: () => 0 }
        : synced;
    const makeId = (length: number): string =>
      Array.from({ length }, () => 'abcdefghjkmnpqrstvwxyz0123456789'[Math.floor(this.#ids() * 32)]).join('');
    return { store, queue, clock, voice: this.#voiceOf(machine), hours: makeHours(), makeId };
  }

  #optionsOf(machine: Machine): LeadOptions {
    return {
      account: ACCOUNT,
      holder: machine.name,
      ledger: this.#ledgerId,
      pollInterval: 2 * SECOND,
      doNotCall: this.#team.asking(machine.clock(), (start) => machine.promise(start)),
      say: (level, event, sentence) => {
        const at = ((this.#world.now - NOW) / SECOND).toFixed(3);
        if (this.#said.length < 2_000) this.#said.push(`${at}s ${machine.name} ${event}: ${sentence}`);
        if (level === 'error') this.#judge.add(`${machine.name} has an error: ${event}: ${sentence}`);
      },
    };
  }

  #voiceOf(machine: Machine): Voice {
    const away = <T>(value: T): Promise<T> =>
      machine.promise<T>((settle) => this.#world.after(between(this.#luck, 5, 3_000), () => settle(value)));
    return new Proxy(this.#voice, {
      get: (target, name: keyof Voice) => {
        // Said to the adapter alone: no network is asked.
        if (name === 'expect') return target.expect;
        const method = target[name] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
        return (...args: readonly unknown[]) => {
          if (machine.isCut('provider')) {
            if (name === 'place') return away({ is: 'unsent', cause: 'ENETUNREACH' });
            return away({ is: 'failed', why: 'unreachable', status: null, message: 'the host cannot be reached' });
          }
          return this.#net.call(machine, name === 'place' && this.#setting.brisk !== true, () =>
            method.apply(target, [...args]),
          );
        };
      },
    });
  }

  #brisk(taken: () => void): Voice {
    const way = stream(this.#setting.seed, 'way');
    const place = this.#provider.place.bind(this.#provider);
    this.#provider.place = (request) => {
      const calls = place(request);
      taken();
      return calls;
    };
    return simulatedVoice(this.#net, this.#provider, {
      arrive: () => between(way, 5, 12),
      reply: () => 50,
      read: () => between(way, 20, 60),
    });
  }

  #onEffect(machine: Machine, name: string): void {
    this.#effects.push(`${machine.name} ${name}`);
    if (machine !== this.#leader()) return;
    this.#leaderEffects += 1;
    for (const strike of this.#setting.strikes) {
      // Not after the end: who is killed while everybody is asked to stop has not refused to stop.
      if ('leaderEffect' in strike.when && strike.when.leaderEffect === this.#leaderEffects) this.#strike(strike);
    }
  }

  /** Who leads by the ledger's word; it may have died. */
  #leader(): Machine | undefined {
    const holder = this.#judge.holder;
    return this.#places.find(({ machine }) => machine.name === holder)?.machine;
  }

  #strike(strike: Strike): void {
    if (!this.#over && this.#endedAt === null) this.#strikeNow(strike);
  }

  #strikeNow({ whom, does, for: lasts }: Strike): void {
    const machine = whom === 'leader' ? this.#leader() : this.#places[whom]?.machine;
    const n = this.#places.findIndex((place) => place.machine === machine);
    if (machine === undefined || n < 0 || !machine.alive) return;
    const at = ((this.#world.now - NOW) / SECOND).toFixed(3);
    this.#said.push(`${at}s STRIKE ${does} ${machine.name} for ${lasts} ms`);
    switch (does) {
      case 'kill':
        machine.kill();
        return this.#world.after(lasts, () => this.#boot(n));
      case 'stop':
        return this.#stop(n, lasts);
      case 'freeze':
        return machine.freeze(lasts);
      default:
        return machine.cut(does, lasts);
    }
  }

  /** Stopped by its operator, and started again a while after it has ended. */
  #stop(n: number, lasts: Duration): void {
    const place = this.#places[n];
    if (place === undefined || place.worker === null) return;
    const { machine, worker } = place;
    place.worker = null;
    void worker.stop().then(() => {
      machine.kill();
      this.#said.push(`${((this.#world.now - NOW) / SECOND).toFixed(3)}s ${machine.name} has stopped`);
      this.#world.after(lasts, () => this.#boot(n));
    });
  }

  async #act(act: FleetAct): Promise<void> {
    const { does, contact } = act;
    switch (does) {
      case 'pause':
      case 'resume':
      case 'cancel':
        return this.#steering.does({ ...act, does });
      case 'share':
        this.#judge.suppressed(`c${contact ?? 0}`);
        return this.#team.add(numberOf(contact ?? 0));
      case 'suppress':
        await this.#steering.suppresses(`d:${numberOf(contact ?? 0)}` as DestinationKey);
        this.#judge.suppressed(`c${contact ?? 0}`);
    }
  }

  async #set(state: CampaignState): Promise<void> {
    const campaign = await this.#memory.campaign(CAMPAIGN);
    if (campaign === undefined || campaign.state.is === 'canceled' || campaign.state.is === 'finished') return;
    await this.#ledger.putCampaign(campaign.version, { ...campaign, state, version: campaign.version + 1 }, []);
  }

  /** Once a second, from outside: has it ended? Was it paused by what the provider did, so that a person says go on? */
  #look(): void {
    void (async () => {
      const campaign = await this.#memory.campaign(CAMPAIGN);
      const open = await this.#memory.openAttempts(ACCOUNT);
      const paused = campaign?.state.is === 'paused' ? campaign.state : null;
      this.#judge.spent = paused?.why === 'budget';
      const over = campaign?.state.is === 'finished' || campaign?.state.is === 'canceled' || this.#judge.spent;
      const moving = open.some(({ contact }) => contact.state.is !== 'needs_review');
      if (paused?.why === 'ramp') await this.#steering.does({ does: 'resume' });
      else if (paused !== null && paused.why !== 'operator' && paused.why !== 'budget') {
        const blameless = Object.values(this.#setting.faults).every((fault) => fault === 0 || Array.isArray(fault));
        if (blameless) this.#judge.add(`paused by itself: ${pauseSentence(paused)}`);
        this.#world.after(10 * MINUTE, () => void this.#set({ is: 'running' }));
      }
      if (over && !moving) {
        this.#endedAt ??= this.#world.now;
        if (this.#world.now - this.#endedAt >= AFTERWARDS) return this.#windDown();
      }
      const pausedAlone = paused !== null && !['operator', 'ramp', 'budget'].includes(paused.why);
      this.#world.after(pausedAlone ? 11 * MINUTE : SECOND, () => this.#look());
    })();
  }

  /** Everybody is asked to stop, and has to. */
  #windDown(): void {
    const live = this.#places.filter(({ machine, worker }) => machine.alive && worker !== null);
    let left = live.length;
    if (left === 0) this.#over = true;
    for (const { worker } of live) {
      void worker?.stop().then(() => {
        left -= 1;
        if (left === 0) this.#over = true;
      });
    }
    this.#world.after(3 * MINUTE, () => {
      if (!this.#over) this.#judge.add(`${left} workers do not stop`);
      this.#over = true;
    });
  }

  async #waiting(): Promise<string[]> {
    return (await allContacts(this.#memory)).filter(({ state }) => 'dueAt' in state).map(({ id }) => id);
  }

  async #judged(): Promise<FleetPlayed> {
    const contacts = await allContacts(this.#memory);
    const attempts = new Map<ContactId, Awaited<ReturnType<Store['attemptsOf']>>>();
    for (const { id } of contacts) attempts.set(id, await this.#memory.attemptsOf(id));
    const counts = await this.#memory.counts(CAMPAIGN);
    const log = await this.#memory.log({ campaign: CAMPAIGN }, 0, 100_000);
    const canceled = this.#judge.spent || (await this.#memory.campaign(CAMPAIGN))?.state.is === 'canceled';
    const violations: readonly Violation[] = await this.#judge.atEnd(
      { contacts, attempts, counts, log, unfinished: canceled, at: this.#world.now },
      this.#memory,
    );
    return {
      ends: [],
      calls: this.#provider.calls,
      contacts,
      effects: this.#effects,
      endedAt: this.#endedAt ?? this.#world.now,
      violations,
      said: this.#said,
      store: this.#memory,
      epochs: this.#judge.epochs,
    };
  }
}

export function playFleet(setting: FleetSetting): Promise<FleetPlayed> {
  return new FleetPlay(setting).run();
}

function fateOf(luck: Random, hides: number): Fate {
  const roll = luck();
  const rings = between(luck, 1, 8) * SECOND;
  const hidden = chance(luck, hides) ? between(luck, 1, 20) * SECOND : 0;
  if (roll < 0.6) {
    return { rings, talks: between(luck, 1, 12) * SECOND, endReason: 'client_hangup', status: 'completed', hidden };
  }
  const endReason = roll < 0.85 ? 'dial_no_answer' : 'dial_busy';
  return { rings, talks: null, endReason, status: 'failed', hidden };
}
