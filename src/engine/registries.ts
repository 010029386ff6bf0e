/** Registries of those who are not to be called, asked in bulk ahead of the dialing: what the engine asks, and what it may hear. `app/` makes it safe to ask. */
import type { Instant } from '../model/time.ts';

/** `unknown`: the registry cannot say; nobody is dialed by it. `words`: its own; they may say anything about the person. */
export type Listed = { readonly listed: 'yes' | 'no' | 'unknown'; readonly words: string | null };

export type Registries = {
  /** May it be asked now? Not while it answers, nor so soon after it failed. Null: nobody here knows how to ask it. */
  ready(name: string, now: Instant): boolean | null;
  /** By the number. Null: it could not be asked, which was said, and is tried again by whoever finds it ready. Never throws. */
  ask(name: string, numbers: readonly string[]): Promise<ReadonlyMap<string, Listed> | null>;
};
