/** The command line's ends: results to stdout, everything else to stderr, questions only where somebody can answer. */
import { createInterface } from 'node:readline/promises';
import type { Readable, Writable } from 'node:stream';
import pc from 'picocolors';
import { printableLines } from '../../model/printable.ts';
import { hideSecrets } from '../../model/secrets.ts';
import type { Screen } from '../../report/painter.ts';
import { drawnQuestions, typedQuestions, type Questions } from './questions.ts';

type Colors = ReturnType<typeof pc.createColors>;

export type Terminal = {
  /** A line of results, byte for byte where it is not a screen. Waits while the reader is slow. */
  out(line: string): Promise<void>;
  /** True once nobody reads stdout any more (`| head -1`): producing more is pointless, and no error. */
  readonly closed: boolean;
  /** A message. No password or key in it gets through. */
  say(line: string): void;
  /** Asks on a terminal; null where nobody can answer. */
  ask(question: string): Promise<boolean | null>;
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
  const shown = (line: string): string => (stdout.isTTY === true ? printableLines(line, false) : line);
  return {
    out: (line) =>
      closed ? Promise.resolve() : new Promise((resolve) => void stdout.write(`${shown(line)}\n`, () => resolve())),
    get closed() {
      return closed;
    },
    say: (line) => write(`${printableLines(hideSecrets(tell(line)), colored)}\n`),
    questions: answers ? (plain ? typedQuestions : drawnQuestions)({ input: stdin, output: stderr }) : null,
    ask: async (question) => {
      if (!answers) return null;
      const lines = createInterface({ input: stdin, output: stderr });
      try {
        // Ctrl-C and Ctrl-D at the question are a no.
        const stop = new AbortController();
        lines.once('close', () => stop.abort());
        lines.once('SIGINT', () => lines.close());
        const answer = await lines.question(`${question} [y/N] `, { signal: stop.signal }).catch(() => '');
        return /^y(es)?$/i.test(answer.trim());
      } finally {
        lines.close();
      }
    },
    colors: pc.createColors(colored),
    screen: { write, isTty: stderr.isTTY === true, columns: () => stderr.columns ?? DEFAULT_COLUMNS },
  };
}
