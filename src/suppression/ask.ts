/**
 * Answers whoever dials: does a list outside the ledger hold one of these people back? Where that cannot be told nobody is
 * dialed: for some seconds it is waited for, then the campaign is paused. What hangs holds nobody for longer than its deadline.
 */
import type { Clock } from '../clock.ts';
import type { Campaign } from '../model/campaign.ts';
import { spellingsOf } from '../model/one-phone.ts';
import { scopesOf } from '../model/suppression.ts';
import { SECOND, type Duration, type Instant } from '../model/time.ts';
import { LATE, within } from './deadline.ts';
import { SharedListFailure, type Answer, type DoNotCall, type SharedEntry, type SharedList } from './port.ts';

/** A server's own deadlines end before this one; a network folder has none. */
export const DEADLINE: Duration = 3 * SECOND;
/**
 * What was asked for longer ago than this is not dialed by any more: as long as an appointment lasts (`LATENESS`), and what
 * whoever adds to the list waits for. A list that is always slower would have every appointment missed, and nobody told.
 */
export const FRESH: Duration = SECOND;
/** An outage of so long is waited for. */
export const PATIENCE: Duration = 15 * SECOND;
/** A machine that slept for an hour in the middle of a question has met no outage of an hour. */
const TIMES = 4;
/** What has not come by then never comes; one more may hang beside it. */
const GONE: Duration = 5 * DEADLINE;

/** What is wrong with a do-not-call file of the campaign, in a sentence, and since when. */
export type FileTrouble = { readonly message: string; readonly since: Instant };

export type AskOptions = {
  readonly clock: Clock;
  /** The list that a plan names. It may fail: that is an outage like any other. */
  readonly open: (shared: string) => Promise<SharedList>;
  /** Null: its files read as they should. */
  readonly files?: (campaign: Campaign) => FileTrouble | null;
  /** What a person should be told once. */
  readonly say?: (sentence: string) => void;
};

type Kept = {
  list: SharedList | null;
  /** Since when it cannot be asked, and how often it was. */
  failing: { readonly since: Instant; readonly times: number } | null;
  /** Asked and not answered yet: another question would hang beside it. */
  hanging: { readonly answer: Promise<void>; readonly since: Instant } | null;
  readonly said: Set<string>;
};

export type Asking = DoNotCall & { close(): Promise<void> };

export function askDoNotCall({ clock, open, files = () => null, say = () => undefined }: AskOptions): Asking {
  const lists = new Map<string, Kept>();

  const keptOf = (shared: string): Kept => {
    const kept = lists.get(shared) ?? { list: null, failing: null, hanging: null, said: new Set() };
    lists.set(shared, kept);
    return kept;
  };

  const find = async (kept: Kept, shared: string, numbers: readonly string[], now: Instant) => {
    const { hanging } = kept;
    if (hanging !== null && clock.now() < hanging.since + GONE) {
      if ((await within(clock, DEADLINE, hanging.answer)) === LATE) throw late(shared);
    }
    const since = clock.monotonic();
    const asked = (async () => {
      kept.list ??= await open(shared);
      return kept.list.find(numbers, now);
    })();
    const over = (): void => {
      if (kept.hanging === own) kept.hanging = null;
    };
    const own = { answer: asked.then(over, over), since: clock.now() };
    kept.hanging = own;
    const found = await within(clock, DEADLINE, asked);
    if (found === LATE) throw late(kept.list?.place ?? shared);
    const took = clock.monotonic() - since;
    if (took > FRESH) throw slow(kept.list?.place ?? shared, took);
    for (const sentence of kept.list?.odd?.() ?? []) {
      if (!kept.said.has(sentence)) say(sentence);
      kept.said.add(sentence);
    }
    return found;
  };

  return {
    ask: async (campaign, numbers, now) => {
      const trouble = files(campaign);
      if (trouble !== null) return troubled(trouble.message, trouble.since, now);
      const shared = campaign.plan.doNotCall?.shared ?? null;
      if (shared === null) return NOBODY;
      const kept = keptOf(shared);
      const spellings = new Map(numbers.flatMap((number) => spellingsOf(number).map((one) => [one, number] as const)));
      try {
        const found = await find(kept, shared, [...spellings.keys()], now);
        if (kept.failing !== null) say(`The shared do-not-call list ${kept.list?.place ?? ''} answers again.`);
        kept.failing = null;
        return heard(campaign, found, spellings);
      } catch (cause) {
        const { since, times } = kept.failing ?? { since: clock.now(), times: 0 };
        kept.failing = { since, times: times + 1 };
        const failure = cause instanceof SharedListFailure ? cause : null;
        const words = cause instanceof Error ? cause.message : String(cause);
        const said = failure === null ? words : `${words} ${failure.hint}`;
        return troubled(said, times + 1 < TIMES ? clock.now() : since, clock.now());
      }
    },
    close: async () => {
      for (const { list } of lists.values()) await list?.close();
    },
  };
}

const NOBODY: Answer = { is: 'heard', refused: new Map() };

/** Waits for what may mend itself; then a person is asked, in words that say how. */
function troubled(message: string, since: Instant, now: Instant): Answer {
  // A clock that was set back knows nothing of how long it lasts.
  if (now < since + PATIENCE) return { is: 'wait', note: `nobody is dialed for now: ${message}` };
  return { is: 'stop', message: `nobody is dialed while it cannot be told who is not to be called: ${message}` };
}

/** The one that holds longest is told. */
function heard(campaign: Campaign, found: readonly SharedEntry[], spellings: ReadonlyMap<string, string>): Answer {
  const scopes: readonly string[] = scopesOf(campaign);
  const refused = new Map<string, SharedEntry>();
  for (const entry of found) {
    const asked = spellings.get(entry.number);
    if (asked === undefined || !scopes.includes(entry.scope)) continue;
    const known = refused.get(asked);
    if (known === undefined || (known.until !== null && (entry.until ?? Infinity) > known.until))
      refused.set(asked, entry);
  }
  return { is: 'heard', refused };
}

function late(place: string): SharedListFailure {
  const hint = 'See that its server or its network folder is there.';
  return new SharedListFailure('away', `The shared do-not-call list ${place} does not answer.`, hint);
}

function slow(place: string, took: Duration): SharedListFailure {
  const message = `The shared do-not-call list ${place} took ${(took / SECOND).toFixed(1)} s to answer, and what it says is dialed by for ${FRESH / SECOND} s.`;
  return new SharedListFailure('away', message, 'Bring it nearer, or see what slows its server or its network folder.');
}
