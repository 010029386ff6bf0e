/** `outdial forget`: erases a person here, and what was said in their calls at the provider. */
import type { Command } from 'commander';
import { hostOf } from '../../app/open.ts';
import type { Config } from '../../config/environment.ts';
import { callIdOf, isOpen, type Attempt } from '../../model/attempt.ts';
import { userError } from '../../model/errors.ts';
import { maskNumber } from '../../report/mask.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { configOf, EXIT, sayNext, type Context, type Exit, type Done } from '../terminal/context.ts';
import { erasePerson } from '../../app/person/erase.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';
import { findPerson, type Person } from '../../app/person/find.ts';
import { withProvider } from '../../app/provider.ts';
import { agreed } from '../terminal/agreed.ts';
import { rewriteResults } from '../../app/results/write.ts';

type Options = { campaign?: string; suppress?: true; yes?: true };

export function addForget(command: Command, context: Context, done: Done): void {
  command
    .option('--campaign <name>', 'find them in this campaign (they are erased from every campaign)')
    .option('--suppress', 'and never call the number again, in any campaign of this ledger')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row. Everybody on that\n' +
        'number is erased. That calls were made stays in the counts and in the log, without a name. An opt-out stays,\n' +
        'and without one nothing is left that the number could be known by: loaded again it is a new one.\n' +
        'Not erased: your own lists, results you wrote elsewhere, backups.\n' +
        '\nExamples:\n  $ outdial forget "+1 415 555 0101"\n  $ outdial forget row:17 --campaign reminders --suppress --yes',
    )
    .action(async (query: string, options: Options) => {
      const config = configOf(context, command);
      done(await readLedger(context, config, (store) => forget(store, query, options, config, context)));
    });
}

async function forget(store: Store, query: string, options: Options, config: Config, context: Context): Promise<Exit> {
  const { terminal, clock } = context;
  const only = options.campaign === undefined ? null : await findCampaign(store, options.campaign);
  const person = await findPerson(store, query, only);
  const attempts = await attemptsOf(store, person);
  refuseOpen(attempts, context);
  const who = person.number === null ? 'this row' : maskNumber(person.number);
  const where = `${count(person.rows, 'row')} in ${person.campaigns.join(', ')}`;
  const question = `Erase ${who} (${where}, ${count(attempts.length, 'call')})? This cannot be undone.`;
  if (!(await agreed(question, options, context))) return EXIT.cannot;

  // Before the personal data goes: from here on nobody begins a call to them.
  const optedOut = options.suppress === true || (await store.suppressed(person.destinations)).size > 0;
  const digests = optedOut ? 'kept' : 'cut';
  const { erased, open } = await erasePerson(store, person, context.operator, clock.now(), digests);
  if (open.length > 0) refuseOpen(open, context);
  const atProvider = await eraseCalls(attempts, config);
  const files = await rewriteResults(store, config.dataDir, person.campaigns);
  terminal.say(`Erased here: ${count(person.rows, 'row')}, ${count(erased.notes, 'note')}.`);
  if (files > 0) terminal.say(`Written anew without them: ${count(files, 'results file')} beside the ledger.`);
  for (const line of atProvider.lines) terminal.say(line);
  await optOut(store, person, options, context);
  terminal.say(
    'Not erased: your own lists (loading them again brings a person back), results you wrote elsewhere, backups.',
  );
  if (!erased.gone) {
    terminal.say("Their bytes are still in the ledger's journal, because another process reads it.");
    terminal.say('Forget them again, by the id of the row, once no outdial is running.');
    sayNext(context, again(person));
    return EXIT.attention;
  }
  sayNext(context, atProvider.complete ? 'outdial verify' : again(person));
  return atProvider.complete ? EXIT.ok : EXIT.attention;
}

/** By an id: their number may be known to nobody any more. */
function again({ owners }: Person): string {
  return `outdial forget ${owners[0] ?? '…'}`;
}

async function attemptsOf(store: Store, { contacts }: Person): Promise<readonly Attempt[]> {
  const all: Attempt[] = [];
  for (const { id } of contacts) all.push(...(await store.attemptsOf(id)));
  return all;
}

/** What is being said at this moment cannot be forgotten, and a call in doubt is the only trace of who may be rung. */
function refuseOpen(attempts: readonly Attempt[], { clock }: Context): void {
  const open = attempts.filter(isOpen);
  const [one] = open;
  if (one === undefined) return;
  const end = Math.max(...open.map(({ longestEnd }) => longestEnd));
  const over = end <= clock.now();
  const until = over ? '' : ` It has ended by ${formatWhen(end, clock.now(), operatorZone())} at the latest.`;
  throw userError(
    'call_open',
    `A call to this person is ${one.state.is === 'in_doubt' ? 'in doubt' : 'going on'}, so they cannot be forgotten yet.${until}`,
    one.state.is === 'in_doubt'
      ? 'Settle it first (outdial resolve), or run the campaign on until it is known what became of it.'
      : 'Run the campaign until that call has ended, then forget them.',
  );
}

type AtProvider = { readonly lines: readonly string[]; readonly complete: boolean };

/** One after the other: a person has a handful of calls. What fails can be asked again: erasing twice is erasing once. */
async function eraseCalls(attempts: readonly Attempt[], config: Config): Promise<AtProvider> {
  const host = hostOf(config.baseUrl);
  const calls = attempts.flatMap((attempt) => {
    const id = callIdOf(attempt);
    return id === null ? [] : [{ id, here: attempt.account.startsWith(`${host}#`) }];
  });
  if (calls.length === 0) return { lines: [], complete: true };
  const mine = calls.filter(({ here }) => here);
  const lines: string[] = [];
  if (mine.length < calls.length) {
    lines.push(
      `At another host, not erased: ${count(calls.length - mine.length, 'call')}. Forget them with its CARTESIA_BASE_URL too.`,
    );
  }
  if (mine.length > 0 && config.apiKey === null) {
    lines.push(`At the provider, not erased: ${count(mine.length, 'call')}, because no API key is set.`);
    return { lines, complete: false };
  }
  let erased = 0;
  let unknown = 0;
  const failures: string[] = [];
  if (mine.length > 0) {
    await withProvider(config, async (voice) => {
      for (const { id } of mine) {
        const read = await voice.erase(id);
        if (read.is === 'ok') erased += 1;
        else if (read.why === 'not_found') unknown += 1;
        else failures.push(read.message);
      }
    });
  }
  if (erased > 0) lines.push(`Erased at the provider: what was said in ${count(erased, 'call')}.`);
  if (unknown > 0) lines.push(`The provider knows nothing of ${count(unknown, 'call')} (or this key does not).`);
  const [failure] = failures;
  if (failure !== undefined) {
    lines.push(`At the provider, not erased: ${count(failures.length, 'call')}: ${failure}. Forget them again later.`);
  }
  return { lines, complete: failures.length === 0 && mine.length === calls.length };
}

async function optOut(store: Store, person: Person, options: Options, context: Context): Promise<void> {
  const { terminal, clock } = context;
  const { destinations } = person;
  if (destinations.length === 0) return;
  if (options.suppress === true) await store.suppress(destinations, 'forget', clock.now());
  const [source] = (await store.suppressed(destinations)).values();
  terminal.say(
    source === undefined
      ? 'The number is on no do-not-call list here: take it out of your lists, or it is loaded and called as a new one. --suppress prevents that.'
      : `The opt-out stays (${source}): the number is never called from this ledger.`,
  );
}
