/** What a program of the account is told before somebody is dialed, and what its answer means. */
import { own } from '../../model/own.ts';
import type { BeforeDialAnswer, BeforeDialHook } from './before-dial.ts';

export type Question = {
  readonly contact: string | null;
  readonly campaign: string;
  readonly number: string;
  readonly attempt: number;
  /** Of the columns that `outdial.json` names; none of any other. */
  readonly cells: Readonly<Record<string, string>>;
};

/** `{"answer": "yes" | "no" | "later", "reason"?, "until"?}`; whatever else it is, it is no yes. */
type Ask = (question: Question, signal: AbortSignal) => Promise<Readonly<Record<string, unknown>>>;

export function hookOf(named: readonly string[], ask: Ask): BeforeDialHook {
  return async ({ id, campaign, number, attempt, columns }, { signal }) => {
    const cells = Object.fromEntries(
      named.flatMap((name) => {
        const cell = own(columns, name);
        return cell === undefined ? [] : [[name, cell] as const];
      }),
    );
    return meaning(await ask({ contact: id, campaign, number, attempt, cells }, signal));
  };
}

function meaning(answer: Readonly<Record<string, unknown>>): BeforeDialAnswer {
  const [said, reason, until] = [own(answer, 'answer'), own(answer, 'reason'), own(answer, 'until')];
  if (said === 'yes') return true;
  if (said === 'no') return typeof reason === 'string' && reason !== '' ? { no: reason } : false;
  if (said === 'later' && until === undefined) return 'later';
  // What it means is asked as of a hook: an instant that is none is no answer.
  return { later: said === 'later' && typeof until === 'string' ? until : '' };
}
