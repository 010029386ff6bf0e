/** The judge bites: engines that do what dialers naively do are caught, or the proofs beside this one prove nothing. */
import { describe, expect, it } from 'vitest';
import { play } from './play.ts';
import { BASE, NO_FAULTS, type Setting } from './setting.ts';

const SMALL: Setting = { ...BASE, contacts: 20, lines: 2, cps: 5, slots: 20 };
// A list that lags: reading it at a start would else mend what the naive engine has done.
const LAGGING: Setting = { ...SMALL, faults: { ...NO_FAULTS, hidden: 1 } };

async function says(setting: Setting): Promise<string> {
  return (await play(setting)).violations.map((violation) => violation.says).join('\n');
}

/** What is said over crashes at every effect of this kind. */
async function sweeping(setting: Setting, effect: string): Promise<string> {
  const { effects, violations } = await play(setting);
  expect(violations).toEqual([]);
  const found: string[] = [];
  for (const [index, name] of effects.entries()) {
    if (name === effect) found.push(await says({ ...setting, crashes: [index + 1] }));
  }
  return found.join('\n');
}

describe('the judge', () => {
  it('catches an engine that requeues what was open', async () => {
    const setting: Setting = { ...LAGGING, naive: 'requeues what was open' };
    expect(await sweeping(setting, 'request taken')).toMatch(/I1: .* rings again after it was answered/);
    expect(await sweeping(setting, 'reply delivered')).toMatch(/I1: .* rings while they ring/);
  });

  it('finds nothing wrong with ours in the same weather', async () => {
    expect((await sweeping(LAGGING, 'request taken')).trim()).toBe('');
  });

  it('catches an engine that writes off what was open', async () => {
    expect(await sweeping({ ...LAGGING, naive: 'writes off what was open' }, 'request taken')).toMatch(
      /counts as not placed|answered and is exhausted/,
    );
  });

  it('catches an engine that takes a lost reply for an unsent request', async () => {
    const faults = { ...NO_FAULTS, replyLost: 0.3 };
    expect(await says({ ...SMALL, naive: 'takes unknown for unsent', faults })).toMatch(/I1/);
    expect(await says({ ...SMALL, faults })).toBe('');
  });

  it('catches a line that is too fast and an account that is too full', async () => {
    expect(await says({ ...SMALL, bears: { cps: 4 } })).toMatch(/I5: 5 starts within a second/);
    expect(await says({ ...SMALL, slots: 9, bears: { slots: 8 } })).toMatch(/I5: 9 calls open with 8 slots/);
    expect(await says({ ...SMALL, slots: 9 })).toBe('');
  });
});
