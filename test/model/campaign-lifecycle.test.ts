import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CampaignState } from '../../src/model/campaign.ts';
import { obey, type CampaignCommand } from '../../src/model/campaign-lifecycle.ts';
import type { PauseReason } from '../../src/model/pause-reason.ts';
import { makeCampaign, makePlan, NOW } from '../support/fixtures.ts';

const THEN = NOW - 1_000;
const REASON: PauseReason = { why: 'account', message: 'the provider refused the request (402)' };
const EARLIER: PauseReason = { why: 'unattended', left: 'stopped' };

const STATES: { readonly [S in CampaignState as S['is']]: S } = {
  scheduled: { is: 'scheduled' },
  running: { is: 'running' },
  paused: { is: 'paused', ...EARLIER },
  finished: { is: 'finished', at: THEN },
  canceled: { is: 'canceled', at: THEN },
};
const COMMANDS: { readonly [C in CampaignCommand as C['is']]: C } = {
  start: { is: 'start' },
  resume: { is: 'resume' },
  pause: { is: 'pause', reason: REASON },
  finish: { is: 'finish', at: THEN },
  cancel: { is: 'cancel' },
  next_step: { is: 'next_step' },
  reopen: { is: 'reopen', dialed: false },
  change_plan: { is: 'change_plan', plan: makePlan({ version: 2, batchSize: 7 }), because: null },
  erase_rows: { is: 'erase_rows', specText: '{"contacts":[]}' },
};

const RUNNING = { is: 'running' };
const PAUSED = { is: 'paused', ...REASON };
const REOPENED = { is: 'paused', why: 'unattended', left: 'reopened' };
const CANCELED = { is: 'canceled', at: NOW };
const same = 'same';
const no = (because: string): string => `refused: ${because}`;

/** What each cell answers: the state that follows, `same`, or why not. Columns are in the order of COMMANDS. */
const TABLE: { readonly [S in CampaignState['is']]: readonly unknown[] } = {
  scheduled: [
    RUNNING,
    no('not_started'),
    no('not_started'),
    no('not_started'),
    CANCELED,
    no('not_started'),
    same,
    STATES.scheduled,
    STATES.scheduled,
  ],
  running: [
    same,
    same,
    PAUSED,
    { is: 'finished', at: THEN },
    CANCELED,
    STATES.running,
    same,
    STATES.running,
    STATES.running,
  ],
  paused: [RUNNING, RUNNING, same, no('not_running'), CANCELED, same, same, STATES.paused, STATES.paused],
  finished: [
    RUNNING,
    no('finished'),
    no('finished'),
    same,
    no('finished'),
    same,
    REOPENED,
    STATES.finished,
    STATES.finished,
  ],
  canceled: [
    no('canceled'),
    no('canceled'),
    no('canceled'),
    no('canceled'),
    same,
    no('canceled'),
    no('canceled'),
    no('canceled'),
    STATES.canceled,
  ],
};

describe("the campaign's table", () => {
  for (const state of Object.values(STATES)) {
    Object.values(COMMANDS).forEach((command, column) => {
      const expected = TABLE[state.is][column];
      it(`${state.is} × ${command.is}: ${JSON.stringify(expected)}`, () => {
        const campaign = makeCampaign({ state, version: 4 });
        const verdict = obey(campaign, command, NOW);
        if (verdict.is === 'refused') return expect(`refused: ${verdict.because}`).toBe(expected);
        if (verdict.is === 'same') return expect(same).toBe(expected);
        const plan = planAfter(command, campaign.plan);
        const step = command.is === 'next_step' ? { rampStep: 1 } : {};
        const changed = { ...campaign, ...step, state: expected, plan, version: 5 };
        expect(verdict).toEqual({ is: 'changed', campaign: changed });
      });
    });
  }

  it('brings a whole plan with change_plan, and with erase_rows only the text of its file', () => {
    const campaign = makeCampaign();
    expect(obey(campaign, COMMANDS.change_plan, NOW)).toMatchObject({
      campaign: { plan: { version: 2, batchSize: 7 } },
    });
    const erased = obey(campaign, COMMANDS.erase_rows, NOW);
    expect(erased).toMatchObject({ campaign: { plan: { ...campaign.plan, specText: '{"contacts":[]}' } } });
  });
});

function planAfter(command: CampaignCommand, plan: ReturnType<typeof makePlan>) {
  if (command.is === 'change_plan') return command.plan;
  return command.is === 'erase_rows' ? { ...plan, specText: command.specText } : plan;
}

describe('whatever is asked, in any order', () => {
  const state = fc.constantFrom(...Object.values(STATES));
  const command = fc.constantFrom(...Object.values(COMMANDS));
  const commands = fc.array(command, { maxLength: 20 });
  const after = (start: CampaignState, asked: readonly CampaignCommand[]) =>
    asked.reduce(
      (campaign, one) => {
        const verdict = obey(campaign, one, NOW);
        return verdict.is === 'changed' ? verdict.campaign : campaign;
      },
      makeCampaign({ state: start }),
    );

  it('one that was canceled is never dialed again', () => {
    fc.assert(
      fc.property(commands, (asked) => {
        expect(after(STATES.canceled, asked).state).toEqual(STATES.canceled);
      }),
    );
  });

  it('runs only after a start or a resume', () => {
    fc.assert(
      fc.property(state, command, (before, asked) => {
        const verdict = obey(makeCampaign({ state: before }), asked, NOW);
        if (verdict.is !== 'changed' || verdict.campaign.state.is !== 'running') return;
        expect(before.is === 'running' || asked.is === 'start' || asked.is === 'resume').toBe(true);
      }),
    );
  });

  it('the version goes up by one with each change, and name, account and id stay', () => {
    fc.assert(
      fc.property(state, command, (before, asked) => {
        const campaign = makeCampaign({ state: before, version: 9 });
        const verdict = obey(campaign, asked, NOW);
        if (verdict.is !== 'changed') return;
        const { id, name, account, createdAt } = campaign;
        expect(verdict.campaign).toMatchObject({ id, name, account, createdAt, version: 10 });
      }),
    );
  });

  it('asked twice, the second changes no state', () => {
    fc.assert(
      fc.property(state, command, (before, asked) => {
        const once = after(before, [asked]);
        expect(after(once.state, [asked]).state).toEqual(once.state);
      }),
    );
  });
});

describe('going on after a rule of its own', () => {
  const from = (why: 'breaker' | 'ramp' | 'budget', command: CampaignCommand) => {
    const campaign = makeCampaign({ state: { is: 'paused', why, message: '' }, rampStep: 1, breakerFrom: THEN });
    const verdict = obey(campaign, command, NOW);
    if (verdict.is !== 'changed') throw new Error('it did not go on');
    const { rampStep, breakerFrom } = verdict.campaign;
    return { rampStep, breakerFrom };
  };

  it('does not count what a breaker has counted, whoever starts it again', () => {
    expect(from('breaker', { is: 'resume' })).toEqual({ rampStep: 1, breakerFrom: NOW });
    expect(from('breaker', { is: 'start' })).toEqual({ rampStep: 1, breakerFrom: NOW });
  });

  it('goes to the next step by a word for it, and not because its file is run every hour', () => {
    expect(from('ramp', { is: 'resume' })).toEqual({ rampStep: 2, breakerFrom: THEN });
    expect(from('ramp', { is: 'start' })).toEqual({ rampStep: 1, breakerFrom: THEN });
    expect(from('budget', { is: 'resume' })).toEqual({ rampStep: 1, breakerFrom: THEN });
  });
});
