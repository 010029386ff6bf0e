/** `outdial retry`: people whom a campaign is through with may be dialed again, by how it ended with them. */
import type { Command } from 'commander';
import { findRetryable, retryContacts, RETRY_KINDS, type Retryable, type RetryWish } from '../../app/campaign/retry.ts';
import { readLedger } from '../../app/ledger.ts';
import type { Config } from '../../config/environment.ts';
import { count } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { retryWish, type RetryFlags } from '../terminal/retry-flags.ts';
import { goesOnRecord, sayGoesOn } from '../terminal/say-goes-on.ts';

type Options = RetryFlags & { readonly yes?: true; readonly json?: true };

export function addRetry(command: Command, context: Context, done: Done): void {
  command
    .option('--only <kinds>', `how it ended with them: ${RETRY_KINDS.join(', ')}; with commas between them`)
    .option('--between <instants...>', 'their last call began from the first instant on, and before the second')
    .option('--ids <list>', 'their ids or numbers: with commas between them, or a file with one in each line')
    .option('--refused', 'short for --only refused')
    .option('--yes', 'do not ask')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nHow many of each kind is shown first. Each gets as many tries more as the campaign allows anybody, and waits for the\n' +
        "campaign's own delay after their last call. Whoever was reached or asked not to be called never is.\n" +
        'A refusal rang nobody and is not counted as a try. Mend first what the provider complained of.\n' +
        '\nExamples:\n  $ outdial retry reminders --only busy,no_answer\n' +
        '  $ outdial retry reminders --only no_answer --between "yesterday 9:00" "yesterday 12:00"\n' +
        '  $ outdial retry reminders --ids P3,P17\n  $ outdial retry reminders --refused',
    )
    .action(async (name: string, options: Options) => {
      const config = configOf(context, command);
      const wish = await retryWish(name, options, context);
      done(await readLedger(context, config, (ledger) => retry(ledger, name, wish, config, options, context)));
    });
}

type Ledger = Parameters<Parameters<typeof readLedger>[2]>[0];

async function retry(
  ledger: Ledger,
  name: string,
  wish: RetryWish,
  config: Config,
  options: Options,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const meant = await findRetryable(ledger, name, wish, context);
  const { campaign, contacts } = meant;
  sayLeftOut(meant, context);
  if (contacts.length === 0) {
    if (options.json === true) await terminal.out(JSON.stringify(record(meant, 0)));
    else terminal.say(nobodyWords(meant, wish));
    const waits = campaign.state.is === 'finished' && meant.states.ready > 0;
    sayNext(context, `outdial ${waits ? 'resume' : 'status'} ${campaign.id}`);
    return EXIT.ok;
  }
  const { maxAttempts } = campaign.plan.retry;
  const tries = `at most ${count(maxAttempts, 'time')} more`;
  const who = `${count(contacts.length, 'contact')} of "${campaign.name}"`;
  terminal.say(`To be dialed again: ${who} (${kindsWords(meant.byKind)}), each ${tries}.`);
  if (!(await agreed('Dial them again?', options, context))) return EXIT.cannot;
  const retried = await retryContacts(ledger, meant, config, context);
  if (options.json === true) {
    await terminal.out(JSON.stringify({ ...record(meant, retried.reopened), ...goesOnRecord(retried) }));
  } else {
    terminal.say(`${count(retried.reopened, 'contact')} may be dialed again.`);
  }
  const moved = contacts.length - retried.reopened;
  if (moved > 0) terminal.say(`${count(moved, 'contact')} moved on meanwhile and stayed as they are.`);
  sayGoesOn(retried, campaign.id, context);
  return EXIT.ok;
}

function sayLeftOut(
  { leftOut: { suppressed, spent, forgotten, unknown }, campaign }: Retryable,
  { terminal }: Context,
): void {
  const [first] = unknown;
  if (first !== undefined) {
    const more = unknown.length > 3 ? ', …' : '';
    const some = unknown.slice(0, 3).map((id) => JSON.stringify(id));
    terminal.say(`${count(unknown.length, 'id')} of nobody in "${campaign.name}": ${some.join(', ')}${more}.`);
  }
  if (suppressed > 0) terminal.say(`${count(suppressed, 'contact')} left out: they asked not to be called.`);
  if (spent > 0) terminal.say(`${count(spent, 'contact')} left out: called as often as a campaign may call anybody.`);
  if (forgotten > 0) terminal.say(`${count(forgotten, 'contact')} left out: their number was erased; load them again.`);
}

/** What there is instead, so that the next command can name it. */
function nobodyWords({ campaign, there, states }: Retryable, { kinds, between, ids }: RetryWish): string {
  const all = kinds?.length === 1 && kinds[0] === 'refused' && between == null && ids == null;
  const what = all ? 'Nobody was refused.' : `Nobody of "${campaign.name}" is meant: nothing was changed.`;
  const others = kindsWords(there);
  const waiting =
    states.ready === 0
      ? ''
      : ` ${count(states.ready, 'contact')} ${states.ready === 1 ? 'waits' : 'wait'} to be dialed as it is.`;
  return `${what}${others === '' ? '' : ` There are: ${others}.`}${waiting}`;
}

function kindsWords(byKind: Retryable['byKind']): string {
  return RETRY_KINDS.flatMap((kind) => {
    const n = byKind[kind] ?? 0;
    return n === 0 ? [] : [`${n} ${kind.replaceAll('_', ' ')}`];
  }).join(', ');
}

function record({ campaign, contacts, byKind, there, leftOut }: Retryable, retried: number): Record<string, unknown> {
  const { suppressed, spent, forgotten, unknown } = leftOut;
  return {
    campaign: campaign.id,
    state: campaign.state.is,
    matched: contacts.length,
    by_kind: byKind,
    retried,
    left_out: { suppressed, spent, forgotten, unknown },
    there,
  };
}
