/** The command line's ends: results to stdout, everything else to stderr, questions only where somebody can answer. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import pc from 'picocolors';
import { printableLines } from '../../model/printable.ts';
import { hideSecrets } from '../../model/secrets.ts';
import { wrap } from '../../report/wrap.ts';
import type { Screen } from '../../report/painter.ts';
import { drawnQuestions, typedQuestions, type Questions } from './questions.ts';

type Colors = ReturnType<typeof pc.createColors>;

export type Terminal = {
  /** A line of results, byte for byte where it is not a screen. Waits while the reader is slow. */
  out(line: string): Promise<void>;
  /** A result in words: on a screen its lines break between words; in a pipe they are as they are. */
  tell(line: string): Promise<void>;
  /** Columns of the screen that results go to; `Infinity` where they go to a file or a program. */
  readonly width: number;
  /** True once nobody reads stdout any more (`| head -1`): producing more is pointless, and no error. */
  readonly closed: boolean;
  /** A message. No password or key in it gets through. */
  say(line: string): void;
  /** Asks on a terminal; null where nobody can answer. */
  ask(question: string): Promise<boolean | null>;
  /** The line that is typed there, trimmed, empty for Ctrl-C and Ctrl-D; null where nobody can answer. */
  askLine(question: string): Promise<string | null>;
  /** For questions with other answers; null where nobody can answer. */
  readonly questions: Questions | null;
  /** The colors of messages. */
  readonly colors: Colors;
  /** For progress, on stderr. */
  readonly screen: Screen;
};

type Tty = { readonly isTTY?: boolean; readonly columns?: number };
export type Streams = {
  readonly stdin: Readable & Tty;
  readonly stdout: Writable & Tty;
  readonly stderr: Writable & Tty;
};

const DEFAULT_COLUMNS = 80;

/** `tell`: what becomes of a message before it is shown. `plain`: nothing may be drawn on it. */
export function openTerminal(
  streams: Streams,
  color: boolean,
  tell = (line: string): string => line,
  plain = false,
): Terminal {
  const { stdin, stdout, stderr } = streams;
  let closed = false;
  // Without these listeners a reader that goes away ends the process with a stack trace, and a run with calls open.
  stdout.on('error', () => (closed = true));
  stderr.on('error', () => undefined);
  const write = (text: string): void => void stderr.write(text);
  const answers = stdin.isTTY === true && stderr.isTTY === true;
  const colored = color && stderr.isTTY === true;
  const wrapped = (line: string, tty: Tty): string =>
    tty.isTTY === true
      ? line
          .split('\n')
          .flatMap((one) => wrap(one, tty.columns ?? DEFAULT_COLUMNS))
          .join('\n')
      : line;
  const shown = (line: string): string => (stdout.isTTY === true ? printableLines(line, false) : line);
  const out = (line: string): Promise<void> =>
    closed ? Promise.resolve() : new Promise((resolve) => void stdout.write(`${shown(line)}\n`, () => resolve()));
  const askLine = async (question: string): Promise<string | null> => {
    if (!answers) return null;
    const lines = createInterface({ input: stdin, output: stderr });
    try {
      // Ctrl-C and Ctrl-D at the question are a no.
      const stop = new AbortController();
      lines.once('close', () => stop.abort());
      lines.once('SIGINT', () => lines.close());
      const answer = await lines.question(`${question} `, { signal: stop.signal }).catch(() => '');
      return answer.trim();
    } finally {
      lines.close();
    }
  };
  return {
    out,
    tell: (line) => out(wrapped(line, stdout)),
    get width() {
      return stdout.isTTY === true ? (stdout.columns ?? DEFAULT_COLUMNS) : Number.POSITIVE_INFINITY;
    },
    get closed() {
      return closed;
    },
    say: (line) => write(`${wrapped(printableLines(hideSecrets(tell(line)), colored), stderr)}\n`),
    questions: answers ? (plain ? typedQuestions : drawnQuestions)({ input: stdin, output: stderr }) : null,
    ask: async (question) => {
      const answer = await askLine(`${question} [y/N]`);
      return answer === null ? null : /^y(es)?$/i.test(answer);
    },
    askLine,
    colors: pc.createColors(colored),
    screen: { write, isTty: stderr.isTTY === true, columns: () => stderr.columns ?? DEFAULT_COLUMNS },
  };
}
