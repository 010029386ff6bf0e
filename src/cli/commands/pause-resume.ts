/** `outdial pause` and `resume`: steer whoever dials, from any terminal or machine that sees the ledger. */
import type { Command } from 'commander';
import { engineOf, ledgerNow } from '../../app/open.ts';
import type { Config } from '../../config/environment.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import { UserError, userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { lookAgain } from '../../app/campaign/refresh-agents.ts';
import { configOf, EXIT, runAgainWords, sayNext, sayRunAgain, type Context, type Done } from '../terminal/context.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';

type Options = { all?: true };

export function addPause(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that runs')
    .addHelpText('after', '\nExamples:\n  $ outdial pause reminders\n  $ outdial pause --all')
    .action(async (name: string | undefined, { all }: Options) => {
      const config = configOf(context, command);
      await readLedger(context, config, async (store) => {
        const chosen = await choose(store, name, all === true);
        const state: CampaignState = { is: 'paused', why: 'operator', message: `paused by ${context.operator}` };
        let paused = 0;
        for (const campaign of chosen) paused += await set(store, campaign, ['running'], state, context);
        if (paused > 0) await lastAppointment(config, store, chosen, context);
        context.terminal.say(
          paused === 0 ? unchanged(chosen, 'running') : `${count(paused, 'campaign')} paused: no new call begins.`,
        );
        await sayHowOn(config, store, chosen, all === true, context);
      });
      done(EXIT.ok);
    });
}

export function addResume(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that is paused')
    .addHelpText('after', '\nExamples:\n  $ outdial resume reminders\n  $ outdial resume --all')
    .action(async (name: string | undefined, { all }: Options) => {
      const config = configOf(context, command);
      await readLedger(context, config, async (store) => {
        const chosen = await choose(store, name, all === true);
        // Of one that is over nothing can go on, whoever dials.
        if (chosen.every(({ state }) => state.is === 'finished' || state.is === 'canceled')) {
          context.terminal.say(unchanged(chosen, 'paused'));
          return sayNext(context, statusOf(chosen, all === true));
        }
        if (config.databaseUrl === null && (await engineOf(config, store)).is === 'idle') {
          const message = 'Nobody dials with this ledger now, so nothing would go on.';
          throw userError('nobody_dials', message, `To go on, ${runAgainWords(context)}.`);
        }
        const paused = chosen.filter((campaign) => campaign.state.is === 'paused');
        const { notes, faults } = await lookAgain(config, store, paused, context);
        for (const note of notes) context.terminal.say(`${context.terminal.colors.yellow('note:')} ${note}`);
        if (faults.length > 0) throw new UserError(faults.map((fault) => ({ code: 'agent_refuses', ...fault })));
        let resumed = 0;
        for (const campaign of chosen) resumed += await set(store, campaign, ['paused'], { is: 'running' }, context);
        context.terminal.say(resumed === 0 ? unchanged(chosen, 'paused') : `${count(resumed, 'campaign')} resumed.`);
        sayNext(context, statusOf(chosen, all === true));
      });
      done(EXIT.ok);
    });
}

/** After a pause: `resume` only where it would find one that is paused, and somebody to go on. */
async function sayHowOn(
  config: Config,
  store: Store,
  chosen: readonly Campaign[],
  all: boolean,
  context: Context,
): Promise<void> {
  const now = await Promise.all(chosen.map(async ({ id }) => store.campaign(id)));
  const resumes = now.some((campaign) => campaign?.state.is === 'paused');
  if (!resumes) return sayNext(context, statusOf(chosen, all));
  if (config.databaseUrl === null && (await engineOf(config, store)).is === 'idle') return sayRunAgain(context);
  sayNext(context, `outdial resume ${all ? '--all' : (chosen[0]?.id ?? '')}`);
}

function statusOf(chosen: readonly Campaign[], all: boolean): string {
  return all ? 'outdial status' : `outdial status ${chosen[0]?.id ?? ''}`.trim();
}

function unchanged(chosen: readonly Campaign[], wanted: CampaignState['is']): string {
  const [first] = chosen;
  if (chosen.length !== 1 || first === undefined) return `No campaign is ${wanted}: nothing was changed.`;
  return `"${first.name}" is ${first.state.is}, not ${wanted}: nothing was changed.`;
}

/** What was committed before the pause may still leave until its appointment is over, a second at most: it is waited for. */
async function lastAppointment(
  config: Config,
  store: Store,
  chosen: readonly Campaign[],
  { clock }: Context,
): Promise<void> {
  const ids = new Set(chosen.map(({ id }) => id));
  let until = 0;
  for (const account of new Set(chosen.map((campaign) => campaign.account))) {
    const open = await store.openAttempts(account);
    const placing = open.filter(({ attempt }) => attempt.state.is === 'placing' && ids.has(attempt.campaign));
    until = Math.max(until, ...placing.map(({ attempt }) => attempt.sendBy));
  }
  const left = until - (await ledgerNow(config, store, clock));
  if (left > 0) await clock.sleep(clock.now() + Math.min(left, LATENESS * 2));
}

async function choose(store: Store, name: string | undefined, all: boolean): Promise<readonly Campaign[]> {
  if (name !== undefined && all) throw userError('name_and_all', 'A name and --all were both given.', 'Use one.');
  if (name !== undefined) return [await findCampaign(store, name)];
  if (all) return store.campaigns();
  throw userError('which_campaign', 'No campaign was named.', 'Name one (outdial status lists them), or say --all.');
}

/** 1 once it is in the ledger; 0 where it is not in one of the states `from` (any more). */
async function set(
  store: Store,
  { id }: Campaign,
  from: readonly CampaignState['is'][],
  state: CampaignState,
  { clock, operator }: Context,
): Promise<0 | 1> {
  for (;;) {
    const campaign = await store.campaign(id);
    if (campaign === undefined || !from.includes(campaign.state.is)) return 0;
    const told = { contact: null, attempt: null, event: state.is, from: campaign.state.is, to: state.is };
    const line = {
      at: clock.now(),
      actor: 'operator',
      campaign: id,
      ...told,
      cause: 'operator',
      evidence: { by: operator },
    };
    const to: Campaign = { ...campaign, state, version: campaign.version + 1 };
    if ((await store.putCampaign(campaign.version, to, [line])) === 'done') return 1;
  }
}
