/** `outdial retry --refused`: people whom the provider refused may be dialed again, once what it complained of is mended. */
import type { Command } from 'commander';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { attemptId, type AttemptId } from '../../model/ids.ts';
import { isRefused } from '../../model/reopen.ts';
import { count } from '../../report/when.ts';
import { changeCampaign } from '../../engine/change-campaign.ts';
import { reopenRefused } from '../../engine/settle/reopen-refused.ts';
import type { RowRecord, Store } from '../../store/port.ts';
import {
  configOf,
  EXIT,
  sameSettings,
  sayNext,
  sayRunAgain,
  type Context,
  type Exit,
  type Done,
} from '../terminal/context.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';
import { agreed } from './resolve.ts';
import { fileWord } from '../terminal/next-command.ts';

type Options = { refused?: true; yes?: true };

const PAGE = 500;

export function addRetry(command: Command, context: Context, done: Done): void {
  command
    .option('--refused', 'those whom the provider refused')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nA refusal rang nobody and is not counted as a try. Mend first what the provider complained of.\n' +
        '\nExample:\n  $ outdial retry reminders --refused',
    )
    .action(async (name: string, options: Options) => {
      if (options.refused !== true) {
        const command = sameSettings(context, `outdial retry ${fileWord(name)} --refused`);
        throw userError('retry_whom', 'Whom to dial again was not said.', `Say: ${command}`);
      }
      const config = configOf(context, command);
      const shared = config.databaseUrl !== null;
      done(await readLedger(context, config, (store) => retry(store, name, shared, options, context)));
    });
}

async function retry(store: Store, name: string, shared: boolean, options: Options, context: Context): Promise<Exit> {
  const { terminal, clock, operator } = context;
  const campaign = await findCampaign(store, name);
  if (campaign.state.is === 'canceled') {
    throw userError('canceled', `"${campaign.name}" was canceled.`, 'Make a campaign of another name of its list.');
  }
  const { endAt } = campaign.plan;
  if (endAt !== null && endAt <= clock.now()) {
    const hint = 'Set a later end_at and run its file again, then retry.';
    throw userError('ended', `The end of "${campaign.name}", schedule.end_at, has passed.`, hint);
  }
  const refused = await refusedOf(store, campaign);
  if (refused.length === 0) {
    terminal.say('Nobody was refused.');
    sayNext(context, `outdial status ${campaign.id}`);
    return EXIT.ok;
  }
  if (!(await agreed(`Dial ${count(refused.length, 'contact')} again whom the provider refused?`, options, context))) {
    return EXIT.cannot;
  }
  const how = { actor: 'operator', cause: 'retry', evidence: { by: operator } } as const;
  const reopened = await reopenRefused(store, refused, how, clock.now());
  const waits = await reopenCampaign(store, campaign, context);
  terminal.say(`${count(reopened, 'contact')} may be dialed again.`);
  if (waits && !shared) sayRunAgain(context);
  else sayNext(context, `outdial ${waits ? 'resume' : 'status'} ${campaign.id}`);
  return EXIT.ok;
}

async function refusedOf(store: Store, { id }: Campaign): Promise<readonly AttemptId[]> {
  const { id: ledger } = await store.info();
  const found: AttemptId[] = [];
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    for (const { outcome } of page) {
      if (outcome.is !== 'accepted' || !isRefused(outcome.contact)) continue;
      const { contact } = outcome;
      found.push(attemptId(ledger, contact.campaign, contact.id, contact.seq));
    }
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return found;
  }
}

/** A campaign that was over has people to dial again: it waits for somebody to go on. False while one dials it. */
async function reopenCampaign(store: Store, { id }: Campaign, { clock, operator }: Context): Promise<boolean> {
  const message = `${operator} asked for some to be dialed again`;
  const asked = { now: () => clock.now(), by: { is: 'operator', name: operator } } as const;
  const result = await changeCampaign(store, id, { is: 'reopen', message }, asked);
  return result.is === 'gone' || result.campaign.state.is !== 'running';
}
