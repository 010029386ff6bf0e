/** Refusals that a person mends by asking otherwise. How one asks is known to a command line, a page or a program: it says the rest. */
import { UserError, type Problem } from '../model/errors.ts';
import type { Source } from './campaign/source.ts';

/** What would be asked instead, as data. */
export type Remedy =
  /** The same under another name. */
  | { readonly is: 'rename'; readonly name: string }
  /** Contacts known by this column, by their numbers where it is null; or the same under another name. */
  | { readonly is: 'identify_by'; readonly column: string | null; readonly name: string }
  /** Only what has come since; or everybody, under another name. */
  | { readonly is: 'continue'; readonly name: string }
  /** A look at the list says why. */
  | { readonly is: 'check' };

/** Its `hint` says the remedy in words that are true of every way to ask. */
export class Refusal extends UserError {
  readonly remedy: Remedy;
  /** What it is about, of what was given. */
  readonly about: readonly Source[];
  constructor(problem: Problem, remedy: Remedy, about: readonly Source[]) {
    super(problem);
    this.remedy = remedy;
    this.about = about;
  }
}
