/** The voice port over a simulated provider: requests travel, arrive, are answered, and each of these may go wrong. */
import type { Duration } from '../../model/time.ts';
import type { World } from '../../simulate/world.ts';
import type { ItemResult, Placement, Read, Voice } from '../port.ts';
import type { Provider, SimulatedCall } from './provider.ts';

/** What happens to one placing request. */
export type Passage = {
  readonly connect: Duration;
  readonly arrive: Duration;
  readonly reply: Duration;
  readonly goes:
    | 'well'
    /** The connection is refused: provably unsent. */
    | 'nowhere'
    /** The request never arrives, and nobody can know. */
    | 'lost'
    /** The calls ring, the reply is lost. */
    | 'reply_lost'
    | 'throttled'
    | 'refused';
};

export type Effects = { readonly onEffect: (name: string) => void };

const failed: Read<never> = { is: 'failed', why: 'unreachable', status: null, message: 'the host cannot be reached' };

/** `passage` and `readsFail` are asked once a request. `onEffect` is told of each effect as it happens, for crash sweeps. */
export function simulatedVoice(
  world: World,
  provider: Provider,
  weather: {
    readonly passage: () => Passage;
    readonly readDelay: () => Duration;
    readonly readsFail: () => boolean;
  } & Effects,
): Voice {
  const read = <T>(value: () => Read<T>): Promise<Read<T>> =>
    world.promise((settle) => {
      const fails = weather.readsFail();
      world.after(weather.readDelay(), () => settle(fails ? failed : value()));
    });
  return {
    place: (request, gate) =>
      world.promise<Placement>((settle) => {
        const generation = world.generation;
        const passage = weather.passage();
        const answer = (placement: Placement): void => {
          world.after(passage.reply, () => {
            weather.onEffect('reply delivered');
            settle(placement);
          });
        };
        world.after(passage.connect, () => {
          // The gate is asked inside the process: a dead one writes nothing.
          if (generation !== world.generation) return;
          if (passage.goes === 'nowhere') return settle({ is: 'unsent', cause: 'ECONNREFUSED' });
          if (!gate()) return settle({ is: 'unsent', cause: 'appointment_missed' });
          weather.onEffect('request written');
          world.after(passage.arrive, () => {
            switch (passage.goes) {
              case 'lost':
                return answer({ is: 'unknown', cause: 'reset' });
              case 'throttled':
                if (request.items.length > 1) return answer({ is: 'unknown', cause: 'http_429' });
                return answer({ is: 'throttled', code: 'rate_limited', about: 'rate', retryAfter: null });
              case 'refused':
                return answer({ is: 'refused', status: 400, code: 'invalid', message: 'refused', scope: 'request' });
              case 'nowhere':
              case 'reply_lost':
              case 'well': {
                const calls = provider.place(request);
                weather.onEffect('request taken');
                if (passage.goes === 'reply_lost') return answer({ is: 'unknown', cause: 'timeout' });
                return answer({ is: 'answered', items: calls.map(itemOf), requestId: null });
              }
            }
          });
        });
      }),
    call: (id) =>
      read(() => {
        const report = provider.find(id);
        if (report !== undefined) return { is: 'ok', value: report };
        return { is: 'failed', why: 'not_found', status: 404, message: 'no such call' };
      }),
    calls: (agent, after) =>
      read(() => {
        const all = provider.list(agent);
        const from = after === null ? 0 : all.findIndex((call) => call.callId === after) + 1;
        const calls = all.slice(from, from + 100);
        const more = from + 100 < all.length;
        return { is: 'ok', value: { calls, next: more ? (calls.at(-1)?.callId ?? null) : null } };
      }),
    agent: (id) => read(() => ({ is: 'ok', value: { id, name: 'Simulated agent', kind: 'managed' } })),
    phoneNumber: () => read(() => failed),
    phoneNumbers: () => read(() => ({ is: 'ok', value: [] })),
    assign: () => read(() => failed),
    probe: () => read(() => ({ is: 'ok', value: { version: null, date: world.now } })),
    close: () => Promise.resolve(),
  };
}

function itemOf(call: SimulatedCall): ItemResult {
  return { is: 'placed', callId: call.id, note: null };
}
