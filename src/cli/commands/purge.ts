/** `outdial purge`: erases what is older than `retention` of outdial.json says. */
import type { Command } from 'commander';
import { readLedger } from '../../app/ledger.ts';
import { purgeNow, retentionInForce } from '../../app/retention/ask.ts';
import { purgedJson, purgedLines, retentionLines } from '../../report/purged.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';

type Options = { dryRun?: true; json?: true };

export function addPurge(command: Command, context: Context, done: Done): void {
  command
    .option('--dry-run', 'only say what would be erased')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nHow long what is kept stands in outdial.json: "retention": {"personal": "90d", "transcripts": "30d", "log": "365d"}.\n' +
        'Each run erases what is old enough, for a moment at its start; this erases all of it. Nothing goes of a campaign\n' +
        'that is not over, of a call that is open or in doubt, and no opt-out ever; whoever was called is not called again.\n' +
        '\nExamples:\n  $ outdial purge --dry-run\n  $ outdial purge --json',
    )
    .action(async ({ dryRun, json }: Options) => {
      done(await purgeCommand(dryRun === true, json === true, command, context));
    });
}

async function purgeCommand(dry: boolean, json: boolean, command: Command, context: Context): Promise<Exit> {
  const { terminal } = context;
  const config = configOf(context, command);
  const retention = retentionInForce(config);
  if (retention === null) {
    const nothing =
      'Nothing ages: outdial.json says nothing of retention, so everything is kept until it is forgotten.';
    if (json) await terminal.out(JSON.stringify({ dry_run: dry, retention: null }));
    else await terminal.tell(nothing);
    sayNext(context, 'outdial doctor');
    return EXIT.ok;
  }
  for (const line of retentionLines(retention)) terminal.say(line);
  const purged = await readLedger(context, config, (ledger) => purgeNow(ledger, config, retention, dry, context));
  if (json) await terminal.out(JSON.stringify(purgedJson(purged, retention, dry)));
  else for (const line of purgedLines(purged, dry)) await terminal.tell(line);
  sayNext(context, dry ? 'outdial purge' : purged.gone ? 'outdial verify' : 'outdial purge');
  return purged.gone ? EXIT.ok : EXIT.attention;
}
