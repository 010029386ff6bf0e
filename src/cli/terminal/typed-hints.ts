/** Says of a refusal what to type instead: the operation that refuses knows no command line. */
import { Refusal, type Remedy } from '../../app/refusal.ts';
import { assertNever, UserError } from '../../model/errors.ts';
import { shellWord } from '../../report/shell-word.ts';
import { typeAgain } from './next-command.ts';
import type { TypedSource } from './typed-source.ts';

/** `sources`: all that the work is given. */
export async function withTypedHints<T>(sources: readonly TypedSource[], work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const hint = hintFor(
      error.remedy,
      sources.filter((source) => error.about.includes(source)),
    );
    throw new UserError(error.problems.map((problem) => ({ ...problem, hint })));
  }
}

function hintFor(remedy: Remedy, sources: readonly TypedSource[]): string {
  switch (remedy.is) {
    case 'rename':
      return `Give this one another name: ${anew(remedy.name, sources)}.`;
    case 'identify_by':
      return `${keep(remedy.column)} Or make another campaign of it: ${anew(remedy.name, sources)}.`;
    case 'continue':
      return (
        `Dial only those: ${typeAgain('run', sources)} --continue. Of those only some: add --only new, ` +
        `--only corrected. Call everybody again: ${typeAgain('run', sources)} --new (that is ${anew(remedy.name, sources)}).`
      );
    case 'check':
      return `${typeAgain('check', sources)} says why.`;
    default:
      return assertNever(remedy);
  }
}

function keep(column: string | null): string {
  if (column === null) return 'Leave out --id-column (or "columns": {"id": …} in the campaign file).';
  return `Keep it: --id-column ${shellWord(column)} (or "columns": {"id": ${JSON.stringify(column)}} in the campaign file).`;
}

function anew(name: string, sources: readonly TypedSource[]): string {
  return typeAgain('run', sources, { name });
}
