/** Who listens to a campaign. A listener that throws stops nothing, and what it threw is told to those who listen for errors. */
import type { CampaignEvents } from '../app/campaign/follow.ts';
import { userError } from '../model/errors.ts';
import type { RunPicture } from '../report/progress.ts';

/** What a listener is handed, by the name of the event. */
export type Events = CampaignEvents & {
  /** How the run goes: twice a second at most. Of a run of several campaigns, all of them together. */
  readonly progress: RunPicture;
  /** What a person should be told once, in a sentence. It may hold numbers. */
  readonly notice: { readonly sentence: string };
  /** A listener, `beforeDial`, or the reading of events threw: `where` says which. Nothing was stopped by it. */
  readonly error: { readonly where: EventName | 'beforeDial' | 'events'; readonly cause: unknown };
};
/** The names of what can be listened for. */
export type EventName = keyof Events;

const NAMES: Readonly<Record<EventName, true>> = {
  dialing: true,
  placed: true,
  started: true,
  ended: true,
  missed: true,
  in_doubt: true,
  review: true,
  settled: true,
  deferred: true,
  reopened: true,
  running: true,
  paused: true,
  finished: true,
  canceled: true,
  progress: true,
  notice: true,
  error: true,
};

/** Called with each event of its name. */
export type Listener<E extends EventName> = (event: Events[E]) => unknown;

export class Listeners {
  readonly #all = new Map<EventName, Set<(event: never) => unknown>>();
  #unheard = 0;

  /** Errors that nobody listened for. */
  get unheard(): number {
    return this.#unheard;
  }

  on<E extends EventName>(name: E, listener: Listener<E>): void {
    check(name, listener);
    const listeners = this.#all.get(name) ?? new Set();
    this.#all.set(name, listeners.add(listener));
  }

  off<E extends EventName>(name: E, listener: Listener<E>): void {
    check(name, listener);
    this.#all.get(name)?.delete(listener);
  }

  has(name: EventName): boolean {
    return (this.#all.get(name)?.size ?? 0) > 0;
  }

  /** Never throws, and waits for nobody. */
  tell<E extends EventName>(name: E, event: Events[E]): void {
    // Of a copy: a listener may take itself away.
    for (const listener of [...(this.#all.get(name) ?? [])] as Listener<E>[]) {
      try {
        const said: unknown = listener(event);
        if (said instanceof Promise) said.catch((cause: unknown) => this.failed(name, cause));
      } catch (cause) {
        this.failed(name, cause);
      }
    }
  }

  failed(where: Events['error']['where'], cause: unknown): void {
    // Whoever fails at hearing of failures is not told of that for ever.
    if (where === 'error' || !this.has('error')) this.#unheard += 1;
    else this.tell('error', { where, cause });
  }
}

function check(name: unknown, listener: unknown): void {
  if (typeof name !== 'string' || !Object.hasOwn(NAMES, name)) {
    throw userError('wrong_option', 'There is no event of that name.', `There are: ${Object.keys(NAMES).join(', ')}.`);
  }
  if (typeof listener !== 'function') throw userError('wrong_option', 'A listener must be a function.');
}
