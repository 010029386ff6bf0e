/**
 * What a person should know: at this moment, by where it comes from, and once. Written by every loop for its own source, so
 * that none wipes out another's; read by whoever shows progress.
 */

/** The ledger does not answer, dialing waits for something, for its hours or another campaign, a campaign for its own limits, the lists of calls cannot be read. */
export type Source = 'ledger' | 'dialing' | 'hours' | 'limits' | 'calls';

/** The gravest first. */
const ORDER: readonly Source[] = ['ledger', 'dialing', 'hours', 'limits', 'calls'];

export class Notices {
  readonly #notes = new Map<Source, string>();
  readonly #once = new Set<string>();
  readonly #tell: (sentence: string) => void;

  constructor(tell: (sentence: string) => void = () => undefined) {
    this.#tell = tell;
  }

  /** The gravest of what stands. */
  get current(): string | null {
    for (const source of ORDER) {
      const note = this.#notes.get(source);
      if (note !== undefined) return note;
    }
    return null;
  }

  /** Nothing graver stands than that it is no time to dial. */
  get waits(): boolean {
    return ORDER.find((source) => this.#notes.has(source)) === 'hours';
  }

  note(source: Source, text: string): void {
    this.#notes.set(source, text);
  }

  clear(source: Source): void {
    this.#notes.delete(source);
  }

  /** Said the first time that this `key` is met. */
  once(key: string, sentence: string): void {
    if (this.#once.has(key)) return;
    this.#once.add(key);
    this.#tell(sentence);
  }

  /** A sentence that is not shown again. */
  say(sentence: string): void {
    this.#tell(sentence);
  }
}
