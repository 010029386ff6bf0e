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
