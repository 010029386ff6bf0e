/** A line of the benchmark's table: a value beside one that was measured in the same run, and the table itself. */
import { table } from '../../src/report/table.ts';

export type Row = {
  readonly section: string;
  readonly what: string;
  readonly unit: string;
  readonly value: number;
  /** What the value is compared with, measured in the same run; null for the row that is the baseline itself. */
  readonly baseline: number | null;
  /** What else a reader should know of this value. */
  readonly note?: string;
};

export type Measured = Row & { readonly ratio: number | null };

export function withRatio(row: Row): Measured {
  const { value, baseline } = row;
  return { ...row, ratio: baseline === null || baseline === 0 ? null : value / baseline };
}

export function tableOf(rows: readonly Row[]): readonly string[] {
  const cells = rows.map(withRatio).map(({ section, what, unit, value, baseline, ratio }) => {
    const compared = [baseline === null ? '' : digits(baseline), ratio === null ? '' : `× ${digits(ratio)}`];
    return [section, what, digits(value), unit, ...compared];
  });
  const lines = table(['section', 'what', 'measured', 'unit', 'baseline', 'ratio'], cells);
  const notes = rows.flatMap(({ section, what, note }) => (note === undefined ? [] : [`${section}: ${what}: ${note}`]));
  return [...lines, '', ...notes];
}

/** Three digits that mean something, and no more. */
export function digits(value: number): string {
  if (!Number.isFinite(value)) return '?';
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString('en-US');
  return String(Number(value.toPrecision(3)));
}

/** The value below which `share` of them lie. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}
