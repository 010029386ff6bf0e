/** Keeps row issues on disk until the list is read to its end: a list may have a million of them, or turn out unreadable. */
import type { RowIssue } from '../../model/load-report.ts';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';

export type IssueSpool = {
  add(issue: RowIssue): void;
  /** Each as the JSON that `check --json` prints. */
  lines(): AsyncGenerator<string>;
  close(): void;
};

const FLUSH_AT = 64 * 1024;

/** `most`: further issues are counted by the loader and not kept. */
export function openSpool(most: number): IssueSpool {
  const file = most === 0 ? null : openNameless();
  let waiting = '';
  let kept = 0;
  const flush = (): void => {
    if (file !== null && waiting !== '') writeSync(file.fd, waiting);
    waiting = '';
  };
  return {
    add: (issue) => {
      if (kept === most) return;
      kept += 1;
      waiting += `${JSON.stringify(shape(issue))}\n`;
      if (waiting.length > FLUSH_AT) flush();
    },
    lines: async function* () {
      flush();
      if (file !== null) yield* linesOf(file.fd);
    },
    close: () => file?.close(),
  };
}

/** People are in it: its name goes at once, so that nothing stays behind however the process ends. */
function openNameless(): { readonly fd: number; readonly close: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'outdial-check-'));
  const fd = openSync(join(folder, 'issues'), 'wx+', 0o600);
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  try {
    remove();
  } catch {
    // Windows keeps the name of an open file: it goes when the file is closed.
  }
  return {
    fd,
    close: () => {
      closeSync(fd);
      remove();
    },
  };
}

function* linesOf(fd: number): Generator<string> {
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(FLUSH_AT);
  let rest = '';
  for (let at = 0; ;) {
    const read = readSync(fd, buffer, 0, buffer.length, at);
    if (read === 0) return;
    at += read;
    const lines = (rest + decoder.write(buffer.subarray(0, read))).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
}

/** Machines get the same keys every time. */
function shape(issue: RowIssue): Record<string, unknown> {
  const { row, code, severity, column = null, value = null, message, hint = null, ...more } = issue;
  return { row, code, severity, column, value, message, hint, ...more };
}
