/** `outdial status`: how a campaign stands, or which there are; once, or until it is over. */
import type { Command } from 'commander';
import { isEmptyHanded, readLedger } from '../../app/ledger.ts';
import { statusOf, statusOfAll, statusRecord } from '../../app/status.ts';
import { SECOND } from '../../model/time.ts';
import { operatorZone } from '../../report/when.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { asDuration } from '../terminal/flags.ts';
import { showStatus, showStatuses } from '../terminal/show-status.ts';
import { watchOnScreen } from '../terminal/watch-status.ts';

type Flags = { readonly json?: true; readonly watch?: true; readonly interval?: number };

const EVERY = 2 * SECOND;

export function addStatus(command: Command, context: Context, done: Done): void {
  command
    .option('--json', 'for machines (status.schema.json); with --watch an object a line')
    .option('--watch', 'look again and again, until the campaign is over or Ctrl-C')
    .option('--interval <duration>', 'with --watch: how often, such as 2s or 1m (default: 2s)', asDuration)
    .addHelpText(
      'after',
      '\nExamples:\n  $ outdial status\n  $ outdial status reminders --json\n  $ outdial status reminders --watch',
    )
    .action(async (name: string | undefined, flags: Flags) => {
      const { terminal, clock } = context;
      const { json } = flags;
      const config = configOf(context, command);
      if (name === undefined && isEmptyHanded(config)) {
        if (json === true) await terminal.out('[]');
        else {
          terminal.say(`Nothing was loaded yet (the ledger would be in ${config.dataDir}).`);
          sayNext(context, 'outdial demo');
        }
        return done(EXIT.ok);
      }
      if (flags.watch === true) {
        await watchOnScreen(name ?? null, flags.interval ?? EVERY, json === true, config, context);
        return done(EXIT.ok);
      }
      await readLedger(context, config, async (ledger) => {
        const asking = { now: clock.now(), zone: operatorZone() };
        if (name === undefined) {
          const all = await statusOfAll(ledger, config, { ...asking, brief: json !== true });
          if (json === true) return terminal.out(JSON.stringify(all.campaigns.map(statusRecord)));
          return showStatuses(all, context);
        }
        const status = await statusOf(ledger, config, name, asking);
        if (json === true) return terminal.out(JSON.stringify(statusRecord(status)));
        return showStatus(status, config.databaseUrl !== null, context);
      });
      done(EXIT.ok);
    });
}
