/** Puts progress on a stream: in place on a terminal, line by line on a pipe. */
import type { Lull } from '../model/run.ts';
import type { Duration, Instant } from '../model/time.ts';
import { render, renderPlain, inDoubt, type View } from './progress.ts';

export type Painter = {
  /** Shows the state of things, as often as that is useful on this stream. */
  paint(view: View): void;
  /** A line that stays, above the progress. */
  say(line: string): void;
  /** Takes the progress off the screen. Safe to call twice. */
  clear(): void;
};

export type Screen = {
  readonly write: (text: string) => void;
  readonly isTty: boolean;
  readonly columns: () => number;
};

const PLAIN_EVERY: Duration = 5_000;
/** Changes worth a line of their own come no faster than this. */
const PLAIN_LEAST: Duration = 1_000;

export function createPainter(screen: Screen): Painter {
  return screen.isTty ? terminalPainter(screen) : plainPainter(screen);
}

function terminalPainter(screen: Screen): Painter {
  let shown: readonly string[] = [];
  // The cursor rests below the lines and is never hidden: whatever kills the process leaves a usable terminal.
  const erase = (): string => (shown.length === 0 ? '' : `\u001b[${shown.length}A\r\u001b[0J`);
  return {
    paint: (view) => {
      // One column is left free: a full line wraps on some terminals and the count of lines would be wrong.
      const lines = render(view, Math.max(20, screen.columns() - 1));
      screen.write(`${erase()}${lines.join('\n')}\n`);
      shown = lines;
    },
    say: (line) => {
      const redraw = shown.length === 0 ? '' : `${shown.join('\n')}\n`;
      screen.write(`${erase()}${line}\n${redraw}`);
    },
    clear: () => {
      if (shown.length > 0) screen.write(erase());
      shown = [];
    },
  };
}

const lullMark = ({ until }: Lull): string => `waits|${until ?? ''}`;

function plainPainter(screen: Screen): Painter {
  let last: { at: Instant; line: string; mark: string } | null = null;
  return {
    paint: (view) => {
      const { now, note } = view.progress;
      // A run that waits overnight says so once.
      const lull = view.draining ? undefined : view.progress.lull;
      if (lull !== undefined && last?.mark === lullMark(lull)) return;
      const mark = lull !== undefined ? lullMark(lull) : `${note ?? ''}|${inDoubt(view.counts)}|${view.draining}`;
      const wait = last !== null && last.mark !== mark ? PLAIN_LEAST : PLAIN_EVERY;
      if (last !== null && now - last.at < wait) return;
      const line = renderPlain(view);
      // An unchanged line is noise in a log that runs overnight.
      if (line !== last?.line) screen.write(`${line}\n`);
      last = { at: now, line, mark };
    },
    say: (line) => screen.write(`${line}\n`),
    clear: () => undefined,
  };
}
