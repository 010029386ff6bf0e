/** Asks the registries about a whole list once it is loaded, in bulk: who is listed leaves before anybody is dialed. */
// The dial asks again where an answer is too old by then, and whatever could not be asked here: nobody is dialed without.
import type { Clock } from '../../clock.ts';
import { scrubChange, unscrubbed } from '../../engine/dial/scrub-first.ts';
import type { Registries } from '../../engine/registries.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { MINUTE, type Duration } from '../../model/time.ts';
import type { Hours } from '../../policy/hours.ts';
import { count } from '../../report/when.ts';
import type { Change, RowRecord, Store } from '../../store/port.ts';

/** Numbers in one question. */
const BULK = 1000;
/** Changes in one commit. */
const CHUNK = 200;
/** A run waits no longer for it: the rest is asked beside the dialing. */
const WITHIN: Duration = 2 * MINUTE;

type Asking = {
  readonly store: Store;
  readonly clock: Clock;
  readonly hours: Hours;
  readonly registries: Registries;
};

export type Scrubbed = {
  readonly asked: number;
  readonly listed: number;
  /** Who could not be asked about now. */
  readonly left: number;
};

export async function scrubList({ store, clock, hours, registries }: Asking, campaign: Campaign): Promise<Scrubbed> {
  const until = clock.now() + WITHIN;
  let [asked, listed, left] = [0, 0, 0];
  let after: RowRecord | null = null;
  for (;;) {
    const page: readonly RowRecord[] = await store.rows(campaign.id, after, BULK);
    after = page.at(-1) ?? null;
    if (after === null) return { asked, listed, left };
    let people = page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    const names = new Set(people.flatMap((one) => wanting(one)));
    const numbers = await numbersOf(people);
    for (const name of names) {
      const those = people.filter((one) => wanting(one).includes(name) && numbers.has(one.id));
      const at = clock.now();
      const ready = at < until && registries.ready(name, at) === true;
      const heard = ready
        ? await registries.ask(name, [...new Set(those.map(({ id }) => numbers.get(id) ?? ''))])
        : null;
      if (heard === null) {
        left += those.length;
        continue;
      }
      const changes = those.flatMap((one) => {
        const answer = heard.get(numbers.get(one.id) ?? '');
        // Of whom it cannot tell it is asked again when it is their turn.
        return answer === undefined || answer.listed === 'unknown'
          ? []
          : scrubChange(one, name, answer, at, clock.now());
      });
      const stood = await written(changes);
      asked += those.length;
      listed += stood.filter(({ state }) => state.is === 'skipped').length;
      people = people.map((one) => stood.find(({ id }) => id === one.id) ?? one);
    }
  }

  function wanting(contact: Contact): readonly string[] {
    return contact.state.is === 'ready' ? unscrubbed({ hours }, campaign, contact, clock.now()) : [];
  }

  async function numbersOf(people: readonly Contact[]): Promise<ReadonlyMap<string, string>> {
    const rows = await store.personal(
      people.filter((one) => wanting(one).length > 0).map(({ id }) => id),
      'row',
    );
    return new Map(
      [...rows].flatMap(([id, { to_number: number }]) => (typeof number === 'string' ? [[id, number]] : [])),
    );
  }

  /** The contacts as they stand by it: who has moved meanwhile is asked about again when it is their turn. */
  async function written(changes: readonly Change[]): Promise<readonly Contact[]> {
    const stood: Contact[] = [];
    for (let from = 0; from < changes.length; from += CHUNK) {
      const chunk = changes.slice(from, from + CHUNK);
      const results = await store.commit(chunk, {});
      stood.push(...chunk.flatMap(({ contact }, nth) => (results[nth]?.is === 'done' ? [contact.to] : [])));
    }
    return stood;
  }
}

/** Null where nobody had to be asked about. */
export function scrubbedWords({ asked, listed, left }: Scrubbed): string | null {
  if (asked + left === 0) return null;
  const said = asked === 0 ? [] : [`asked about ${count(asked, 'number')}, ${listed} of them listed and left out`];
  const rest = left === 0 ? [] : [`${count(left, 'number')} asked about when it is their turn`];
  return `Registries: ${[...said, ...rest].join('; ')}.`;
}
