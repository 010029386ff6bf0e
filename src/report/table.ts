/** Lays out a table for a terminal: columns as wide as their widest cell, two spaces apart, numbers to the right. */

export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const all = [header, ...rows];
  const widths = header.map((_, at) => Math.max(...all.map((row) => [...(row[at] ?? '')].length)));
  const numeric = header.map((_, at) => rows.length > 0 && rows.every((row) => /^[\d,.]*$/.test(row[at] ?? '')));
  return all.map((row) =>
    row
      .map((cell, at) => {
        const pad = ' '.repeat(Math.max(0, (widths[at] ?? 0) - [...cell].length));
        return numeric[at] === true ? pad + cell : cell + pad;
      })
      .join('  ')
      .trimEnd(),
  );
}

/** The table, or where the screen is too narrow for it each row as a list: a line that breaks in the middle tells nobody anything. */
export function fitted(
  header: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): readonly string[] {
  const lines = table(header, rows);
  if (lines.every((line) => line.length <= width)) return lines;
  const [, ...labels] = header;
  const longest = Math.max(...labels.map((label) => label.length));
  return rows.flatMap(([first = '', ...cells]) => [
    first,
    ...cells.map((cell, at) => `  ${(labels[at] ?? '').padEnd(longest)}  ${cell}`.trimEnd()),
  ]);
}
