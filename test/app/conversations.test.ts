/** What was said is fetched once it is there and kept with its person: not asked for without end, nor of who was forgotten. */
import { beforeEach, describe, expect, it } from 'vitest';
import { conversationTasks } from '../../src/app/conversations/task.ts';
import { keepConversation, keptOf } from '../../src/app/conversations/keep.ts';
import { release, unheardOf, unheardTask } from '../../src/app/conversations/unheard.ts';
import type { TaskHandler } from '../../src/engine/later.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Contact } from '../../src/model/contact.ts';
import { conversationKey, conversationNote, KEPT_TASK, readConversationNote } from '../../src/model/conversation.ts';
import { unheard, UNHEARD_TASK } from '../../src/model/heard.ts';
import type { AccountKey } from '../../src/model/ids.ts';
import { DAY, HOUR, MINUTE, SECOND } from '../../src/model/time.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import type { Conversation, Read, Voice } from '../../src/voice/port.ts';
import {
  ACCOUNT,
  answered,
  completed,
  contact,
  evidence,
  loaded,
  now as asItIs,
  placing,
  T,
} from '../contract/store/given.ts';

const END = T + 60_000;
const SAID: Conversation = { lines: [{ by: 'person', text: 'Yes.', at: 1 }], summary: 'They said yes.' };
const ok = (value: Conversation): Read<Conversation> => ({ is: 'ok', value });
const failed = (why: 'busy' | 'not_found' | 'denied'): Read<Conversation> => ({
  is: 'failed',
  why,
  status: null,
  message: 'no',
});

let store: Store;
let people: readonly Contact[];
let now: number;
let asked: string[];
let answer: (call: string) => Read<Conversation>;
let handler: TaskHandler;

beforeEach(async () => {
  store = openMemoryStore({ makeId: (length) => 'x'.repeat(length), now: T });
  now = END + 5 * SECOND;
  asked = [];
  answer = () => ok(SAID);
  const keys = Array.from({ length: 9 }, (_, n) => `p${n}`);
  people = await loaded(
    store,
    keys.map((key) => contact(key)),
  );
  for (const [n, one] of people.entries()) {
    await store.commit([placing(one)], {});
    const held = await asItIs(store, one);
    await store.commit([evidence(held.contact, held.attempt, answered(`c${n}`), completed)], {});
  }
  handler = tasks();
});

function tasks(account: AccountKey = ACCOUNT, never = false): TaskHandler {
  const sleep = async (until: number): Promise<void> => void (now = Math.max(now, until));
  const clock = { now: () => now, monotonic: () => now, sleep };
  const conversation = async (call: string): Promise<Read<Conversation>> => (asked.push(call), answer(call));
  return conversationTasks({ store, voice: { conversation } as unknown as Voice, clock, account, keeps: !never });
}

const attemptOf = async (n: number): Promise<Attempt> => (await asItIs(store, people[n]!)).attempt;
const fetch = async (n: number, tries = 0): ReturnType<TaskHandler> =>
  handler({ kind: 'transcript', subject: (await attemptOf(n)).id, dueAt: END, tries, body: {} });

describe('the task of an answered call', () => {
  it('keeps what was said and its summary, beside what was known, and asks never again', async () => {
    const first = await asItIs(store, people[0]!);
    const note = { owner: first.contact.id, key: first.attempt.id, body: { end_reason: 'odd words' } };
    const to = { ...first.contact, version: first.contact.version + 1 };
    await store.commit([{ contact: { from: first.contact.version, to }, log: [], personal: [note] }], {});
    expect(await fetch(0)).toBe('done');
    expect(await fetch(0)).toBe('done');
    expect(asked).toEqual(['c0']);
    expect(await keptOf(store, first.attempt)).toEqual({ ...SAID, cut: false, askedAt: now, none: null });
    const notes = new Map((await store.personalOf(first.contact.id)).map(({ key, body }) => [key, body]));
    expect(notes.get(first.attempt.id)).toEqual({ end_reason: 'odd words', summary: 'They said yes.' });
    // By its end it is found when it is old.
    expect(await store.dueTasks([KEPT_TASK], now, 9)).toMatchObject([{ subject: first.attempt.id, dueAt: END }]);
    expect((await asItIs(store, people[0]!)).contact.state).toEqual(completed);
  });

  it('looks again less and less often, and takes nothing shown after some hours for nothing said', async () => {
    answer = () => ok({ lines: [], summary: null });
    const looks: number[] = [];
    for (let tries = 0, at = END + 5 * SECOND; tries < 30; tries += 1) {
      now = at;
      looks.push(now - END);
      const end = await fetch(0, tries);
      if (end === 'done') break;
      at = end.again;
    }
    expect(looks.slice(0, 5).map((ms) => Math.round(ms / SECOND))).toEqual([5, 15, 45, 135, 405]);
    expect(looks.length).toBeLessThan(12);
    expect(looks.at(-1)).toBeLessThan(12 * HOUR);
    expect(await keptOf(store, await attemptOf(0))).toMatchObject({ lines: [], none: 'silent' });
    asked = [];
    expect(await fetch(0)).toBe('done');
    expect(asked).toEqual([]);
  });

  it('waits for a summary for some minutes, and keeps the words meanwhile', async () => {
    answer = () => ok({ ...SAID, summary: null });
    expect(await fetch(0)).toEqual({ again: END + 15 * SECOND });
    expect(await keptOf(store, await attemptOf(0))).toMatchObject({ lines: SAID.lines, summary: null });
    answer = () => ok(SAID);
    now = END + 15 * SECOND;
    expect(await fetch(0, 1)).toBe('done');
    expect(await keptOf(store, await attemptOf(0))).toMatchObject({ summary: SAID.summary });
  });

  it('asks no more than twice of the calls of an agent of which nothing is ever shown', async () => {
    answer = () => failed('not_found');
    now = END + 2 * MINUTE;
    for (let n = 0; n < 5; n += 1) expect(await fetch(n)).not.toBe('done');
    for (let n = 5; n < 9; n += 1) expect(await fetch(n)).toBe('done');
    expect(await keptOf(store, await attemptOf(8))).toMatchObject({ none: 'silent' });
    answer = () => ok(SAID);
    expect(await fetch(0, 1)).toBe('done');
    answer = () => failed('not_found');
    expect(await fetch(1, 1)).not.toBe('done');
  });

  it('of a lost past is waited for from when it was found, however long ago the call ended', async () => {
    const attempt = await attemptOf(0);
    now = END + 30 * DAY;
    await store.putTasks([unheard(attempt, now, null)]);
    answer = () => failed('busy');
    expect(await fetch(0)).not.toBe('done');
    const again = unheardTask({ store, clock: { now: () => now, monotonic: () => now, sleep: async () => undefined } });
    expect(await again(unheard(attempt, now, null))).not.toBe('done');
    expect(await unheardOf(store, attempt)).toBeDefined();
    now += 4 * DAY;
    expect(await fetch(0, 1)).toBe('done');
    expect(await unheardOf(store, attempt)).toBeUndefined();
  });

  it('gives its number back to a doubt of another call, whose place it had taken', async () => {
    const [doubted, mine] = [await asItIs(store, people[0]!), await attemptOf(1)];
    const other = { ...doubted.contact, destination: mine.destination };
    const heard = { seq: 1, outcome: null, by: 'person', doubt: 'open' } as const;
    const on: Store = { ...store, contactsOn: async () => [{ ...other, heard }] };
    await store.putTasks([unheard(mine, now, null)]);
    await release(on, mine);
    const task = await store.task(UNHEARD_TASK, doubted.attempt.destination);
    expect(task).toMatchObject({ body: { doubt: true, attempt: doubted.attempt.id } });
  });

  it('rests after a failure, of all calls at once, and asks a few times a second at most', async () => {
    answer = () => failed('busy');
    const first = await fetch(0);
    expect(first).toEqual({ again: now + 15 * SECOND });
    expect(await fetch(1)).toEqual(first);
    expect(asked).toEqual(['c0']);
    answer = () => ok(SAID);
    now += 15 * SECOND;
    const from = now;
    await Promise.all([2, 3, 4, 5].map((n) => fetch(n)));
    expect(now - from).toBeGreaterThanOrEqual(SECOND);
    answer = () => failed('denied');
    now = END + 4 * DAY;
    expect(await fetch(6)).toBe('done');
    // It may still be asked for by hand.
    expect(await keptOf(store, await attemptOf(6))).toBeUndefined();
  });

  it('asks nothing of somebody who was forgotten, and keeps nothing that arrives after it', async () => {
    const gone = people[0]!;
    await store.erase([gone.id]);
    expect(await fetch(0)).toBe('done');
    expect(asked).toEqual([]);
    const late = people[1]!;
    // Forgotten while the provider answers.
    answer = () => (void store.erase([late.id]), ok(SAID));
    expect(await fetch(1)).toBe('done');
    expect(await store.personalOf(late.id)).toEqual([]);
    expect(await keepConversation(store, (await attemptOf(0)).id, SAID, now)).toBe(false);
    expect(await store.personalOf(gone.id)).toEqual([]);
  });

  it('asks not at another account; where nothing is to be kept it listens, and keeps nothing', async () => {
    handler = tasks('another' as AccountKey);
    expect(await fetch(0)).toEqual({ again: now + HOUR });
    handler = tasks();
    expect(await handler({ kind: 'transcript', subject: 'nothing', dueAt: 0, tries: 0, body: {} })).toBe('done');
    expect(asked).toEqual([]);
    handler = tasks(ACCOUNT, true);
    expect(await fetch(0)).toBe('done');
    expect(asked).toEqual(['c0']);
    expect(await keptOf(store, await attemptOf(0))).toBeUndefined();
  });

  it('is erased with the person', async () => {
    await fetch(0);
    await store.erase([people[0]!.id], 'cut');
    expect(await store.personal([people[0]!.id], conversationKey((await attemptOf(0)).id))).toEqual(new Map());
  });
});

describe('a conversation as a note', () => {
  it('is bounded: letters, lines and summary', () => {
    const line = { by: 'agent' as const, text: 'x'.repeat(1_000), at: 0 };
    const lines = Array.from({ length: 1_000 }, () => line);
    const note = conversationNote({ lines, summary: 's'.repeat(20_000) }, T);
    expect(JSON.stringify(note).length).toBeLessThan(250_000);
    expect(readConversationNote(note)).toMatchObject({ cut: true, lines: Array.from({ length: 200 }, () => line) });
    expect(readConversationNote(conversationNote(SAID, T))).toMatchObject({ cut: false, ...SAID });
  });

  it.each([
    [{}, undefined],
    [{ said: 'x', asked_at: 1 }, undefined],
    [{ said: [null, ['agent', 1], ['robot', 1, 'x'], ['agent', '1', 'x']], asked_at: 1, none: 'x', summary: 7 }, 1],
  ])('of another make is read as far as it can be: %j', (note, lines) => {
    expect(readConversationNote(note)?.lines.length).toBe(lines);
  });
});
