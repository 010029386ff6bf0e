/** `outdial explain`: what a code means, and what to do about it. */
import type { Command } from 'commander';
import { allCodes, explain, type Explained } from '../../app/explain.ts';
import { EXIT, type Context, type Done } from '../terminal/context.ts';

const OF: Readonly<Record<Explained['of'], string>> = {
  row: 'a code of a row',
  error: 'a code of an error',
  result: 'a word of results',
};

export function addExplain(command: Command, { terminal }: Context, done: Done): void {
  command
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nExamples:\n  $ outdial explain missing_country_code\n  $ outdial explain no_answer\n  $ outdial explain       (lists every code)',
    )
    .action(async (code: string | undefined, { json }: { json?: true }) => {
      const found = code === undefined ? allCodes().flatMap((each) => explain(each)) : explain(code);
      if (json === true) await terminal.out(JSON.stringify(found));
      else if (code === undefined) for (const { code: name, when } of found) await terminal.tell(`${name}: ${when}`);
      else for (const one of found) for (const line of linesOf(one)) await terminal.tell(line);
      done(EXIT.ok);
    });
}

function linesOf({ code, of, when, does, mend }: Explained): readonly string[] {
  return [`${code} (${OF[of]})`, `  when     ${when}`, `  so       ${does}`, `  to mend  ${mend}`];
}
