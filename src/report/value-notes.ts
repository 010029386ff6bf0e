/** What was mended, guessed or found empty in the values that calls carry: said before the first ring, and not in `check` alone. */
import type { LoadReport, VariablePlan } from '../model/load-report.ts';

const SHOWN = 4;

/** In sentences; rows that were rejected are said elsewhere. */
export function valueNotes({ issues }: LoadReport, { leave }: VariablePlan): readonly string[] {
  const columns = new Set(leave.map(({ column }) => column));
  const found = issues.filter(
    ({ code, severity, example }) =>
      severity === 'warning' &&
      (code.startsWith('empty_') || (example.column !== undefined && columns.has(example.column))),
  );
  const words = found
    .slice(0, SHOWN)
    .map(({ code, sentence, example }) =>
      code === 'empty_column' ? example.message : `${sentence} (${code}); row ${example.row}: ${example.message}`,
    );
  const more = found.length - words.length;
  return more === 0 ? words : [...words, `${more} more of this kind: see check`];
}
