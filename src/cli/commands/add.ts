/** `outdial add`: the people of another list join a campaign, also while it is dialed. */
import type { Command } from 'commander';
import { planAdd, type Added, type Addition } from '../../app/campaign/add.ts';
import { readLedger } from '../../app/ledger.ts';
import type { Config } from '../../config/environment.ts';
import { additionLines } from '../../report/addition.ts';
import { preflightLines } from '../../report/preflight.ts';
import { count } from '../../report/when.ts';
import { accountFor } from '../terminal/account.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { fileWord } from '../terminal/next-command.ts';
import { goesOnRecord, sayGoesOn } from '../terminal/say-goes-on.ts';
import { loadWords } from '../terminal/show-notices.ts';

type Options = { acceptRejects?: true; yes?: true; json?: true };
type Ledger = Parameters<Parameters<typeof readLedger>[2]>[0];

export function addAdd(command: Command, context: Context, done: Done): void {
  command
    .option('--accept-rejects', 'add although many rows are rejected or repeat one number')
    .option('--yes', 'do not ask')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe list is read as the campaign file says of its own: the same columns, the same checks. Whoever is in the campaign\n' +
        'already stays as they are; a corrected list is run again instead.\n' +
        '\nExamples:\n  $ outdial add reminders more.csv\n  $ outdial add reminders more.xlsx --yes\n' +
        '  $ crm export | outdial add reminders - --yes',
    )
    .action(async (name: string, list: string, options: Options) => {
      const config = configOf(context, command);
      done(await readLedger(context, config, (ledger) => add(ledger, name, list, config, options, context)));
    });
}

async function add(
  ledger: Ledger,
  name: string,
  list: string,
  config: Config,
  options: Options,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  const asked = {
    ...(options.acceptRejects === true ? { acceptRejects: true } : {}),
    onNotice: (notice: Parameters<typeof loadWords>[0]) => terminal.say(loadWords(notice)),
    bytes: context.stdin,
  };
  const addition = await planAdd(ledger, name, list, accountFor([list], config, context)(null), config, asked, context);
  const { campaign, loaded } = addition;
  try {
    show(addition, context);
    const people = loaded.report.changes.new;
    if (people === 0) {
      if (options.json === true) await terminal.out(JSON.stringify(record(addition, null)));
      else terminal.say('Nobody of it is new: nothing was added.');
      sayNext(context, `outdial check ${fileWord(list)}`);
      return EXIT.ok;
    }
    if (!(await agreed(`Add ${count(people, 'contact')} to "${campaign.name}"?`, options, context))) return EXIT.cannot;
    const added = await addition.apply();
    if (options.json === true) await terminal.out(JSON.stringify(record(addition, added)));
    else terminal.say(`${count(added.report.changes.new, 'contact')} added.`);
    sayGoesOn(added, campaign.id, context);
    return EXIT.ok;
  } finally {
    // What was applied stays; of what was not agreed to nothing is left.
    await addition.abandon().catch(() => undefined);
  }
}

function show({ loaded }: Addition, { terminal }: Context): void {
  const { report, mapping, variables, otherVariables, unsaid } = loaded;
  const notes = [otherVariables, unsaid].filter((note) => note !== null);
  const columns = terminal.screen.isTty ? terminal.screen.columns() : null;
  for (const line of preflightLines(additionLines({ report, mapping, variables, notes }), columns)) terminal.say(line);
}

function record({ campaign, loaded }: Addition, added: Added | null): Record<string, unknown> {
  const { report } = loaded;
  const { rows, rejected, skipped, byCode, changes } = added?.report ?? report;
  return {
    campaign: campaign.id,
    list: report.list,
    ...{ rows, rejected, skipped, by_code: byCode, changes },
    added: added === null ? 0 : changes.new,
    ...(added === null ? { state: campaign.state.is } : goesOnRecord(added)),
  };
}
