/** The voice port over a simulated provider that answers everything, after a while: each reply is an event of the world. */
import type { CallId } from '../../model/ids.ts';
import type { Duration } from '../../model/time.ts';
import type { World } from '../../simulate/world.ts';
import type { CallReport, ItemResult, Placement, Read, ReadFailure, Voice } from '../port.ts';
import type { Provider, SimulatedCall } from './provider.ts';

/** How long things take on the way; asked once a request. */
export type Delays = {
  /** From the first byte until the phones begin to ring. */
  readonly arrive: () => Duration;
  /** From then until the reply is here. */
  readonly reply: () => Duration;
  /** A question about calls, there and back. */
  readonly read: () => Duration;
};

/** As many as the provider's own list shows at once. */
const PAGE = 100;

const nowhere: ReadFailure = { is: 'failed', why: 'not_found', status: 404, message: 'a simulation has no such thing' };

export function simulatedVoice(world: World, provider: Provider, delays: Delays): Voice {
  const read = <T>(value: () => Read<T>): Promise<Read<T>> =>
    world.promise((settle) => world.after(delays.read(), () => settle(value())));
  return {
    place: (request, gate) =>
      world.promise<Placement>((settle) => {
        if (!gate()) return settle({ is: 'unsent', cause: 'appointment_missed' });
        world.after(delays.arrive(), () => {
          const items = provider.place(request).map(itemOf);
          world.after(delays.reply(), () => settle({ is: 'answered', items, requestId: null }));
        });
      }),
    call: (id) =>
      read((): Read<CallReport> => {
        const report = provider.find(id);
        return report === undefined ? nowhere : { is: 'ok', value: report };
      }),
    calls: (agent, after) =>
      read(() => {
        const { calls, more } = provider.page(agent, after as CallId | null, PAGE);
        return { is: 'ok', value: { calls, next: more ? (calls.at(-1)?.callId ?? null) : null } };
      }),
    hangUp: (id) =>
      read((): Read<null> => {
        const done = provider.hangUp(id);
        if (done === 'done') return { is: 'ok', value: null };
        return done === 'not_found' ? nowhere : { ...nowhere, why: 'invalid', status: 400, message: 'it is over' };
      }),
    conversation: () => read(() => nowhere),
    erase: () => read(() => ({ is: 'ok', value: null })),
    agent: (id) => read(() => ({ is: 'ok', value: { id, name: 'Simulated agent', kind: 'managed' } })),
    agents: () => read(() => ({ is: 'ok', value: [] })),
    phoneNumber: () => read(() => nowhere),
    phoneNumbers: () => read(() => ({ is: 'ok', value: [] })),
    assign: () => read(() => nowhere),
    probe: () => read(() => ({ is: 'ok', value: { version: null, date: world.now } })),
    close: () => Promise.resolve(),
  };
}

function itemOf(call: SimulatedCall): ItemResult {
  return { is: 'placed', callId: call.id, note: null };
}
