/** What a list that is loaded again brings, class by class, in sentences for whoever is asked before anything is dialed. Pure. */
import type { ListChanges } from '../model/load-report.ts';
import { count } from './when.ts';

/** `sync`: whom the list does not name any more is left out. `identified`: the list has a column of its own for who is who. */
export type ChangeFacts = {
  readonly sync: boolean;
  readonly identified: boolean;
  /** Whether rows that changed otherwise than in the number are taken. */
  readonly takesChanged: boolean;
};

/** Nothing for a campaign that is new, or where nothing differs. */
export function listChangeWords(
  changes: ListChanges,
  { sync, identified, takesChanged }: ChangeFacts,
): readonly string[] {
  const known = knownOf(changes);
  if (known === 0) return [];
  const said: string[] = [];
  const say = (n: number, sentence: (n: number) => string): void => void (n > 0 && said.push(sentence(n)));
  say(changes.new, (n) => `${count(n, 'new row')}: dialed`);
  say(changes.changed, (n) => {
    const taken = takesChanged
      ? 'the next call of whoever is not reached yet has the new data'
      : 'not asked for (--only)';
    return `${count(n, 'row')} changed otherwise than in the number: ${taken}`;
  });
  const taken = changes.corrected_unreached - changes.corrected_later;
  say(
    taken,
    (n) => `${count(n, 'corrected number')} of ${somebody(n)} not reached: dialed with the new one, with all tries`,
  );
  say(
    changes.corrected_later,
    (n) =>
      `${count(n, 'corrected number')} not taken now: a call may be open, or others were asked for; load the list again later`,
  );
  say(
    changes.corrected_reached,
    (n) => `${count(n, 'corrected number')} of ${somebody(n)} reached or left out: not dialed`,
  );
  say(
    changes.corrected_called,
    (n) => `${count(n, 'corrected number')} called already, under an id that is not in the list any more: left out`,
  );
  say(changes.called_already, (n) => `${count(n, 'row')} called already, nothing differs`);
  say(changes.vanished, (n) => vanishedWords(n, changes.vanished_waiting, sync));
  if (!identified && changes.new > 0 && changes.vanished > 0) said.push(UNIDENTIFIED);
  return said;
}

/** Of the campaign: where it is 0, everything is new and nothing has to be told apart. */
function knownOf({ new: _, vanished_waiting: __, woken: ___, corrected_later: ____, ...known }: ListChanges): number {
  return Object.values(known).reduce((sum, n) => sum + n, 0);
}

const UNIDENTIFIED =
  'The list has no id column, so a corrected number is a new row and a vanished one. --sync takes out whoever vanished ' +
  'and waits; "columns": {"id": …} in a campaign of another name would tell corrected numbers apart.';

function vanishedWords(vanished: number, waiting: number, sync: boolean): string {
  const rows = `${count(vanished, 'contact')} of before not in the list any more`;
  const wait = waiting === 1 ? '1 that waits' : `${waiting} that wait`;
  if (waiting === 0) return `${rows}: none of them waits to be dialed`;
  return sync ? `${rows}: ${wait} left out (--sync)` : `${rows}: ${wait} still dialed (--sync leaves them out)`;
}

function somebody(n: number): string {
  return n === 1 ? 'somebody' : 'people';
}
