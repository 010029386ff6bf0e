/**
 * The campaign's table: every state it can be in, times everything that can be asked of it.
 * A state or a command without its cell does not compile. Pure: `engine/change-campaign.ts` puts what comes of it.
 *
 * A campaign that was canceled is never dialed again and takes nothing but the erasure of somebody's data. One that is
 * finished is dialed again only where somebody asks for just that (`start`, after the list has grown or by `--continue`).
 */
import type { Campaign, CampaignState, Plan } from './campaign.ts';
import type { PauseReason } from './pause-reason.ts';
import type { Instant } from './time.ts';

export type CampaignCommand =
  /** Whoever dials for the account dials it: a run of its file. */
  | { readonly is: 'start' }
  /** Goes on after a pause, whatever its reason was. */
  | { readonly is: 'resume' }
  | { readonly is: 'pause'; readonly reason: PauseReason }
  /** Nothing was left to dial, and no call was open. */
  | { readonly is: 'finish'; readonly at: Instant }
  | { readonly is: 'cancel' }
  /** Somebody may be dialed again in a campaign that was over; it waits until a person goes on. */
  | { readonly is: 'reopen'; readonly message: string }
  /** Another plan, as a whole; `because`: not its file, but what the account has become. */
  | { readonly is: 'change_plan'; readonly plan: Plan; readonly because: 'agent_kind' | null }
  /** A person's rows are taken out of the campaign file that is kept. */
  | { readonly is: 'erase_rows'; readonly specText: string };

export type Refusal =
  /** It was never started. */
  'not_started' | 'not_running' | 'finished' | 'canceled';

export type CampaignVerdict =
  | { readonly is: 'changed'; readonly campaign: Campaign }
  /** It is as it was asked to be. */
  | { readonly is: 'same' }
  | { readonly is: 'refused'; readonly because: Refusal };

type StateName = CampaignState['is'];
type CommandName = CampaignCommand['is'];
type States = { readonly [S in CampaignState as S['is']]: S };
type Commands = { readonly [C in CampaignCommand as C['is']]: C };

type Answer = CampaignState | 'same' | { readonly refused: Refusal };
type Cell<S extends StateName, C extends CommandName> = (
  state: States[S],
  command: Commands[C],
  now: Instant,
) => Answer;
type Table = { readonly [S in StateName]: { readonly [C in CommandName]: Cell<S, C> } };

const same = (): 'same' => 'same';
/** The state stays; what else the command brings is new. */
const stays = (state: CampaignState): CampaignState => state;
const refuse = (refused: Refusal) => (): Answer => ({ refused });

const toRunning = (): CampaignState => ({ is: 'running' });
const toCanceled = (_: CampaignState, __: Commands['cancel'], now: Instant): CampaignState => ({
  is: 'canceled',
  at: now,
});

const TABLE: Table = {
  scheduled: {
    start: toRunning,
    resume: refuse('not_started'),
    pause: refuse('not_started'),
    finish: refuse('not_started'),
    cancel: toCanceled,
    reopen: same,
    change_plan: stays,
    erase_rows: stays,
  },
  running: {
    start: same,
    resume: same,
    pause: (_, { reason }) => ({ is: 'paused', ...reason }),
    finish: (_, { at }) => ({ is: 'finished', at }),
    cancel: toCanceled,
    // Whoever was given back is dialed as it is.
    reopen: same,
    change_plan: stays,
    erase_rows: stays,
  },
  paused: {
    start: toRunning,
    resume: toRunning,
    // The first reason is the one that a person must mend; the later ones are said by whoever found them.
    pause: same,
    // Its people wait for whatever it was paused for.
    finish: refuse('not_running'),
    cancel: toCanceled,
    reopen: same,
    change_plan: stays,
    erase_rows: stays,
  },
  finished: {
    start: toRunning,
    resume: refuse('finished'),
    pause: refuse('finished'),
    finish: same,
    cancel: refuse('finished'),
    reopen: (_, { message }) => ({ is: 'paused', why: 'operator', message }),
    change_plan: stays,
    erase_rows: stays,
  },
  canceled: {
    start: refuse('canceled'),
    resume: refuse('canceled'),
    pause: refuse('canceled'),
    finish: refuse('canceled'),
    cancel: same,
    reopen: refuse('canceled'),
    change_plan: refuse('canceled'),
    // Whoever asks to be forgotten is, in whatever became of the campaign.
    erase_rows: stays,
  },
};

/** What becomes of the campaign as it stands. The caller puts the result, and asks again if the campaign moved meanwhile. */
export function obey(campaign: Campaign, command: CampaignCommand, now: Instant): CampaignVerdict {
  const { state } = campaign;
  // The table's type proves each cell fits its state and command; the look-up itself cannot be typed without this cast.
  const cell = TABLE[state.is][command.is] as (state: CampaignState, command: CampaignCommand, now: Instant) => Answer;
  const answer = cell(state, command, now);
  if (answer === 'same') return { is: 'same' };
  if ('refused' in answer) return { is: 'refused', because: answer.refused };
  const plan = planAfter(campaign.plan, command);
  return { is: 'changed', campaign: { ...campaign, state: answer, plan, version: campaign.version + 1 } };
}

function planAfter(plan: Plan, command: CampaignCommand): Plan {
  if (command.is === 'change_plan') return command.plan;
  return command.is === 'erase_rows' ? { ...plan, specText: command.specText } : plan;
}
