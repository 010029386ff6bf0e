/**
 * The campaign's table: every state it can be in, times everything that can be asked of it.
 * A state or a command without its cell does not compile. Pure: `engine/change-campaign.ts` puts what comes of it.
 *
 * A person's pause waits for nothing but a word, so what a rule finds out takes its place: to go on by the clock would be to
 * dial on against the rule. A campaign that was canceled is never dialed again and takes nothing but the erasure of somebody's data. One that is
 * finished is dialed again only where somebody asks for just that (`start`, after the list has grown or by `--continue`).
 */
import type { Campaign, CampaignState, Plan } from './campaign.ts';
import type { PauseReason } from './pause-reason.ts';
import type { Instant } from './time.ts';

export type CampaignCommand =
  /** Whoever dials for the account dials it: a run of its file. `by`: a person who knew how late it is, where one says so. */
  | { readonly is: 'start'; readonly by?: string }
  /** Goes on after a pause, whatever its reason was; `by`: a person, where one says so. */
  | { readonly is: 'resume'; readonly by?: string }
  | { readonly is: 'pause'; readonly reason: PauseReason }
  /** Nothing was left to dial, and no call was open. */
  | { readonly is: 'finish'; readonly at: Instant }
  | { readonly is: 'cancel'; readonly by?: string }
  /** A step of its `ramp` is done, and its own bounds say that it goes on. */
  | { readonly is: 'next_step' }
  /** Somebody may be dialed again in a campaign that was over: it goes on where it is `dialed`, else with its next run. */
  | { readonly is: 'reopen'; readonly dialed: boolean }
  /** Another plan, as a whole; `because`: not its file, but what the account has become, or single limits that a person set. */
  | { readonly is: 'change_plan'; readonly plan: Plan; readonly because: 'agent_kind' | 'set' | null }
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

const toRunning = (_: CampaignState, { by }: Commands['start'], at: Instant): CampaignState => ({
  is: 'running',
  ...(by === undefined ? {} : { by, at }),
});
const toCanceled = (_: CampaignState, { by }: Commands['cancel'], at: Instant): CampaignState => ({
  is: 'canceled',
  at,
  ...(by === undefined ? {} : { by }),
});
const goOn = (_: CampaignState, { by }: Commands['resume'], at: Instant): CampaignState => ({
  is: 'running',
  ...(by === undefined ? {} : { by, at }),
});
const toPaused = (_: CampaignState, { reason }: Commands['pause'], at: Instant): CampaignState => ({
  is: 'paused',
  ...(reason.why === 'operator' ? { ...reason, at } : reason),
});

/**
 * Of a rule's reasons the first is the one that a person must mend; the later ones are said by whoever found them. A person
 * may ask for another end of a pause, or that nobody takes up what nobody asks for.
 */
function takesOver(reason: PauseReason, known: PauseReason): boolean {
  if (reason.why === 'operator') {
    return known.why === 'unattended' || (known.why === 'operator' && known.until !== reason.until);
  }
  // That a run has ended, or dialed as many as it was to, is no rule.
  return known.why === 'operator' && reason.why !== 'unattended' && reason.why !== 'limit';
}

const TABLE: Table = {
  scheduled: {
    start: toRunning,
    resume: refuse('not_started'),
    pause: refuse('not_started'),
    finish: refuse('not_started'),
    cancel: toCanceled,
    next_step: refuse('not_started'),
    reopen: same,
    change_plan: stays,
    erase_rows: stays,
  },
  running: {
    start: same,
    resume: same,
    pause: toPaused,
    finish: (_, { at }) => ({ is: 'finished', at }),
    cancel: toCanceled,
    next_step: stays,
    // Whoever was given back is dialed as it is.
    reopen: same,
    change_plan: stays,
    erase_rows: stays,
  },
  paused: {
    start: toRunning,
    resume: goOn,
    pause: (state, command, at) => (takesOver(command.reason, state) ? toPaused(state, command, at) : 'same'),
    // Its people wait for whatever it was paused for.
    finish: refuse('not_running'),
    cancel: toCanceled,
    next_step: same,
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
    next_step: same,
    reopen: (_, { dialed }) => (dialed ? { is: 'running' } : { is: 'paused', why: 'unattended', left: 'reopened' }),
    change_plan: stays,
    erase_rows: stays,
  },
  canceled: {
    start: refuse('canceled'),
    resume: refuse('canceled'),
    pause: refuse('canceled'),
    finish: refuse('canceled'),
    cancel: same,
    next_step: refuse('canceled'),
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
  const after = { ...campaign, ...progressOf(campaign, command, answer, now), state: answer, plan };
  return { is: 'changed', campaign: { ...after, version: campaign.version + 1 } };
}

/**
 * Whoever goes on after a breaker has seen what it counted. The next step is a word of its own: a run that starts the
 * campaign every hour would take one after the other, and nobody would have looked.
 */
function progressOf(
  { rampStep = 0, state }: Campaign,
  command: CampaignCommand,
  { is }: CampaignState,
  now: Instant,
): Pick<Campaign, 'breakerFrom' | 'rampStep'> {
  if (command.is === 'next_step') return { rampStep: rampStep + 1 };
  if (state.is !== 'paused' || is !== 'running') return {};
  if (state.why === 'breaker') return { breakerFrom: now };
  return state.why === 'ramp' && command.is === 'resume' ? { rampStep: rampStep + 1 } : {};
}

function planAfter(plan: Plan, command: CampaignCommand): Plan {
  if (command.is === 'change_plan') return command.plan;
  return command.is === 'erase_rows' ? { ...plan, specText: command.specText } : plan;
}
