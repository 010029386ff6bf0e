/** A run killed between the end of a call and the fetching of what was said: the next one fetches it, once. */
import { describe, expect, it } from 'vitest';
import { conversationKey, FETCH_TASK, mayHaveTalked } from '../../src/model/conversation.ts';
import { campaignId } from '../../src/model/ids.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import { callIdOf } from '../../src/model/attempt.ts';
import { childScript } from '../support/child.ts';
import type { Store } from '../../src/store/port.ts';
import { clock, MAIN, posix, rungTwice, stage, type Stage } from './stage.ts';

const script = childScript('test/real/fault.ts');
const wait = (ms: number): Promise<void> => clock.sleep(clock.now() + ms);

/** Attempts by whether what was said in them is kept. */
type Talks = { kept: Attempt[]; owed: Attempt[] };

function talks(on: Stage): Promise<Talks> {
  return on.ledger(talksIn);
}

async function talksIn(store: Store): Promise<Talks> {
  const [kept, owed]: [Attempt[], Attempt[]] = [[], []];
  for (const { owner } of await store.rows(campaignId('stage'), null, 1_000)) {
    for (const attempt of (await store.attemptsOf(owner as Attempt['contact'])).filter(mayHaveTalked)) {
      const has = (await store.personal([owner], conversationKey(attempt.id))).size > 0;
      (has ? kept : owed).push(attempt);
    }
  }
  const due = await store.dueTasks([FETCH_TASK], Infinity, 1_000);
  for (const attempt of owed) expect(due.map(({ subject }) => subject)).toContain(attempt.id);
  return { kept, owed };
}

/** How often the provider was asked for one call by its id. */
function askedFor(on: Stage, attempts: readonly Attempt[]): number[] {
  const paths = on.sandbox.requests().map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`);
  return attempts.map(
    (attempt) => paths.filter((path) => path.endsWith(`GET /agents/calls/${callIdOf(attempt)}`)).length,
  );
}

describe.runIf(posix)('what was said', () => {
  it('in calls that ended before a kill -9 is fetched by the next run, exactly once', async (test) => {
    const on = await stage(test, { people: 16, cps: 2 });
    // At the commit that puts off the fetching of what was said in a call, with its end: that one is owed, and nobody asked.
    const fault = { on: 'task', nth: 3, when: 'after', do: { is: 'SIGKILL' } } as const;
    const first = await on.start({ fault: { script: script(), faults: [fault] } }).ended;
    expect(first.signal, first.err).toBe('SIGKILL');
    const before = await talks(on);
    expect(before.owed.length).toBeGreaterThan(0);
    expect(askedFor(on, before.owed)).toContain(0);

    const second = await on.start().ended;
    expect(second.code, second.err).toBe(0);
    expect(rungTwice(on.sandbox)).toEqual([]);
    const after = await talks(on);
    const kept = new Set(after.kept.map(({ id }) => id));
    expect(before.owed.filter(({ id }) => !kept.has(id))).toEqual([]);
    expect(new Set(askedFor(on, after.kept))).toEqual(new Set([1]));

    // What the last calls left is fetched where somebody asks for it, and then no more.
    await wait(6_000);
    const purge = on.spawn('purge', process.execPath, [MAIN, 'purge'], { env: on.env(), stdio: 'ignore' });
    await new Promise((resolve) => purge.once('exit', resolve));
    const all = await talks(on);
    expect(all.owed).toEqual([]);
    expect(new Set(askedFor(on, all.kept))).toEqual(new Set([1]));
  }, 120_000);
});
