/** A provider behind bad weather: requests, replies and reports are lost, late, stale, partial, mixed up or redacted. */
import type { AttemptId, CallId } from '../../src/model/ids.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import { between, chance, stream, type Random } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import type { CallReport, ItemResult, Placement, PlaceRequest, Read, Voice } from '../../src/voice/port.ts';
import type { Provider, SimulatedCall } from '../../src/voice/simulated/provider.ts';
import type { Setting } from './setting.ts';

const PAGE = 20;
const failed: Read<never> = { is: 'failed', why: 'unreachable', status: null, message: 'the host cannot be reached' };

type Spell = { readonly from: Instant; readonly to: Instant; readonly is: 'outage' | 'storm' };

/** `onEffect` is told of each effect as it happens; where it kills the engine, what was on its way goes on without it. */
export function faultyVoice(
  world: World,
  provider: Provider,
  setting: Setting,
  onEffect: (name: string) => void,
  onTaken: (request: PlaceRequest) => void,
): Voice {
  const { faults, seed, naive } = setting;
  const weather = stream(seed, 'weather');
  const spells = spellsOf(setting, world.now, stream(seed, 'spells'));
  const during = (is: Spell['is']): boolean =>
    spells.some((spell) => spell.is === is && spell.from <= world.now && world.now < spell.to);

  const read = <T>(name: string, value: () => Read<T>): Promise<Read<T>> =>
    world.promise((settle) => {
      const fails = during('outage') || chance(weather, faults.readsFail);
      const late = chance(weather, faults.lateReads);
      const answer = (shown: Read<T>): void => {
        onEffect(`${name} answered`);
        settle(fails ? failed : shown);
      };
      onEffect(`${name} asked`);
      world.after(between(weather, 2, 100), () => {
        if (!late) return answer(value());
        const stale = value();
        world.after(between(weather, 1, 30) * SECOND, () => answer(stale));
      });
    });

  const place = (request: PlaceRequest, gate: () => boolean): Promise<Placement> =>
    world.promise<Placement>((settle) => {
      const generation = world.generation;
      const goes = during('outage') ? outage(weather) : during('storm') ? 'throttled' : passage(weather, setting);
      const slow = chance(weather, faults.slowReply);
      const answer = (placement: Placement): void =>
        world.after(slow ? between(weather, 20, 70) * SECOND : between(weather, 20, 2_000), () => {
          onEffect('reply delivered');
          settle(naive === 'takes unknown for unsent' && placement.is === 'unknown' ? naively : placement);
        });
      onEffect('place asked');
      world.after(between(weather, 0, 30), () => {
        // The gate is asked inside the process: a dead one writes nothing.
        if (generation !== world.generation) return;
        if (goes === 'nowhere') return settle({ is: 'unsent', cause: 'ECONNREFUSED' });
        if (!gate()) return settle({ is: 'unsent', cause: 'appointment_missed' });
        onEffect('request written');
        world.after(between(weather, 5, 12), () => answer(arrive(goes, request)));
      });
    });

  const take = (request: PlaceRequest): readonly SimulatedCall[] => {
    const calls = provider.place(request);
    onTaken(request);
    onEffect('request taken');
    return calls;
  };

  const arrive = (goes: Passage, request: PlaceRequest): Placement => {
    switch (goes) {
      case 'lost':
      case 'nowhere':
        return { is: 'unknown', cause: 'reset' };
      case 'throttled':
        if (request.items.length > 1) return { is: 'unknown', cause: 'http_429' };
        return { is: 'throttled', code: 'rate_limited', about: 'rate', retryAfter: null };
      case 'refused':
        return { is: 'refused', status: 400, code: 'invalid', ...REFUSED, scope: 'request' };
      case 'replyLost':
        take(request);
        return { is: 'unknown', cause: 'timeout' };
      case 'sameId': {
        const items = take(request).map(itemOf);
        return { is: 'answered', items: items.map(() => items[0] as ItemResult), requestId: null };
      }
      case 'mixed':
        return { is: 'answered', items: mixed(weather, request, take), requestId: null };
      case 'well':
        return { is: 'answered', items: take(request).map(itemOf), requestId: null };
    }
  };

  const shown = (report: CallReport): CallReport => disguised(report, setting);
  return {
    place,
    call: (id) =>
      read('call', () => {
        const report = provider.find(id);
        if (report !== undefined) return { is: 'ok', value: shown(report) };
        return { is: 'failed', why: 'not_found', status: 404, message: 'no such call' };
      }),
    calls: (agent, after) =>
      read('calls', () => {
        const { calls, more } = provider.page(agent, after as CallId | null, PAGE);
        return { is: 'ok', value: { calls: calls.map(shown), next: more ? (calls.at(-1)?.callId ?? null) : null } };
      }),
    hangUp: (id) =>
      read('hangUp', (): Read<null> => {
        // The answer may be lost, or come late: what it did is done.
        const done = provider.hangUp(id);
        if (done === 'done') return { is: 'ok', value: null };
        const why = done === 'not_found' ? 'not_found' : 'invalid';
        return { is: 'failed', why, status: 400, message: 'no such talk' };
      }),
    agent: (id) => read('agent', () => ({ is: 'ok', value: { id, name: 'Simulated agent', kind: 'managed' } })),
    agents: () => read('agents', () => ({ is: 'ok', value: [] })),
    probe: () => read('probe', () => ({ is: 'ok', value: { version: null, date: world.now } })),
    conversation: () => read('conversation', () => failed),
    erase: () => read('erase', () => failed),
    phoneNumber: () => read('phoneNumber', () => failed),
    phoneNumbers: () => read('phoneNumbers', () => ({ is: 'ok', value: [] })),
    assign: () => read('assign', () => failed),
    close: () => Promise.resolve(),
  };
}

const naively: Placement = { is: 'unsent', cause: 'retry_later' };

const PASSAGES = ['lost', 'replyLost', 'nowhere', 'throttled', 'refused', 'mixed', 'sameId'] as const;
type Passage = (typeof PASSAGES)[number] | 'well';

function passage(weather: Random, { faults }: Setting): Passage {
  const roll = weather();
  let sum = 0;
  for (const kind of PASSAGES) {
    sum += faults[kind];
    if (roll < sum) return kind;
  }
  return 'well';
}

function outage(weather: Random): Passage {
  const roll = weather();
  return roll < 0.6 ? 'nowhere' : roll < 0.8 ? 'lost' : 'replyLost';
}

const REFUSED = { message: 'refused', words: 'refused' };

/** Each item of the reply has a fate of its own; those without a call must not ring. */
function mixed(
  weather: Random,
  request: PlaceRequest,
  take: (request: PlaceRequest) => readonly SimulatedCall[],
): readonly ItemResult[] {
  const fates = request.items.map(() => weather());
  const ringing = request.items.filter((_, index) => (fates[index] ?? 0) < 0.75);
  const calls = new Map<AttemptId, SimulatedCall>();
  for (const call of ringing.length === 0 ? [] : take({ ...request, items: ringing })) calls.set(call.attempt, call);
  return request.items.map(({ attempt }, index): ItemResult => {
    const call = calls.get(attempt);
    if (call !== undefined) return (fates[index] ?? 0) < 0.5 ? itemOf(call) : { is: 'unknown', cause: 'no_id' };
    if ((fates[index] ?? 0) < 0.88) {
      return { is: 'refused', code: 'not_now', ...REFUSED, blame: 'destination', forGood: false };
    }
    return { is: 'throttled', code: 'rate_limited', about: 'rate' };
  });
}

function itemOf(call: SimulatedCall): ItemResult {
  return { is: 'placed', callId: call.id, note: null };
}

/** What a list makes of a call: the same for the same call, however often it is asked. */
function disguised(report: CallReport, { seed, faults }: Setting): CallReport {
  if (faults.redacted === 0 && faults.strangeWords === 0) return report;
  const luck = stream(seed, report.callId);
  const redacted = chance(luck, faults.redacted);
  const strange = chance(luck, faults.strangeWords);
  const early = strange && report.status === 'created' ? { status: 'warming_up' } : {};
  const late = strange && report.endReason === 'client_hangup' ? { endReason: 'said_goodbye' } : {};
  return { ...report, ...early, ...late, ...(redacted ? { attempt: null } : {}) };
}

function spellsOf({ faults }: Setting, start: Instant, luck: Random): readonly Spell[] {
  const spell = (is: Spell['is'], longest: Duration): Spell => {
    const from = start + between(luck, 0, 90) * SECOND;
    return { is, from, to: from + between(luck, 1_000, longest) };
  };
  return [
    ...Array.from({ length: faults.outages }, () => spell('outage', 3 * MINUTE)),
    ...Array.from({ length: faults.storms }, () => spell('storm', 2 * MINUTE)),
  ];
}
