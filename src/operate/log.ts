/** The log of a process that nobody watches: a line of JSON for each thing that happened, on stderr, without anybody's number. */
import { pino } from 'pino';
import type { Clock } from '../clock.ts';
import { UserError } from '../model/errors.ts';
import { printableJson } from '../model/printable.ts';
import { formatInstant } from '../model/time.ts';
import { hideSecrets } from '../model/secrets.ts';
import { maskText } from '../report/mask.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error';
export type LogNumbers = 'masked' | 'shown';

/** snake_case names of the glossary: `worker`, `epoch`, `campaign`, `contact`, `attempt`, `line`, … */
export type Fields = Readonly<Record<string, string | number | boolean | null | undefined>> & {
  /** These are the log's own. */
  readonly time?: never;
  readonly level?: never;
  readonly event?: never;
  readonly msg?: never;
};

/** `event`: a short snake_case name that never changes, to search and to count by; `sentence`: for people. */
type Write = (event: string, sentence: string, fields?: Fields) => void;

export type Log = {
  readonly debug: Write;
  readonly info: Write;
  readonly warn: Write;
  readonly error: Write;
  /** A log whose every line has these fields too. */
  child(fields: Fields): Log;
};

export type LogOptions = {
  readonly clock: Clock;
  readonly level: LogLevel;
  readonly numbers: LogNumbers;
  /** Where lines go instead of stderr. */
  readonly to?: { write(line: string): void };
};

const STDERR = 2;
/** A reader that stands still is waited for this often, a tenth of a second each; then lines are kept, then dropped. */
const MOST_WAITS = 5;
const MOST_KEPT = 1_048_576;

export function openLog({ clock, level, numbers, to = stderr() }: LogOptions): Log {
  const lines = pino(
    {
      level,
      base: null,
      // Not pino's own: what a test or a simulation says the time is, the log says too.
      timestamp: () => `,"time":"${formatInstant(clock.now())}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    // A mark of direction in somebody's name would show the line as what it is not.
    { write: (line) => to.write(printableJson(line)) },
  );
  const clean = (text: string): string => {
    const safe = hideSecrets(text);
    return numbers === 'shown' ? safe : maskText(safe);
  };
  const cleaned = (fields: Fields): Fields => {
    const pairs = Object.entries(fields).map(([name, value]) => [
      name,
      typeof value === 'string' ? clean(value) : value,
    ]);
    return Object.fromEntries(pairs) as Fields;
  };
  const logWith = (own: Fields): Log => {
    const at =
      (which: LogLevel): Write =>
      (event, sentence, fields = {}) =>
        lines[which]({ event, ...own, ...cleaned(fields) }, clean(sentence));
    return {
      debug: at('debug'),
      info: at('info'),
      warn: at('warn'),
      error: at('error'),
      child: (fields) => logWith({ ...own, ...cleaned(fields) }),
    };
  };
  return logWith({});
}

/** What went wrong, as fields; where in the code it did only for what is not the user's to mend. */
export function errorFields(cause: unknown): Fields {
  if (cause instanceof UserError) return { error: cause.message, code: cause.problems[0]?.code };
  if (!(cause instanceof Error)) return { error: String(cause) };
  const { code } = cause as NodeJS.ErrnoException;
  return { error: cause.message, ...(code === undefined ? {} : { code }), stack: cause.stack };
}

/** Written at once: the last lines before a crash are the ones that somebody will look for. */
function stderr(): { write(line: string): void } {
  let waits = 0;
  const file = pino.destination({
    fd: STDERR,
    sync: true,
    maxLength: MOST_KEPT,
    // A worker that waits for its log without end renews no lease and answers nobody.
    retryEAGAIN: () => ++waits <= MOST_WAITS,
  });
  // It says "written: 0" of a wait, too.
  file.on('write', (bytes: number) => {
    if (bytes > 0) waits = 0;
  });
  // Without a listener a reader that goes away ends the process, with calls open.
  file.on('error', () => undefined);
  return file;
}
