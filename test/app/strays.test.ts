/** Calls of a lost past whose contacts are lost too: an opt-out in one holds, a doubt as well, and each is heard once. */
import { beforeEach, describe, expect, it } from 'vitest';
import { strayTask } from '../../src/app/conversations/strays.ts';
import { digestOf } from '../../src/app/account.ts';
import { HEARD_ALREADY, stray, UNHEARD_TASK, unheardStray } from '../../src/model/heard.ts';
import type { AttemptId, CallId, CampaignId } from '../../src/model/ids.ts';
import { destinationKey } from '../../src/model/one-phone.ts';
import { DAY, HOUR } from '../../src/model/time.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store, Task } from '../../src/store/port.ts';
import type { Conversation, Read, Voice } from '../../src/voice/port.ts';
import { ACCOUNT, T } from '../contract/store/given.ts';

const NUMBER = '+5491155500123';
const CALL = 'ac_lost' as CallId;
const campaign = 'gone' as CampaignId;
const AWAY = { is: 'failed', why: 'server', status: 503, message: 'not now' } as const;

let store: Store;
let now: number;
let said: Read<Conversation>;
let task: Task;
const words = (...texts: string[]): Read<Conversation> => ({
  is: 'ok',
  value: { lines: texts.map((text) => ({ by: 'person', text, at: null })), summary: null },
});
const keyOf = async () => destinationKey(digestOf(await store.info()), NUMBER);
const waiting = async () => store.task(UNHEARD_TASK, await keyOf());
const suppressed = async () => (await store.suppressed([await keyOf()], ['everywhere'], now)).size;

beforeEach(async () => {
  store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: T });
  now = T;
  task = stray(CALL, { account: ACCOUNT, campaign }, now);
  const destination = await keyOf();
  await store.putTasks([task, unheardStray({ id: 'od1.L.gone.p.1' as AttemptId, campaign, destination }, now)]);
});

function listen() {
  const voice = {
    call: async () => ({ is: 'ok', value: { to: NUMBER.slice(1) } }),
    conversation: async () => said,
  } as unknown as Voice;
  const clock = { now: () => now, monotonic: () => now, sleep: async () => undefined };
  return strayTask({ store, voice, clock, account: ACCOUNT })(task);
}

describe('a stray', () => {
  it.each([
    ['a no', 'Please stop calling me.', 1],
    ['a doubt: nobody is left to say what was meant', 'My wife said stop calling us.', 1],
    ['a yes', 'Yes, Tuesday works.', 0],
  ])('%s', async (_, text, count) => {
    said = words('Hello?', text);
    expect(await listen()).toEqual({ again: HEARD_ALREADY, waited: true });
    expect(await suppressed()).toBe(count);
    expect(await waiting()).toBeUndefined();
    expect(JSON.stringify(await store.log({}, 0, 99))).not.toContain('stop calling');
  });

  it('waits while the provider is away or has written nothing down, and not for ever', async () => {
    said = AWAY;
    expect(await listen()).toEqual({ again: now + 15_000 });
    now += 2 * DAY;
    expect(await listen()).not.toMatchObject({ again: HEARD_ALREADY });
    expect(await waiting()).toBeDefined();
    now = T;
    said = words();
    await listen();
    expect(await waiting()).toBeDefined();
    now += HOUR;
    expect(await listen()).not.toMatchObject({ again: HEARD_ALREADY });
    // It keeps nothing of this call, or is slow about it.
    expect(await waiting()).toBeUndefined();
    now += DAY;
    expect(await listen()).toMatchObject({ again: HEARD_ALREADY });
  });
});
