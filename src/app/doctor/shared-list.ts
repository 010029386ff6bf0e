/** What `doctor` finds out about the do-not-call list that a team shares: it is asked as whoever dials asks it. */
import type { Config } from '../../config/environment.ts';
import type { Account } from '../../load/spec/account.ts';
import { count } from '../../report/when.ts';
import { DEADLINE } from '../../suppression/ask.ts';
import { LATE, within } from '../../suppression/deadline.ts';
import { SharedListFailure } from '../../suppression/port.ts';
import { openSharedList } from '../open-suppression.ts';
import type { Runtime } from '../runtime.ts';
import { failures, type Finding } from './finding.ts';

const CHECK = 'shared_list';

export async function sharedListFindings(
  config: Config,
  account: Account | null,
  runtime: Runtime,
): Promise<readonly Finding[]> {
  const shared = account?.sharedSuppression ?? null;
  if (shared === null) return [];
  try {
    const list = await openSharedList(shared, config, runtime);
    try {
      const { clock } = runtime;
      // Connecting and asking have a deadline each.
      const seen = await within(clock, 2 * DEADLINE, list.look(clock.now()));
      if (seen === LATE)
        return [failed(`${list.place} does not answer`, 'See that its server or its network folder is there.')];
      const message = `${list.place}, ${count(seen.numbers, 'number')}, asked before each dial`;
      const odd = seen.odd.map((sentence): Finding => {
        return { check: CHECK, is: 'warning', message: sentence, mend: 'Mend the line, or take it out.' };
      });
      return [{ check: CHECK, is: 'ok', message }, ...odd];
    } finally {
      await list.close();
    }
  } catch (error) {
    if (error instanceof SharedListFailure) return [failed(error.message, error.hint)];
    return failures(CHECK, error);
  }
}

/** A run would wait for it, and then pause; better now. */
function failed(message: string, mend: string): Finding {
  return { check: CHECK, is: 'fails', message, mend };
}
