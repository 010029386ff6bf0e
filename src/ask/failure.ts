/** Why somebody who was asked gave no answer that counts: in words that name nobody, since what they wrote may. */
export class AskFailure extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'AskFailure';
  }
}

/** How a program is begun, every part decided before. */
export type CommandToRun = {
  readonly command: readonly [string, ...string[]];
  readonly dir: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
};
