/** A line of CSV. Defuses cells that a spreadsheet could execute, and undoes exactly that in files that outdial wrote. */
// Both directions look at the cell without its leading apostrophes, so `undo(defuse(cell)) === cell` for every cell:
// one that was written as `'=1+1` by its owner comes back with its own apostrophe.

const EXECUTABLE = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
/** E.164 and plain numbers are data: an apostrophe in front would break every program that reads the file. */
const PLAIN = /^[+-](?:\d+(?:[.,]\d+)?|\d+(?:\.\d+)?[eE][+-]?\d+)$/;

function mayExecute(cell: string): boolean {
  const core = cell.replace(/^'+/, '');
  return EXECUTABLE.test(core) && !PLAIN.test(core);
}

/** `=HYPERLINK(…)` → `'=HYPERLINK(…)`; `+14155550101`, `-5` and everything harmless stay as they are. */
export function defuse(cell: string): string {
  return mayExecute(cell) ? `'${cell}` : cell;
}

/** The inverse of `defuse`. Only for files `ownFile` recognizes: in a user's own list an apostrophe is theirs. */
export function undoDefuse(cell: string): string {
  return cell.startsWith("'") && mayExecute(cell) ? cell.slice(1) : cell;
}

/** One CSV cell, quoted where it must be. */
function csvCell(cell: string): string {
  return /[",\r\n\t;|]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function csvLine(cells: readonly string[]): string {
  // A lone empty cell would be a blank line, which readers drop.
  return cells.length === 1 && cells[0] === '' ? '""\r\n' : `${cells.map(csvCell).join(',')}\r\n`;
}
