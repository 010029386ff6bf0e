/** What was said in the calls of a play: the engine's tasks of it, and a provider that shows it late, not at all, or is busy. */
// Loaded before the first play: a load that the clock of a play does not see would make it another play.
import '../../src/app/conversations/hear.ts';
import { conversationTasks } from '../../src/app/conversations/task.ts';
import type { Clock } from '../../src/clock.ts';
import type { Later } from '../../src/engine/later.ts';
import { FETCH_TASK } from '../../src/model/conversation.ts';
import { chance, stream } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import type { Store } from '../../src/store/port.ts';
import type { Conversation, Read, Voice } from '../../src/voice/port.ts';
import { unheardTask } from '../../src/app/conversations/unheard.ts';
import { UNHEARD_TASK } from '../../src/model/heard.ts';
import { ACCOUNT } from '../support/fixtures.ts';

/** Luck of its own: whether anybody asks must not change what becomes of a call. */
export function talksOf(
  world: World,
  store: Store,
  clock: Clock,
  seed: number,
  troubled: boolean,
  says: (call: string) => Conversation = spoken,
): Later {
  const luck = stream(seed, 'talks');
  const conversation = (call: string): Promise<Read<Conversation>> =>
    world.promise((settle) => world.after(50 + luck() * 400, () => settle(answer(call))));
  const answer = (call: string): Read<Conversation> => {
    if (troubled && chance(luck, 0.2)) return { is: 'failed', why: 'busy', status: 429, message: 'busy' };
    if (troubled && chance(luck, 0.3)) return { is: 'ok', value: { lines: [], summary: null } };
    return { is: 'ok', value: says(call) };
  };
  const voice = { conversation } as unknown as Voice;
  return new Map([
    [FETCH_TASK, conversationTasks({ store, voice, clock, account: ACCOUNT, keeps: true })],
    [UNHEARD_TASK, unheardTask({ store, clock })],
  ]);
}

function spoken(call: string): Conversation {
  return { lines: [{ by: 'agent', text: call, at: 0 }], summary: `of ${call}` };
}
