/** Reads the do-not-call files of stored campaigns again before they are dialed on: what changed meanwhile is obeyed at the first ring. */
import type { Campaign } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { ListTrouble, readListAgain, type Ledger } from './read-list.ts';

/** Sentences about what is new in them. Throws `do_not_call_unread` where one cannot be read: nobody is dialed by a guess. */
export async function readFilesAgain(campaigns: readonly Campaign[], ledger: Ledger): Promise<readonly string[]> {
  const problems: Problem[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  for (const {
    plan: { doNotCall },
  } of campaigns) {
    if (doNotCall === undefined) continue;
    const { files, defaultCountry, extraUsAreaCodes } = doNotCall;
    for (const path of files) {
      const once = JSON.stringify([path, defaultCountry, extraUsAreaCodes]);
      if (seen.has(once)) continue;
      seen.add(once);
      try {
        const { added } = await readListAgain(path, { defaultCountry, extraUsAreaCodes }, ledger);
        if (added > 0) notes.push(`${path} was read again: ${count(added, 'new number')} that nobody calls any more.`);
      } catch (error) {
        if (!(error instanceof ListTrouble)) throw error;
        problems.push({
          code: 'do_not_call_unread',
          message: `${error.detail.replace(/\.$/, '')}. Nobody was dialed.`,
          hint: HINT,
        });
      }
    }
  }
  if (problems.length > 0) throw new UserError(problems);
  return notes;
}

const HINT =
  'Mend it, or bring it back where it was; or run the campaign file again, with the do-not-call files that hold now.';
