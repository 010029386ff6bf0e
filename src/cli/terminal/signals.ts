/** Turns the ways a process is asked to end into one callback; nothing else listens to signals. */
import { closeSync } from 'node:fs';
import { isatty } from 'node:tty';
import { EXIT, type Interrupts } from './context.ts';

/** A closed terminal window is a Ctrl-C that nobody sees: calls in progress are followed to their end all the same. */
const SIGNALS: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Whoever asks a third time is not made to wait for anything: what is open is found again at the next start. */
const PATIENCE = 3;

export const processInterrupts: Interrupts = (onInterrupt) => {
  let asked = 0;
  const heard = (signal: NodeJS.Signals): void => {
    asked += 1;
    if (asked >= PATIENCE) process.exit(EXIT.stopped);
    onInterrupt(signal === 'SIGHUP' ? 'gone' : 'asked');
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return {
    stop: () => {
      for (const signal of SIGNALS) process.off(signal, heard);
    },
  };
};

/** Node resets its terminals when it exits, and aborts (134) where one is gone by then: that one is let go of before. */
export function outliveTerminal(): void {
  const terminals = [0, 1, 2].filter((descriptor) => isatty(descriptor));
  process.once('exit', () => {
    for (const descriptor of terminals) if (!isatty(descriptor)) closeSync(descriptor);
  });
}
