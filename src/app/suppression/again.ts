/** Reads the do-not-call files of stored campaigns again before they are dialed on: what changed meanwhile is obeyed at the first ring. */
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { ListTrouble, readListAgain, stampOf, type Ledger } from './read-list.ts';

/** How the reason begins where a campaign was paused because of its file. */
export const STOPPED = 'nobody is dialed while its do-not-call file cannot be read';

/**
 * Sentences about what is new in them. Throws `do_not_call_unread` where one cannot be read: nobody is dialed by a guess.
 * `elsewhere`: others dial, and a file may be on another machine alone. That is told of, unless its campaign was paused for it:
 * by what was read of it once nobody is dialed then.
 */
export async function readFilesAgain(
  campaigns: readonly Campaign[],
  ledger: Ledger,
  elsewhere = false,
): Promise<readonly string[]> {
  const problems: Problem[] = [];
  const notes: string[] = [];
  const seen = new Set<string>();
  for (const { state, plan } of campaigns) {
    const { doNotCall } = plan;
    if (doNotCall === undefined) continue;
    const { files, defaultCountry, extraUsAreaCodes } = doNotCall;
    for (const path of files) {
      const once = JSON.stringify([path, defaultCountry, extraUsAreaCodes]);
      if (seen.has(once)) continue;
      seen.add(once);
      try {
        await stampOf(path, ledger.clock);
        const { added } = await readListAgain(path, { defaultCountry, extraUsAreaCodes }, ledger);
        if (added > 0) notes.push(`${path} was read again: ${count(added, 'new number')} that nobody calls any more.`);
      } catch (error) {
        if (!(error instanceof ListTrouble)) throw error;
        if (elsewhere && !error.inside && !wasStopped(state)) {
          notes.push(
            `${error.detail} on this machine: what was read of it last is obeyed, and what was written into it since is not.`,
          );
          continue;
        }
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

function wasStopped(state: CampaignState): boolean {
  return state.is === 'paused' && state.why === 'rule' && state.message.startsWith(STOPPED);
}

const HINT =
  'Mend it, or bring it back where it was; or run the campaign file again, with the do-not-call files that hold now.';
