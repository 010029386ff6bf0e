/** Who of a list said no to the team, asked while the list is read: read only, and no rule of its own, since the dial asks again. */
import type { Clock } from '../../clock.ts';
import { spellingsOf } from '../../model/one-phone.ts';
import { SHARED_LIST, type Scope } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { AskTeam } from '../../load/loading.ts';
import { DEADLINE } from '../../suppression/ask.ts';
import { LATE, within } from '../../suppression/deadline.ts';
import { SharedListFailure, type SharedEntry, type SharedList } from '../../suppression/port.ts';

export type TeamList = {
  readonly ask: AskTeam;
  close(): Promise<void>;
};

/** `open`: the list that the account names. `tell`: that it could not be asked, once. */
export function teamList(open: () => Promise<SharedList>, clock: Clock, tell: (sentence: string) => void): TeamList {
  let list: SharedList | null = null;
  let failed = false;
  const find = async (numbers: readonly string[], now: Instant): Promise<readonly SharedEntry[]> => {
    list ??= await open();
    return list.find(numbers, now);
  };
  return {
    ask: async (numbers, scopes, now) => {
      if (failed || numbers.length === 0) return NOBODY;
      const spelled = new Map(numbers.flatMap((number) => spellingsOf(number).map((one) => [one, number] as const)));
      try {
        const found = await within(clock, 2 * DEADLINE, find([...spelled.keys()], now));
        if (found === LATE) throw new SharedListFailure('away', 'The shared do-not-call list does not answer.', '');
        return heard(found, scopes, spelled);
      } catch (error) {
        if (!(error instanceof SharedListFailure)) throw error;
        failed = true;
        tell(
          `${`${error.message} ${error.hint}`.trim()} Who stands on it is not counted here; at the dial it is asked again.`,
        );
        return NOBODY;
      }
    },
    close: async () => {
      if (list !== null) await within(clock, DEADLINE, list.close());
    },
  };
}

const NOBODY: Said = new Map();

type Said = Awaited<ReturnType<AskTeam>>;

function heard(found: readonly SharedEntry[], scopes: readonly Scope[], spelled: ReadonlyMap<string, string>): Said {
  const said = new Map<string, { source: string; at: Instant; until: Instant | null }>();
  for (const { number, scope, at, until } of found) {
    const asked = spelled.get(number);
    if (asked === undefined || !(scopes as readonly string[]).includes(scope)) continue;
    const known = said.get(asked);
    if (known !== undefined && (known.until === null || (until !== null && until <= known.until))) continue;
    said.set(asked, { source: SHARED_LIST, at, until });
  }
  return said;
}
