/** The real processes of one test: what each of them says is kept, and where the test fails its failure tells it all. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { expect, type TestContext } from 'vitest';
import { systemClock } from '../../src/clock.ts';

export const clock = systemClock();
/** Milliseconds between two looks at a fact. */
const LOOK = 5;
/** So much of what a process said at last is shown, in characters. */
const SHOWN = 3_000;

export type End = { readonly code: number | null; readonly signal: NodeJS.Signals | null };

export type Running = {
  /** As a person would call it: `worker --name a`. */
  readonly name: string;
  readonly child: ChildProcess;
  readonly ended: Promise<End>;
  /** All that it said so far, stdout and stderr, as far as they are pipes. */
  said(): string;
  /** Resolves once it has said so; rejects when it ends without having said it. */
  says(text: RegExp): Promise<void>;
};

export type Processes = {
  start(name: string, program: string, args: readonly string[], options: SpawnOptions): Running;
  all(): readonly Running[];
  /** Waits for it; rejects, with what the process said, where one that `isLost` shows that it can come no more. */
  until(fact: () => boolean, isLost: (process: Running) => boolean): Promise<void>;
  /** Kills what still runs, and waits until all are gone. */
  end(): Promise<void>;
};

/** Of a test that fails, also by its time limit, the second message is what its processes said and how they ended. */
export function processesOf({ onTestFailed }: TestContext): Processes {
  const started: Running[] = [];
  const still = new Set<Running>();
  let over = false;
  onTestFailed(() => {
    if (started.length > 0)
      throw new Error(`Of the test above:\n${started.map((one) => storyOf(one, still)).join('\n')}`);
  });
  return {
    start(name, program, args, options) {
      const running = follow(name, spawn(program, args, options));
      started.push(running);
      return running;
    },
    all: () => started,
    async until(fact, isLost) {
      let lost: Running | undefined;
      await until(() => over || fact() || (lost = started.find(isLost)) !== undefined);
      if (lost !== undefined && !fact()) throw new Error(`What is waited for comes no more:\n${storyOf(lost, still)}`);
      if (over) throw new Error('the test is over');
    },
    async end() {
      over = true;
      for (const one of started) if (!isOver(one)) still.add(one);
      for (const { child } of still) child.kill('SIGKILL');
      for (const one of still) await until(() => isOver(one));
    },
  };
}

/** It has ended, and nobody killed it. */
export function endedByItself({ child }: Running): boolean {
  return child.exitCode !== null;
}

function isOver({ child }: Running): boolean {
  // Without a process id it could not even be started.
  return child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
}

export async function until(fact: () => boolean): Promise<void> {
  while (!fact()) await clock.sleep(clock.now() + LOOK);
}

function follow(name: string, child: ChildProcess): Running {
  let said = '';
  let over = false;
  for (const from of [child.stdout, child.stderr]) from?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.on('error', (error) => (said += `\n${error.message}\n`));
  const ended = new Promise<End>((resolve) =>
    child.once('close', (code, signal) => {
      over = true;
      resolve({ code, signal });
    }),
  );
  const says = async (text: RegExp): Promise<void> => {
    await until(() => text.test(said) || over);
    expect(said).toMatch(text);
  };
  return { name, child, ended, said: () => said, says };
}

function storyOf(one: Running, still: ReadonlySet<Running>): string {
  const { name, child } = one;
  const said = one.said();
  const end = still.has(one)
    ? 'still running when the test ended'
    : child.exitCode !== null
      ? `exit ${child.exitCode}`
      : child.signalCode !== null
        ? `killed by ${child.signalCode}`
        : 'still running';
  const words = said === '' ? '(said nothing)' : said.length > SHOWN ? `…${said.slice(-SHOWN)}` : said;
  return `--- ${name} (process ${child.pid ?? 'never started'}, ${end}):\n${words.trimEnd()}`;
}
