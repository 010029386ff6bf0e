/** `outdial rules`: the rules of law that calls are judged by, with their sources. */
import { Option, type Command } from 'commander';
import { findRules, listPacks, type RulesFound } from '../../app/rules.ts';
import { PURPOSES, type Purpose } from '../../model/purposes.ts';
import { packJson, packLines, spanWords } from '../../report/rule-words.ts';
import { count } from '../../report/when.ts';
import { EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';

type Options = { at?: string; for?: string; purpose?: Purpose; json?: true };

export function addRules(command: Command, context: Context, done: Done): void {
  command
    .option('--at <date>', 'only rules in force on that day, such as 2027-01-01')
    .option('--for <number>', 'only rules that bind calls to this number, and the hours they leave')
    .addOption(new Option('--purpose <purpose>', 'only rules that bind calls of this purpose').choices(PURPOSES))
    .option('--json', 'for machines; also the shape of a file of your own (compliance.preset)')
    .addHelpText(
      'after',
      '\nA pack is named by "compliance": {"preset": …} of a campaign file; on a real host it is us_safe by default.\n' +
        'It is no legal advice.\n' +
        '\nExamples:\n  $ outdial rules\n  $ outdial rules us_safe --for +12125550123 --at 2026-12-24\n' +
        '  $ outdial rules us_safe --json > our-rules.json',
    )
    .action(async (pack: string | undefined, options: Options) => {
      if (pack === undefined) await showPacks(options.json === true, context);
      else await showRules(pack, options, context);
      done(EXIT.ok);
    });
}

async function showPacks(json: boolean, context: Context): Promise<void> {
  const packs = listPacks();
  if (json) await context.terminal.out(JSON.stringify(packs, null, 2));
  else {
    for (const { pack, version, rules } of packs) {
      await context.terminal.tell(`${pack.padEnd(12)}${count(rules, 'rule').padEnd(10)} read ${version}`);
    }
  }
  sayNext(context, 'outdial rules us_safe');
}

async function showRules(named: string, { at, for: number, purpose, json }: Options, context: Context): Promise<void> {
  const found = await findRules({ pack: named, at, number, purpose }, context);
  const { terminal } = context;
  if (json === true) await terminal.out(JSON.stringify(packJson(found.pack), null, 2));
  else for (const line of [...headLines(found, at), ...packLines(found.pack)]) await terminal.tell(line);
  sayNext(context, 'outdial check campaign.json');
}

function headLines({ pack, date, binding }: RulesFound, at: string | undefined): readonly string[] {
  const when = at === undefined ? '' : `, in force on ${date}`;
  const head = `${pack.pack} ${pack.version}: ${count(pack.rules.length, 'rule')}${when}`;
  if (binding === null) return [head, ''];
  const { regions, open } = binding;
  const clock = (minutes: number): string =>
    `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  const hours = spanWords(open.map(({ from, to }) => ({ from: clock(from), to: clock(to) })));
  return [
    head,
    `the owner of the number may be in ${regions.length === 0 ? 'any country' : regions.join(', ')}`,
    `calls on ${date}, where they are: ${open.length === 0 ? 'none' : hours}`,
    '',
  ];
}
