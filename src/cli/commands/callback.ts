/** `outdial callback`: somebody is called at the instant that they asked for, on the clock of their own zone, once. */
import type { Command } from 'commander';
import { askForCallback, planCallback, takeCallbackBack, type CallbackPlan } from '../../app/person/callback.ts';
import { readLedger } from '../../app/ledger.ts';
import type { Config } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { readPlace } from '../../model/place.ts';
import { formatInstant } from '../../model/time.ts';
import { maskNumber } from '../../report/mask.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { goesOnRecord, sayGoesOn } from '../terminal/say-goes-on.ts';

type Options = { at?: string; cancel?: true; campaign?: string; yes?: true; json?: true };

export function addCallback(command: Command, context: Context, done: Done): void {
  command
    .option('--at <instant>', 'when: 15:00, "tomorrow 15:00", "mon 9:00", on the clock of their own zone; or RFC 3339')
    .option('--cancel', 'not after all')
    .option('--campaign <name>', 'in this campaign')
    .option('--yes', 'do not ask')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, an id, row:17, or a word of the row. Whoever was reached already may be called\n' +
        'back too. It is one call more than the campaign allows anybody, inside its hours, ahead of everybody else, and never\n' +
        'before that instant; afterwards the rules of the campaign hold as before.\n' +
        '\nExamples:\n  $ outdial callback "+1 415 555 0101" --at "tomorrow 15:00"\n' +
        '  $ outdial callback row:17 --campaign reminders --at 2026-12-01T15:00:00-05:00\n' +
        '  $ outdial callback "+1 415 555 0101" --cancel',
    )
    .action(async (text: string, options: Options) => {
      const config = configOf(context, command);
      if (options.cancel === true) return done(await cancel(text, config, options, context));
      if (options.at === undefined) {
        throw userError('callback_when', 'When to call back was not said.', 'Say it: --at "tomorrow 15:00".');
      }
      done(await ask(text, options.at, config, options, context));
    });
}

function ask(text: string, at: string, config: Config, options: Options, context: Context): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const { terminal, clock } = context;
    const plan = await planCallback(ledger, { text, campaign: options.campaign }, at, context);
    const { contact, campaign } = plan;
    const now = clock.now();
    const before = contact.callback;
    if (before !== undefined) {
      terminal.say(`They were to be called back at ${whenWords({ ...plan, at: before.at }, now)}: that is replaced.`);
    }
    if (contact.disposition === 'answered') terminal.say('They were reached before: this is one call more.');
    terminal.say(`To call back: ${whoWords(plan)}, at ${whenWords(plan, now)}.`);
    if (!(await agreed('Call them back then?', options, context))) return EXIT.cannot;
    const asked = await askForCallback(ledger, plan, config, context);
    if (options.json === true) {
      const { id, row } = contact;
      const said = { contact: id, campaign: campaign.id, row, callback_at: formatInstant(plan.at), zones: plan.zones };
      await terminal.out(JSON.stringify({ ...said, ...goesOnRecord(asked) }));
    } else terminal.say(`They are called back then, ahead of everybody else of "${campaign.name}".`);
    sayGoesOn(asked, campaign.id, context);
    return EXIT.ok;
  });
}

function cancel(text: string, config: Config, options: Options, context: Context): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const { terminal } = context;
    const { campaign, contact, number, at } = await takeCallbackBack(
      ledger,
      { text, campaign: options.campaign },
      context,
    );
    if (options.json === true) {
      const { id, row, state } = contact;
      const was = at === null ? null : formatInstant(at);
      const said = { contact: id, campaign: campaign.id, row, callback_at: null, was, state: state.is };
      await terminal.out(JSON.stringify(said));
    } else {
      const who = whoWords({ campaign, contact, number: number ?? '' });
      terminal.say(at === null ? `Nobody had asked to call ${who} back.` : `${who} is not called back after all.`);
    }
    sayNext(context, `outdial why row:${contact.row} --campaign ${campaign.id}`);
    return EXIT.ok;
  });
}

function whoWords({ campaign, contact, number }: Pick<CallbackPlan, 'campaign' | 'contact' | 'number'>): string {
  const masked = number === '' ? '' : ` (${maskNumber(number)})`;
  return `row ${contact.row} of "${campaign.name}"${masked}`;
}

/** On their clock, and on the operator's where it shows something else. */
function whenWords({ at, zones, contact }: CallbackPlan, now: number): string {
  const zone = zones[0] ?? readPlace(contact.place).zones[0] ?? operatorZone();
  const [theirs, ours] = [formatWhen(at, now, zone), formatWhen(at, now, operatorZone())];
  return theirs === ours ? `${theirs} (${zone})` : `${theirs} (${zone}; ${ours} here)`;
}
