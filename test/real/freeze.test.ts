/** Processes that are frozen past their appointment and wake: what they were about to send is not sent. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, itLong } from '../support/long.ts';
import { campaignId } from '../../src/model/ids.ts';
import { between, stream } from '../../src/simulate/random.ts';
import { childScript } from '../support/child.ts';
import { clock, contacts, expectEverybodyOnce, posix, rungTwice, stage, type Running, type Stage } from './stage.ts';

const script = childScript('test/real/fault.ts');
/** Longer than a permit is good for. */
const PAST_THE_APPOINTMENT = 1_300;
const ID = campaignId('stage');

/** Frozen when its second batch is in the ledger and before a byte of its request is written. */
function frozenBeforeItsSecondRequest(on: Stage): Running {
  const faults = [{ on: 'placing', nth: 2, when: 'after', do: { is: 'SIGSTOP' } }] as const;
  return on.start({ fault: { script: script(), faults } });
}

function posts(on: Stage): number {
  return on.sandbox.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/agents/calls')).length;
}

/** How many attempts of each contact were made: 2 for those whose first was never sent. */
async function attempts(on: Stage): Promise<readonly number[]> {
  return on.ledger(async (store) =>
    (await store.rows(ID, null, 1_000)).map(({ outcome }) => (outcome.is === 'accepted' ? outcome.contact.seq : 0)),
  );
}

describe.runIf(posix).concurrent('a frozen process', () => {
  it('uncounted its appointment, sends nothing for it when it wakes, and makes a new one', async (test) => {
    const on = await stage(test, { people: 16 });
    const { child, frozen, ended } = frozenBeforeItsSecondRequest(on);
    await frozen();
    const before = posts(on);
    await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
    expect(posts(on)).toBe(before);
    child.kill('SIGCONT');
    await expectEverybodyOnce(on, await ended);
    // Those of the frozen request, and nobody else, have a second attempt: what the first said was `unsent`.
    const made = await attempts(on);
    expect(made.filter((seq) => seq === 2).length).toBeGreaterThan(0);
    expect(made.filter((seq) => seq === 1).length).toBeGreaterThan(0);
    const first = on.sandbox.record().map((call) => JSON.stringify(call));
    expect(first.filter((call) => /od1\.[^"]*\.2"/.test(call))).toHaveLength(made.filter((seq) => seq === 2).length);
  });

  itLong('rings nobody of a campaign that was paused meanwhile', async (test) => {
    const on = await stage(test, { people: 16 });
    const { child, frozen, ended, says } = frozenBeforeItsSecondRequest(on);
    await frozen();
    const before = on.sandbox.record().length;
    await on.ledger(async (store) => {
      const known = await store.campaign(ID);
      if (known === undefined) throw new Error('no campaign');
      const paused = { is: 'paused', why: 'operator', message: 'by the operator' } as const;
      expect(await store.putCampaign(known.version, { ...known, state: paused, version: known.version + 1 }, [])).toBe(
        'done',
      );
    });
    await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
    child.kill('SIGCONT');
    // It waits with its campaign, until somebody ends it or says that it goes on.
    await says(/is paused[^]*This run waits/);
    child.kill('SIGINT');
    const end = await ended;
    expect(end.code, end.err).toBe(3);
    expect(on.sandbox.record()).toHaveLength(before);
  });

  it('rings nobody who asked not to be called meanwhile', async (test) => {
    const on = await stage(test, { people: 16 });
    const { child, frozen, ended } = frozenBeforeItsSecondRequest(on);
    await frozen();
    const before = on.sandbox.record().length;
    await on.ledger(async (store) => {
      const rows = await store.rows(ID, null, 1_000);
      const all = rows.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact.destination] : []));
      await store.suppress(onDoNotCall(all, 'test', clock.now()));
    });
    await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
    child.kill('SIGCONT');
    const end = await ended;
    expect(end.code, end.err).toBe(0);
    expect(on.sandbox.record()).toHaveLength(before);
    const states = [...(await contacts(on)).values()].map(({ is }) => is);
    expect(states.filter((is) => is === 'skipped')).toHaveLength(16 - before);
  });

  itLong('at random moments, again and again: everybody once', async (test) => {
    const on = await stage(test, { people: 30 });
    const luck = stream(5, 'freezes');
    const { child, ended } = on.start();
    for (let freeze = 0; freeze < 4; freeze++) {
      const aim = on.sandbox.record().length + between(luck, 1, 6);
      await Promise.race([on.placed(aim), ended]);
      await clock.sleep(clock.now() + between(luck, 0, 60));
      child.kill('SIGSTOP');
      await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
      child.kill('SIGCONT');
    }
    await expectEverybodyOnce(on, await ended);
  });

  itLong('keeps the ledger from a second one, until it is killed', async (test) => {
    const on = await stage(test, { people: 16 });
    const first = frozenBeforeItsSecondRequest(on);
    await first.frozen();
    const before = posts(on);
    const second = on.start();
    await second.says(new RegExp(`process ${first.child.pid} on \\S+, since \\d\\d:\\d\\d:\\d\\d\\) dials`));
    await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
    expect(posts(on)).toBe(before);
    first.child.kill('SIGKILL');
    await expectEverybodyOnce(on, await second.ended);
  });

  itLong('that lost its lock to another engine sends nothing more, and says who took over', async (test) => {
    const on = await stage(test, { people: 50, cps: 10, slots: 20 });
    const first = frozenBeforeItsSecondRequest(on);
    await first.frozen();
    // Somebody "cleaned up" the lock: only the epoch in the ledger keeps the two apart now.
    for (const file of ['ledger.sqlite.engine', 'ledger.sqlite.engine.json']) rmSync(join(on.dataDir, file));
    const second = on.start();
    await on.placed(on.sandbox.record().length + 3);
    await clock.sleep(clock.now() + PAST_THE_APPOINTMENT);
    first.child.kill('SIGCONT');
    const end = await first.ended;
    expect(end.code, end.err).toBe(5);
    expect(end.err).toContain('taken over');
    expect(rungTwice(on.sandbox)).toEqual([]);
    await expectEverybodyOnce(on, await second.ended);
  });
});
