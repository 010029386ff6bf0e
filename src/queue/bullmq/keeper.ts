/** Keeps a link to the queue's server: notices that it is gone, even silently, and opens another until one holds. */
import { Signal, type Clock } from '../../clock.ts';
import type { Duration } from '../../model/time.ts';
import { answered, type Link, type OpenLink } from './link.ts';
import { openWithin, within } from './within.ts';

const PROBE_EVERY: Duration = 1_000;
/** A server that does not answer for so long is as good as away; a new link costs some milliseconds. */
const PROBE_WITHIN: Duration = 1_500;
/** Asked once more: after a process stood still, its alarms ring before it reads what came meanwhile. */
const PROBE_AGAIN_WITHIN: Duration = 500;
/** For opening: this, and so many exchanges as it may take. A far server must be reachable again, a near one soon. */
const OPEN_WITHIN: Duration = 1_000;
const EXCHANGES = 20;
const FIRST_GUESS: Duration = 50;
const SHORTEST_PAUSE: Duration = 100;
const LONGEST_PAUSE: Duration = 500;
/** A link that lived shorter was no success: the next is not opened at once, or a sick server is asked without end. */
const SHORT_LIFE: Duration = 5_000;

export type Keeper = {
  /** Null while there is none. */
  link(): Link | null;
  close(): Promise<void>;
};

export type KeeperOptions = {
  readonly clock: Clock;
  readonly open: OpenLink;
  /** Told of each link, and of null when it is gone (before it is dropped). Must not throw. */
  readonly changed: (link: Link | null) => void;
  readonly say: (sentence: string) => void;
  /** Of the sentences: where the server is. */
  readonly place: string;
};

export function keep(first: Link, { clock, open, changed, say, place }: KeeperOptions): Keeper {
  let current: Link | null = null;
  let closed = false;
  let away = false;
  let pause: Duration = 0;
  let exchange: Duration = FIRST_GUESS;
  const closing = new Signal();

  const rest = async (): Promise<void> => {
    if (pause > 0 && !closed) await clock.sleep(clock.now() + pause, closing);
    pause = Math.min(LONGEST_PAUSE, Math.max(SHORTEST_PAUSE, pause * 2));
  };

  /** Until it is gone, or the keeper is closed. Why, in words that follow its place. */
  const watch = async (link: Link): Promise<string> => {
    const wake = new Signal();
    let over = false;
    let why = 'does not answer';
    const end = (cause?: unknown): void => {
      const words = answered(cause);
      if (words !== null) why = `says "${words}"`;
      over = true;
      wake.wake();
    };
    void link.broken.then(end);
    const unlisten = closing.listen(() => end());
    while (!over && !closed) {
      await clock.sleep(clock.now() + PROBE_EVERY, wake);
      if (over || closed) break;
      const asked = clock.monotonic();
      try {
        const probe = link.probe();
        await within(clock, PROBE_WITHIN, probe).catch(() => within(clock, PROBE_AGAIN_WITHIN, probe));
        exchange = clock.monotonic() - asked;
      } catch {
        break;
      }
      if (away) say(`The queue is back: ${place}.`);
      away = false;
    }
    unlisten();
    return why;
  };

  const reopen = async (): Promise<Link | null> => {
    while (!closed) {
      await rest();
      if (closed) break;
      try {
        return await openWithin(clock, OPEN_WITHIN + EXCHANGES * exchange, open);
      } catch {
        // Asked again, for as long as it takes.
      }
    }
    return null;
  };

  const life = async (): Promise<void> => {
    for (let link: Link | null = first; link !== null; link = await reopen()) {
      if (closed) {
        link.drop();
        return;
      }
      current = link;
      const since = clock.monotonic();
      changed(link);
      const why = await watch(link);
      current = null;
      changed(null);
      link.drop();
      if (closed) return;
      if (!away) say(`The queue is away: ${place} ${why}. Outdial goes on asking.`);
      away = true;
      if (clock.monotonic() - since >= SHORT_LIFE) pause = 0;
    }
  };
  const living = life();

  return {
    link: () => current,
    close: () => {
      closed = true;
      closing.wake();
      return living;
    },
  };
}
