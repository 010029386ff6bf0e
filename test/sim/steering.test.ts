/** A person pauses, resumes, cancels and hangs up at every step of a run, on one machine and in a fleet. */
import { describe, expect, it } from 'vitest';
import { SECOND } from '../../src/model/time.ts';
import { NOW } from '../support/fixtures.ts';
import { playFleet } from './fleet-play.ts';
import { FLEET, type FleetAct } from './fleet-setting.ts';
import { play, type Played } from './play.ts';
import { BASE, NO_FAULTS, type Act, type Setting } from './setting.ts';

/** Few people, and enough bad luck that a call is in doubt now and then. */
const SMALL: Setting = {
  ...BASE,
  seed: 3,
  contacts: 5,
  cps: 2,
  slots: 3,
  faults: { ...NO_FAULTS, replyLost: 0.1, hidden: 0.2 },
};
/** Longer than any call of it. */
const WHILE = 90 * SECOND;

/** Played once for every effect of the undisturbed run, with this done at it. */
async function atEveryStep(
  actsAt: (effect: number) => readonly Act[],
  check: (played: Played, effect: number) => void,
  setting: Setting = SMALL,
): Promise<void> {
  const { effects } = await play(setting);
  expect(effects.length).toBeGreaterThan(60);
  for (let effect = 1; effect <= effects.length; effect++) {
    const played = await play({ ...setting, acts: actsAt(effect) });
    expect([effect, played.violations]).toEqual([effect, []]);
    check(played, effect);
  }
}

const statesOf = ({ contacts }: Played): ReadonlySet<string> => new Set(contacts.map(({ state }) => state.is));
const finished = (played: Played): void => expect(played.ends).toEqual([{ is: 'finished', needsReview: 0 }]);

describe('on one machine, at every step', () => {
  it('a pause that somebody ends: the run waits with it, and is the one that finishes', async () => {
    await atEveryStep(
      (effect) => [
        { effect, at: 0, does: 'pause' },
        { effect, at: WHILE, does: 'resume' },
      ],
      finished,
    );
  }, 120_000);

  it('a pause until an instant: it goes on by itself then, not before', async () => {
    await atEveryStep((effect) => [{ effect, at: 0, does: 'pause', until: WHILE }], finished);
  }, 120_000);

  it('a pause until an instant, and the process dies of it: the next one waits too, and goes on then', async () => {
    const { effects } = await play(SMALL);
    for (let effect = 1; effect <= effects.length; effect += 3) {
      const acts = [{ effect, at: 0, does: 'pause', until: WHILE }] as const;
      const { violations, ends } = await play({ ...SMALL, acts, crashes: [effect + 2, effect + 5] });
      expect([effect, violations]).toEqual([effect, []]);
      expect(ends.at(-1)).toMatchObject({ is: 'finished' });
    }
  }, 120_000);

  it('who talks is hung up on, and is not dialed again by itself', async () => {
    let hungUp = 0;
    await atEveryStep(
      (effect) => [
        { effect, at: 0, does: 'pause', hangUp: true },
        { effect, at: WHILE, does: 'resume' },
      ],
      (played) => {
        finished(played);
        const canceled = played.contacts.filter(({ state }) => state.is === 'canceled');
        for (const { state, disposition } of canceled) {
          expect([state, disposition]).toEqual([{ is: 'canceled', reason: 'call_canceled' }, 'canceled']);
        }
        hungUp += canceled.length;
      },
      { ...SMALL, faults: NO_FAULTS },
    );
    expect(hungUp).toBeGreaterThan(20);
  }, 120_000);

  it('a cancel: nobody waits, every call is followed to its end, and the run says so', async () => {
    await atEveryStep(
      (effect) => [{ effect, at: 0, does: 'cancel' }],
      (played, effect) => {
        const [end] = played.ends;
        // At the last effects everybody had been dialed.
        if (end?.is === 'finished') return expect(effect).toBeGreaterThan(50);
        expect(played.ends).toEqual([{ is: 'canceled', left: 0 }]);
        for (const state of statesOf(played))
          expect(['completed', 'exhausted', 'canceled', 'needs_review']).toContain(state);
      },
    );
  }, 120_000);

  it('a cancel of what is paused, and of what a dead process has left', async () => {
    const acts: readonly Act[] = [
      { at: 3 * SECOND, does: 'pause' },
      { at: 6 * SECOND, does: 'cancel' },
    ];
    for (const crashes of [[], [20], [35, 40]]) {
      const { violations, ends } = await play({ ...SMALL, acts, crashes });
      expect(violations).toEqual([]);
      expect(ends).toEqual([{ is: 'canceled', left: 0 }]);
    }
  });

  it('a second pause gives the first another end, and one without makes it last', async () => {
    const longer: readonly Act[] = [
      { at: 2 * SECOND, does: 'pause', until: 10 * SECOND },
      { at: 3 * SECOND, does: 'pause', until: WHILE },
    ];
    const between = ({ calls }: Played): number =>
      calls.filter(({ placedAt }) => placedAt > NOW + 5 * SECOND && placedAt < NOW + WHILE).length;
    const once = await play({ ...SMALL, acts: longer });
    expect([once.violations, between(once)]).toEqual([[], 0]);
    finished(once);
    const lasting: readonly Act[] = [
      { at: 2 * SECOND, does: 'pause', until: 10 * SECOND },
      { at: 3 * SECOND, does: 'pause' },
      { at: 3 * WHILE, does: 'resume' },
    ];
    const twice = await play({ ...SMALL, acts: lasting });
    expect([twice.violations, between(twice)]).toEqual([[], 0]);
    finished(twice);
  });
});

describe('in a fleet', () => {
  const fleet = { ...FLEET, contacts: 6, workers: 2 };
  const sound = async (acts: readonly FleetAct[], strikes: typeof FLEET.strikes = []): Promise<Played> => {
    const played = await playFleet({ ...fleet, acts, strikes });
    expect([acts[0]?.at, played.violations]).toEqual([acts[0]?.at, []]);
    return played;
  };
  const MOMENTS = Array.from({ length: 24 }, (_, n) => n * 730);

  it('a pause until an instant, whoever leads then', async () => {
    for (const at of MOMENTS) {
      const kill = { when: { at: at + 2 * SECOND }, whom: 'leader', does: 'kill', for: 20 * SECOND } as const;
      await sound([{ at, does: 'pause', until: 40 * SECOND }], at % 1_460 === 0 ? [] : [kill]);
    }
  }, 120_000);

  it('a pause that hangs up, and a resume', async () => {
    for (const at of MOMENTS) {
      await sound([
        { at, does: 'pause', hangUp: true },
        { at: at + 40 * SECOND, does: 'resume' },
      ]);
    }
  }, 120_000);

  it('a cancel: whoever leads takes out who waits', async () => {
    for (const at of MOMENTS) {
      const { contacts } = await sound([{ at, does: 'cancel' }]);
      for (const { state } of contacts) expect(state.is).not.toBe('ready');
    }
  }, 120_000);
});
