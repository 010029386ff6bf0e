/** `outdial suppress`: nobody calls a number any more, at once. It never asks; taking one back does. */
import type { Command } from 'commander';
import { anyLedger } from '../../app/ledger.ts';
import { addSuppression } from '../../app/suppression/add.ts';
import { countryOf, needNoCountry, numbersTyped } from '../../app/suppression/numbers.ts';
import { removeSuppression } from '../../app/suppression/remove.ts';
import { scopeOf } from '../../app/suppression/scope.ts';
import { untilTyped } from '../../app/suppression/until.ts';
import { userError } from '../../model/errors.ts';
import { count, operatorZone } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { sayAdded, sayHeard, sayRemoved, showAddedJson, showRemovedJson } from '../terminal/show-suppression.ts';
import { COUNTRY, withWords, type Words } from '../terminal/suppress-flags.ts';
import { addSuppressLists } from './suppress-lists.ts';

type AddOptions = Words & { json?: true };
type RemoveOptions = { scope?: string; why?: string; defaultCountry?: string; yes?: true; json?: true };

export function addSuppress(group: Command, context: Context, done: Done): void {
  group
    .usage('[add] <number...> [options]')
    .addHelpText(
      'after',
      '\nWorks at once: for a number in no list, with or without a run, during their call (which goes on). Once it has\n' +
        'returned no call to them begins. What stands is undone only by rm, never by a reload or by how a call ended.\n' +
        '\nExamples:\n  $ outdial suppress "+1 415 555 0101"\n' +
        '  $ outdial suppress 415-555-0101 --scope campaign:reminders --until 2027-01-31 --reason "moved away"\n' +
        '  $ outdial suppress rm +14155550101 --why "asked to be called again, letter of 1 December"\n' +
        '  $ outdial suppress import opt-outs.csv',
    );

  withWords(group.command('add <number...>', { isDefault: true }).description('nobody calls these any more'))
    .option('--json', 'for machines')
    .action(async (numbers: readonly string[], options: AddOptions, command: Command) => {
      done(await add(numbers, options, command, context));
    });

  group
    .command('rm <number...>')
    .description('take an opt-out back: the only way, with the reason')
    .option('--why <words>', 'the reason, kept with your name')
    .option('--scope <scope>', 'only this one: everywhere, campaign:NAME, purpose:NAME (default: whatever there is)')
    .option('--default-country <country>', COUNTRY)
    .option('--yes', 'do not ask')
    .option('--json', 'for machines')
    .action(async (numbers: readonly string[], options: RemoveOptions, command: Command) => {
      done(await remove(numbers, options, command, context));
    });

  addSuppressLists(group, context, done);
}

async function add(texts: readonly string[], options: AddOptions, command: Command, context: Context): Promise<Exit> {
  const config = configOf(context, command);
  const now = context.clock.now();
  const until = options.until === undefined ? null : untilTyped(options.until, now, operatorZone());
  return anyLedger(context, config, async (ledger) => {
    const { scope, unknown } = await scopeOf(ledger, options.scope ?? 'everywhere');
    const named = options.defaultCountry;
    const bare = named !== undefined || !needNoCountry(texts);
    const typed = numbersTyped(texts, bare ? await countryOf(ledger, named, config) : null);
    const numbers = [...new Set(typed.flatMap(({ phones }) => phones))];
    const { reason = null, source = null } = options;
    const added = await addSuppression(ledger, { numbers, scope, reason, source, until }, config, context);
    if (options.json === true) await showAddedJson(added, scope, context);
    else sayAdded(added, typed, { scope, unknown, until, now }, context);
    const heard = sayHeard(added.team, context);
    sayNext(context, 'outdial suppress ls');
    return heard ? EXIT.ok : EXIT.attention;
  });
}

async function remove(
  texts: readonly string[],
  { why = '', scope: typedScope, defaultCountry, json, ...options }: RemoveOptions,
  command: Command,
  context: Context,
): Promise<Exit> {
  const config = configOf(context, command);
  if (why.trim() === '') {
    const message = 'An opt-out is taken back only with the reason for it.';
    throw userError('no_why', message, 'Say it: --why "asked to be called again, letter of 1 December".');
  }
  return anyLedger(context, config, async (ledger) => {
    const scope = typedScope === undefined ? 'all' : (await scopeOf(ledger, typedScope)).scope;
    const typed = numbersTyped(texts, await countryOf(ledger, defaultCountry, config));
    const numbers = [...new Set(typed.flatMap(({ phones }) => phones))];
    const question = `Take back the opt-out of ${count(typed.length, 'number')}? They may be called again.`;
    if (!(await agreed(question, options, context))) return EXIT.cannot;
    const removed = await removeSuppression(ledger, { numbers, scope, why }, config, context);
    if (json === true) await showRemovedJson(removed, context);
    else sayRemoved(removed, context);
    sayNext(context, 'outdial suppress ls');
    const done = removed.filter(({ were, team }) => were.length > 0 || (team?.removed ?? 0) > 0);
    // Who comes back by a file was not taken back for long: somebody has to look.
    return done.length > 0 && removed.every(({ files }) => files.length === 0) ? EXIT.ok : EXIT.attention;
  });
}
