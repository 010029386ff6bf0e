/** Questions that are counted, and what they are asked about: a person is asked six things at most. */
import type { AccountFacts } from '../../app/campaign/init/account.ts';
import type { Study } from '../../app/campaign/init/study.ts';
import type { ColumnRow } from '../../report/columns.ts';
import type { InitFlags } from './init-flags.ts';
import type { Questions } from './questions.ts';

/** The person pressed Ctrl-C at a question: nothing is made of what was answered before. */
export class Cancelled extends Error {}

/** A thing decided, and in a few words why where nobody said so. */
export type Said<T> = { readonly value: T; readonly because: string | null };

export type Asked = {
  readonly study: Study;
  readonly facts: AccountFacts;
  readonly flags: InitFlags;
  /** Null: what is proposed is taken. */
  readonly questions: Questions | null;
  /** Shows the list, once, before anything is asked. */
  readonly show: (columns: readonly ColumnRow[]) => void;
};

/** Stands for an answer that is none of the things listed. */
export const OTHER = '?';

/** Asks, and counts. */
export class Counted {
  readonly #questions: Questions | null;
  asked = 0;

  constructor(questions: Questions | null) {
    this.#questions = questions;
  }

  get open(): boolean {
    return this.#questions !== null;
  }

  async ask<T>(question: (questions: Questions) => Promise<T | null>): Promise<T> {
    if (this.#questions === null) throw new Cancelled();
    this.asked += 1;
    const given = await question(this.#questions);
    if (given === null) throw new Cancelled();
    return given;
  }
}

export const NOBODY_THERE = new Counted(null);
