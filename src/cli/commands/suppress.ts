/** `outdial suppress`: nobody calls a number any more, at once. It never asks; taking one back does. */
import type { Command } from 'commander';
import { anyLedger } from '../../app/ledger.ts';
import { addSuppression } from '../../app/suppression/add.ts';
import { countryOf, numbersTyped } from '../../app/suppression/numbers.ts';
import { removeSuppression } from '../../app/suppression/remove.ts';
import { scopeOf } from '../../app/suppression/scope.ts';
import { untilTyped } from '../../app/suppression/until.ts';
import { userError } from '../../model/errors.ts';
import { count, operatorZone } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { sayAdded, sayRemoved, showAddedJson, showRemovedJson } from '../terminal/show-suppression.ts';
import { addSuppressLists } from './suppress-lists.ts';

export type Words = { scope?: string; reason?: string; source?: string; until?: string; defaultCountry?: string };
type AddOptions = Words & { json?: true };
type RemoveOptions = { scope?: string; why?: string; defaultCountry?: string; yes?: true; json?: true };

const COUNTRY = 'of numbers without a + (else outdial.json, else the campaigns)';

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

/** What is said of a number beside it. */
export function withWords(command: Command): Command {
  return command
    .option('--scope <scope>', 'everywhere (the default), campaign:NAME or purpose:NAME')
    .option('--reason <words>', 'why, in your words')
    .option('--source <words>', 'how you know: a letter, a call, a list')
    .option('--until <when>', '2027-01-31 (to its end), tomorrow 15:00, an instant (default: for good)')
    .option('--default-country <country>', COUNTRY);
}

async function add(texts: readonly string[], options: AddOptions, command: Command, context: Context): Promise<Exit> {
  const config = configOf(context, command);
  const now = context.clock.now();
  const until = options.until === undefined ? null : untilTyped(options.until, now, operatorZone());
  return anyLedger(context, config, async (ledger) => {
    const { scope, unknown } = await scopeOf(ledger, options.scope ?? 'everywhere');
    const typed = numbersTyped(texts, await countryOf(ledger, options.defaultCountry, config));
    const numbers = [...new Set(typed.flatMap(({ phones }) => phones))];
    const { reason = null, source = null } = options;
    const added = await addSuppression(ledger, { numbers, scope, reason, source, until }, config, context);
    if (options.json === true) await showAddedJson(added, scope, context);
    else sayAdded(added, typed, { scope, unknown, until, now }, context);
    sayNext(context, 'outdial suppress ls');
    return EXIT.ok;
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
    const removed = await removeSuppression(ledger, { numbers, scope, why }, context);
    if (json === true) await showRemovedJson(removed, context);
    else sayRemoved(removed, context);
    sayNext(context, 'outdial suppress ls');
    return removed.some(({ were }) => were.length > 0) ? EXIT.ok : EXIT.attention;
  });
}
