/**
 * Whether the run goes on: stopped, lost to another engine, broken, or asked to pause, and what is still under way.
 * Written by the engine's handle (stop, lease), by whoever meets what ends or pauses a run (`fail`, `requestPause`), and by
 * the clock guard; the loops read it before each round, the dispatcher obeys the pause requests.
 */
import { Signal } from '../../clock.ts';

export type Stopping = 'no' | 'draining' | 'now';

/** Wakes one of the loops, or the end of them. */
export type Signals = Readonly<Record<'dispatch' | 'poll' | 'sweep' | 'later' | 'end', Signal>>;

export class RunControl {
  readonly signals: Signals = {
    ...{ dispatch: new Signal(), poll: new Signal(), sweep: new Signal() },
    ...{ later: new Signal(), end: new Signal() },
  };
  #stopping: Stopping = 'no';
  #lostLease = false;
  #broken: Error | null = null;
  #clockDoubted = false;
  #unreadable = false;
  readonly #pauses = new Set<string>();
  readonly #underWay = new Set<Promise<void>>();

  get stopping(): Stopping {
    return this.#stopping;
  }

  /** Another engine took the account. */
  get lostLease(): boolean {
    return this.#lostLease;
  }

  /** The ledger can remember nothing more, or an engine's loop failed: nothing is dialed after it, and the run ends. */
  get broken(): Error | null {
    return this.#broken;
  }

  /** The wall clock has jumped, or is not the provider's: nothing is dialed until they agree. */
  get clockDoubted(): boolean {
    return this.#clockDoubted;
  }

  /** The provider lets nobody see the open calls any more: nobody waits for them. */
  get unreadable(): boolean {
    return this.#unreadable;
  }

  /** Why every campaign is to be paused before anything more is dialed, each cause once, in the order they were met. */
  get pauseRequests(): readonly string[] {
    return [...this.#pauses];
  }

  /** Sends whose reply is awaited, and other work that the engine waits for before it ends. */
  get underWay(): ReadonlySet<Promise<void>> {
    return this.#underWay;
  }

  /** Draining: no new dials, open calls are waited for. A stop at once is not softened by a later one. */
  stop(how: 'draining' | 'now'): void {
    if (how === 'now' || this.#stopping === 'no') this.#stopping = how;
    this.#wakeAll();
  }

  loseLease(): void {
    this.#lostLease = true;
    this.#wakeAll();
  }

  /** Ends the run at once, for the first of these reasons. */
  fail(cause: unknown): void {
    this.#broken ??= cause instanceof Error ? cause : new Error(String(cause));
    this.stop('now');
  }

  /** A queue and no slot: of two causes that are met in one look both are said. */
  requestPause(message: string): void {
    this.#pauses.add(message);
    this.signals.dispatch.wake();
  }

  /** These requests were obeyed. Those that came meanwhile stand. */
  pausesMade(messages: readonly string[]): void {
    for (const message of messages) this.#pauses.delete(message);
  }

  doubtClock(doubted: boolean): void {
    this.#clockDoubted = doubted;
  }

  giveUpReading(): void {
    this.#unreadable = true;
    this.signals.dispatch.wake();
  }

  /** Something whose end nobody waits for now; it must not reject. */
  track(work: Promise<void>): void {
    const tracked = work.finally(() => this.#underWay.delete(tracked));
    this.#underWay.add(tracked);
  }

  #wakeAll(): void {
    for (const signal of Object.values(this.signals)) signal.wake();
  }
}
