/** `outdial status`: how a campaign stands, or which there are. */
import type { Command } from 'commander';
import { isEmptyHanded, readLedger } from '../../app/ledger.ts';
import { statusOf, statusOfAll, statusRecord } from '../../app/status.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { showStatus, showStatuses } from '../terminal/show-status.ts';

export function addStatus(command: Command, context: Context, done: Done): void {
  command
    .option('--json', 'for machines')
    .addHelpText('after', '\nExamples:\n  $ outdial status\n  $ outdial status reminders --json')
    .action(async (name: string | undefined, { json }: { json?: true }) => {
      const { terminal } = context;
      const config = configOf(context, command);
      if (name === undefined && isEmptyHanded(config)) {
        if (json === true) await terminal.out('[]');
        else {
          terminal.say(`Nothing was loaded yet (the ledger would be in ${config.dataDir}).`);
          sayNext(context, 'outdial demo');
        }
        return done(EXIT.ok);
      }
      await readLedger(context, config, async (ledger) => {
        if (name === undefined) {
          const all = await statusOfAll(ledger, config);
          if (json === true) return terminal.out(JSON.stringify(all.campaigns.map(statusRecord)));
          return showStatuses(all, context);
        }
        const status = await statusOf(ledger, config, name);
        if (json === true) return terminal.out(JSON.stringify(statusRecord(status)));
        return showStatus(status, config.databaseUrl !== null, context);
      });
      done(EXIT.ok);
    });
}
