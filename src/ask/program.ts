/** One long-lived program that is asked line by line: a question is a line of JSON with its number, and so is the answer, in any order. */
// A process for each question would be slow, and hundreds at once would be the end of the machine.
import { StringDecoder } from 'node:string_decoder';
import type { Clock } from '../clock.ts';
import { MINUTE, SECOND, type Duration, type Instant } from '../model/time.ts';
import { begin, end, type Child } from './child.ts';
import { AskFailure, type CommandToRun } from './failure.ts';

const LONGEST_LINE = 64 * 1024;
/** Of questions that it has not read. */
const MOST_UNREAD = 1024 * 1024;
const LONGEST_WAIT: Duration = MINUTE;

type Waiting = {
  readonly heardBefore: number;
  resolve(answer: Record<string, unknown>): void;
  reject(why: Error): void;
};

export class Program {
  readonly #command: CommandToRun;
  readonly #clock: Clock;
  readonly #waiting = new Map<number, Waiting>();
  #child: Child | null = null;
  #asked = 0;
  /** Answers that counted since it began. */
  #heard = 0;
  #deaths = 0;
  #notBefore: Instant = 0;
  #closed = false;

  constructor(command: CommandToRun, clock: Clock) {
    this.#command = command;
    this.#clock = clock;
  }

  /** Rejects with an `AskFailure`. Once `signal` is aborted nobody waits for the answer any more. */
  ask(question: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<Record<string, unknown>> {
    const child = this.#running();
    if (child === null)
      return Promise.reject(new AskFailure('is not running: it ended, and is begun again in a moment'));
    if (child.stdin.writableLength > MOST_UNREAD) return Promise.reject(new AskFailure('does not read its questions'));
    this.#asked += 1;
    const q = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(q, { heardBefore: this.#heard, resolve, reject });
      signal.addEventListener('abort', () => this.#silent(q), { once: true });
      child.stdin.write(`${JSON.stringify({ q, ...question })}\n`);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    const child = this.#child;
    this.#gone(child, 'was ended');
    if (child !== null) await end(child, this.#clock);
  }

  #running(): Child | null {
    if (this.#child !== null) return this.#child;
    if (this.#closed || this.#clock.now() < this.#notBefore) return null;
    const child = begin(this.#command);
    this.#child = child;
    this.#heard = 0;
    child.on('error', () => this.#gone(child, 'cannot be run: is it there, and may it be run?'));
    child.on('close', () => this.#gone(child, 'ended'));
    const decoder = new StringDecoder('utf8');
    let rest = '';
    child.stdout.on('data', (chunk: Buffer) => {
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#line(line);
      if (rest.length > LONGEST_LINE) this.#kill(child, 'wrote a line without an end');
    });
    return child;
  }

  /** What is no answer to a question that waits is nobody's. */
  #line(line: string): void {
    let answer: unknown;
    try {
      answer = line.length > LONGEST_LINE ? null : JSON.parse(line);
    } catch {
      return;
    }
    if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return;
    const { q } = answer as { readonly q?: unknown };
    const waiting = typeof q === 'number' ? this.#waiting.get(q) : undefined;
    if (typeof q !== 'number' || waiting === undefined) return;
    this.#waiting.delete(q);
    this.#heard += 1;
    this.#deaths = 0;
    waiting.resolve(answer as Record<string, unknown>);
  }

  /** One that has said nothing at all since it was asked hangs, and another is begun in its place. */
  #silent(q: number): void {
    const waiting = this.#waiting.get(q);
    if (waiting === undefined) return;
    this.#waiting.delete(q);
    waiting.reject(new AskFailure('did not answer in time'));
    if (waiting.heardBefore === this.#heard && this.#child !== null) this.#kill(this.#child, 'hangs');
  }

  #kill(child: Child, why: string): void {
    this.#gone(child, why);
    void end(child, this.#clock);
  }

  #gone(child: Child | null, why: string): void {
    if (child === null || this.#child !== child) return;
    this.#child = null;
    this.#notBefore = this.#clock.now() + Math.min(LONGEST_WAIT, SECOND * 2 ** this.#deaths);
    this.#deaths += 1;
    for (const { reject } of this.#waiting.values()) reject(new AskFailure(why));
    this.#waiting.clear();
  }
}
