/** `outdial suppress ls`, `import` and `export`: who is not called, as a list. */
import { Option, type Command } from 'commander';
import { anyLedger, isEmptyHanded } from '../../app/ledger.ts';
import { writeLines } from '../../app/results/write.ts';
import { exportSuppression, SUPPRESSION_FORMATS, type SuppressionFormat } from '../../app/suppression/export.ts';
import { listSuppression } from '../../app/suppression/list.ts';
import { countryOf } from '../../app/suppression/numbers.ts';
import { scopeOf } from '../../app/suppression/scope.ts';
import { untilTyped } from '../../app/suppression/until.ts';
import { shellWord } from '../../report/shell-word.ts';
import { count, operatorZone } from '../../report/when.ts';
import { configOf, EXIT, pathOf, sayNext, type Context, type Done } from '../terminal/context.ts';
import { refuseOverwrite } from '../terminal/refuse-overwrite.ts';
import { sayHeard } from '../terminal/show-suppression.ts';
import { sayImported, showListed } from '../terminal/show-suppression-list.ts';
import { withWords, type Words } from '../terminal/suppress-flags.ts';

type ListOptions = { scope?: string; json?: true };
type ExportOptions = { scope?: string; out?: string; format?: SuppressionFormat; force?: true };

export function addSuppressLists(group: Command, context: Context, done: Done): void {
  const { terminal } = context;
  group
    .command('ls')
    .description('who is not called, why, and until when')
    .option('--scope <scope>', 'of this scope alone')
    .option('--json', 'for machines')
    .action(async (options: ListOptions, command: Command) => {
      const config = configOf(context, command);
      if (isEmptyHanded(config)) {
        if (options.json === true) await terminal.out('[]');
        else terminal.say('Nobody here asked not to be called: there is no ledger yet.');
      } else {
        await anyLedger(context, config, async (ledger) => {
          const scope = options.scope === undefined ? {} : { scope: (await scopeOf(ledger, options.scope)).scope };
          const now = context.clock.now();
          await showListed(listSuppression(ledger, scope, now), options.json === true, now, context);
        });
      }
      sayNext(context, 'outdial suppress --help');
      done(EXIT.ok);
    });

  withWords(
    group
      .command('import <file>')
      .description(
        'nobody calls the numbers of this file any more: one a line, or a table with number, scope, reason, …',
      ),
  )
    .option('--json', 'for machines')
    .action(async (file: string, options: Words & { json?: true }, command: Command) => {
      const config = configOf(context, command);
      const zone = operatorZone();
      const until = options.until === undefined ? null : untilTyped(options.until, context.clock.now(), zone);
      // What reads lists of every kind is loaded for a list alone.
      const { importSuppression } = await import('../../app/suppression/import.ts');
      await anyLedger(context, config, async (ledger) => {
        const imported = await importSuppression(
          ledger,
          {
            ...{ path: pathOf(context, file), until, zone, reason: options.reason ?? null },
            source: options.source ?? null,
            defaultCountry: await countryOf(ledger, options.defaultCountry, config),
            scope: (await scopeOf(ledger, options.scope ?? 'everywhere')).scope,
            warn: (sentence) => terminal.say(`${terminal.colors.yellow('note:')} ${sentence}`),
          },
          config,
          context,
        );
        await sayImported(imported, options.json === true, context);
        const heard = sayHeard(imported.team, context);
        sayNext(context, 'outdial suppress ls');
        done(heard ? EXIT.ok : EXIT.attention);
      });
    });

  group
    .command('export')
    .description('the same as a file that import reads')
    .option('--scope <scope>', 'of this scope alone')
    .addOption(
      new Option('--format <format>', 'csv or json (default: by the name of --out, else csv)').choices(
        SUPPRESSION_FORMATS,
      ),
    )
    .option('--out <file>', 'write a file (readable by you only) instead of printing')
    .option('--force', 'replace the file')
    .action(async (options: ExportOptions, command: Command) => {
      const config = configOf(context, command);
      const { out, force } = options;
      await refuseOverwrite(context, [{ flag: '--out', path: out }], {
        ...{ sources: [], dataDir: config.dataDir, force: force === true },
      });
      const format = options.format ?? (out?.toLowerCase().endsWith('.json') === true ? 'json' : 'csv');
      await anyLedger(context, config, async (ledger) => {
        const tally = { written: 0, unnamed: 0 };
        const scope = options.scope === undefined ? {} : { scope: (await scopeOf(ledger, options.scope)).scope };
        const lines = exportSuppression(ledger, format, { ...scope, now: context.clock.now(), tally });
        if (out === undefined) for await (const line of lines) await terminal.out(line);
        else await writeLines(pathOf(context, out), lines, format === 'csv' ? '\r\n' : '\n', force === true);
        if (out !== undefined) terminal.say(`${count(tally.written, 'number')} in ${out}.`);
        if (tally.unnamed > 0) {
          terminal.say(
            `Not in it: ${count(tally.unnamed, 'number')} of which this ledger keeps no more than a digest ` +
              '(of do-not-call files, which hold them, and of people who were forgotten).',
          );
        }
      });
      sayNext(context, out === undefined ? 'outdial suppress ls' : `outdial suppress import ${shellWord(out)}`);
      done(EXIT.ok);
    });
}
