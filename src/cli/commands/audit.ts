/** `outdial audit`: a referee for anyone's call log. */
import { Option, type Command } from 'commander';
import { PURPOSES, type Purpose } from '../../model/purposes.ts';
import { auditJson } from '../../report/audit-json.ts';
import { auditLines } from '../../report/audit-words.ts';
import { count } from '../../report/when.ts';
import { EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';

type Options = {
  preset: string;
  purpose?: Purpose;
  suppression?: string[];
  toNumberColumn?: string;
  timeColumn?: string;
  timezone?: string;
  dateOrder?: 'mdy' | 'dmy';
  defaultCountry?: string;
  json?: true;
};

const several = (value: string, before: string[] | undefined): string[] => [...(before ?? []), value];

export function addAudit(command: Command, context: Context, done: Done): void {
  const { terminal } = context;
  command
    .option(
      '--preset <pack>',
      'the rules: a pack of outdial (outdial rules lists them), or a file of your own',
      'us_safe',
    )
    .addOption(
      new Option('--purpose <purpose>', 'what the calls were for; without it the rules of every purpose hold').choices(
        PURPOSES,
      ),
    )
    .option('--suppression <file>', 'numbers that asked not to be called; may be given again', several)
    .option('--to-number-column <column>', 'who was called, where the header does not say it')
    .option('--time-column <column>', 'when, where the header does not say it')
    .option(
      '--timezone <zone>',
      'of times without a zone: an IANA zone, or contact for the clock of whoever was called',
    )
    .addOption(new Option('--date-order <order>', 'of dates such as 03/04/2026').choices(['mdy', 'dmy']))
    .option('--default-country <code>', 'country of numbers without a "+", such as US')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nReads a log of calls of any dialer (CSV, Excel, JSON; of outdial: export NAME --attempts) and holds every call\n' +
        'against every rule of the pack, in every time zone and state in which the number may lie: hours, holidays, how often,\n' +
        'how soon again, who asked not to be called, and consent where the log has it. Sends nothing anywhere.\n' +
        'Exit 0: nothing found, 1: something, 2: the log cannot be read.\n' +
        '\nExamples:\n  $ outdial audit calls.csv\n  $ outdial audit twilio.csv --preset us_safe --purpose marketing --suppression do-not-call.txt\n' +
        '  $ outdial audit calls.csv --timezone America/Chicago --json',
    )
    .action(async (log: string, options: Options) => {
      // What reads lists and numbers is loaded for a log alone.
      const { audit } = await import('../../app/audit/audit.ts');
      const { findPack } = await import('../../app/rules.ts');
      const pack = await findPack(options.preset, context);
      const purpose = options.purpose ?? null;
      const audited = await audit({
        ...{ log, cwd: context.at.cwd, pack, purpose, suppression: options.suppression ?? [] },
        ...{ toNumber: options.toNumberColumn, time: options.timeColumn, timezone: options.timezone ?? null },
        ...{ order: options.dateOrder ?? null, defaultCountry: options.defaultCountry?.toUpperCase() ?? null },
      });
      if (options.json === true) for (const piece of auditJson(audited, pack, purpose)) await terminal.out(piece);
      else for (const line of auditLines(audited, pack, purpose)) await terminal.tell(line);
      const found = audited.findings.reduce((sum, [, of]) => sum + of.length, 0);
      if (options.json === true) terminal.say(count(found, 'finding'));
      sayNext(context, found === 0 ? `outdial rules ${pack.pack}` : `outdial rules ${pack.pack} --json`);
      done(found === 0 ? EXIT.ok : EXIT.attention);
    });
}
