/** Keeps row issues on disk until the list is read to its end: a list may have a million of them, or turn out unreadable. */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { RowIssue } from '../load/types.ts';

export type IssueSpool = {
  add(issue: RowIssue): void;
  /** Each as the JSON that `check --json` prints. */
  lines(): AsyncGenerator<string>;
  /** Before its folder is removed: Windows removes none with an open file in it. */
  close(): void;
};

const FLUSH_AT = 64 * 1024;

/** `most`: further issues are counted by the loader and not kept. */
export function openSpool(path: string, most: number): IssueSpool {
  const file = openSync(path, 'wx', 0o600);
  let waiting = '';
  let kept = 0;
  const flush = (): void => {
    if (waiting !== '') writeSync(file, waiting);
    waiting = '';
  };
  return {
    add: (issue) => {
      if (kept === most) return;
      kept += 1;
      waiting += `${JSON.stringify(shape(issue))}\n`;
      if (waiting.length > FLUSH_AT) flush();
    },
    close: () => closeSync(file),
    lines: async function* () {
      flush();
      for await (const line of createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity }))
        yield line;
    },
  };
}

/** Machines get the same keys every time. */
function shape(issue: RowIssue): Record<string, unknown> {
  const { row, code, severity, column = null, value = null, message, hint = null, ...more } = issue;
  return { row, code, severity, column, value, message, hint, ...more };
}
