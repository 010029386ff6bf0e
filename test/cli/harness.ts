/** Runs command lines in this process, against a sandbox on this machine. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/clock.ts';
import type { Env } from '../../src/config/environment.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { main } from '../../src/cli/program.ts';
import type { Questions } from '../../src/cli/terminal/questions.ts';
import { openTerminal } from '../../src/cli/terminal/screen.ts';
import { readSmallFile } from '../../src/config/settings/small-file.ts';

export type Ran = { readonly exit: number; readonly out: string; readonly err: string };
export type Going = {
  readonly done: Promise<Ran>;
  /** Ctrl-C. */
  readonly interrupt: () => void;
  /** Resolves once stderr holds it. */
  readonly says: (text: RegExp) => Promise<void>;
  /** Stderr so far. */
  readonly said: () => string;
};

export type Desk = {
  readonly dir: string;
  readonly env: Record<string, string>;
  start(args: readonly string[], more?: More): Going;
  run(args: readonly string[], more?: More): Promise<Ran>;
  remove(): void;
};

/** `questions`: who answers those that are chosen among, in place of a person at a terminal. */
type More = { env?: Env; stdin?: Readable; tty?: boolean; questions?: Questions };

const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** A folder to work in, one of its own unless it is named; `env` is what the process would have. */
export function aDesk(env: Record<string, string>, dir = mkdtempSync(join(tmpdir(), 'outdial-cli-'))): Desk {
  const desk: Desk = {
    dir,
    env: { OUTDIAL_DATA_DIR: join(dir, 'data'), OUTDIAL_POLL_INTERVAL: '50ms', ...env },
    start: (args, more = {}) => {
      const [stdout, stderr] = [new PassThrough(), new PassThrough()];
      const stdin = more.stdin ?? new PassThrough();
      const text = { out: '', err: '' };
      const listeners = new Set<() => void>();
      stdout.on('data', (chunk: Buffer) => (text.out += chunk.toString()));
      stderr.on('data', (chunk: Buffer) => {
        text.err += chunk.toString();
        for (const listener of listeners) listener();
      });
      const interrupts = new Set<(how: 'asked') => void>();
      const tty = { isTTY: more.tty === true, columns: 90 };
      const opened = openTerminal(
        { stdin: Object.assign(stdin, tty), stdout, stderr: Object.assign(stderr, tty) } as never,
        false,
      );
      const terminal = more.questions === undefined ? opened : { ...opened, questions: more.questions };
      const exit = main(args, {
        terminal,
        stdin: stdin as AsyncIterable<Uint8Array>,
        clock: systemClock(),
        makeId: randomId,
        makeSecret: randomSecret,
        at: {
          env: { ...desk.env, ...more.env },
          cwd: dir,
          platform: process.platform,
          home: dir,
          readText: readSmallFile,
        },
        interrupts: (listener) => {
          interrupts.add(listener);
          return { stop: () => void interrupts.delete(listener) };
        },
        operator: 'robin',
        cwd: dir,
        packageDir: PACKAGE,
        version: '0.0.0',
      });
      return {
        done: exit.then((code) => ({ exit: code, ...text })),
        interrupt: () => {
          for (const listener of [...interrupts]) listener('asked');
        },
        said: () => text.err,
        says: (wanted) =>
          new Promise((resolve) => {
            const look = (): void => {
              if (!wanted.test(text.err)) return;
              listeners.delete(look);
              resolve();
            };
            listeners.add(look);
            look();
          }),
      };
    },
    run: (args, more) => desk.start(args, more).done,
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
  return desk;
}
