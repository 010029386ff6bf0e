/** Runs a program once: what it is to know goes in, what it answers comes out, within a time and a size. */
import { StringDecoder } from 'node:string_decoder';
import { Signal, type Clock } from '../clock.ts';
import { formatDuration, type Duration } from '../model/time.ts';
import { begin, end } from './child.ts';
import { AskFailure, type CommandToRun } from './failure.ts';

export type Limits = {
  readonly clock: Clock;
  readonly timeout: Duration;
  /** Bytes of an answer. */
  readonly most: number;
};

/** All that it wrote, once it has ended well. Rejects with an `AskFailure`. */
export async function runCommand(command: CommandToRun, input: string, limits: Limits): Promise<string> {
  const { clock, timeout, most } = limits;
  const child = begin(command);
  const over = new Signal();
  const decoder = new StringDecoder('utf8');
  let [text, size] = ['', 0];
  let failed: string | null = null;
  let ended = false;
  const fail = (why: string): void => {
    failed ??= why;
    over.wake();
  };
  child.on('error', () => fail('cannot be run: is it there, and may it be run?'));
  child.stdout.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > most) fail(`wrote more than ${most} bytes`);
    else text += decoder.write(chunk);
  });
  child.on('close', (code, by) => {
    ended = true;
    if (code !== 0) fail(code === null ? `was ended by ${by ?? 'a signal'}` : `ended with exit code ${code}`);
    over.wake();
  });
  child.stdin.end(input);
  await clock.sleep(clock.now() + timeout, over);
  if (!ended && failed === null) failed = `did not answer within ${formatDuration(timeout)}`;
  // What it has begun itself may go on without it.
  if (!ended) void end(child, clock);
  if (failed !== null) throw new AskFailure(failed);
  return text + decoder.end();
}
