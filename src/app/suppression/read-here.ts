/**
 * The do-not-call files of campaigns that somebody has workers dial on, read once by whoever says so: workers have no files,
 * and no run may be there that watches them.
 */
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import type { Clock } from '../../clock.ts';
import type { Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import { ListTrouble, readListAgain, stampOf } from './read-list.ts';

/** How the reason begins where a campaign was paused because of its file. */
export const STOPPED = 'nobody is dialed while its do-not-call file cannot be read';

/**
 * Answers what a person should know. Throws `file_unreadable` where a file is there and cannot be read, or is what its campaign
 * was paused for: by what was read of it once nobody is dialed then. One that is on another machine alone is told of.
 */
export async function readListsHere(
  store: Store,
  campaigns: readonly Campaign[],
  clock: Clock,
): Promise<readonly string[]> {
  const notes: string[] = [];
  if (campaigns.every(({ plan }) => (plan.doNotCall?.files.length ?? 0) === 0)) return notes;
  const digest = digestOf(await store.info());
  for (const { name, state, plan } of campaigns) {
    const { files, ...rules } = plan.doNotCall ?? { files: [], defaultCountry: null, extraUsAreaCodes: [] };
    for (const path of files) {
      try {
        await stampOf(path, clock);
        const { added } = await readListAgain(path, rules, { store, digest, clock });
        if (added > 0) notes.push(`${path} was read again: ${count(added, 'new number')} that nobody calls any more.`);
      } catch (error) {
        if (!(error instanceof ListTrouble)) throw error;
        if (error.inside || wasStopped(state)) throw refused(name, error);
        notes.push(
          `${error.detail} on this machine: what was read of it last is obeyed, and what was written into it since is not.`,
        );
      }
    }
  }
  return notes;
}

function wasStopped(state: CampaignState): boolean {
  return state.is === 'paused' && state.why === 'rule' && state.message.startsWith(STOPPED);
}

function refused(name: string, { detail }: ListTrouble): Error {
  return userError(
    'file_unreadable',
    `"${name}" is not dialed while its do-not-call file cannot be read: ${detail}.`,
    'Mend it, or put it back, and resume where the file is.',
  );
}
