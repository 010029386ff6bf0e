/** What a load changes of a campaign that is known: shown to the program before it is done, and told afterwards. */
import { againstOf } from '../app/campaign/against.ts';
import type { Prepared, Proposal } from '../app/campaign/prepare.ts';
import { UserError, userError } from '../model/errors.ts';
import type { Kept } from '../model/list-changes.ts';
import type { Instant } from '../model/time.ts';
import { operatorZone } from '../report/when.ts';
import { aborted } from './given-campaign.ts';
import type { LoadChanges, LoadCounts } from './load-counts.ts';
import type { LoadOptions } from './run-options.ts';

const KEPT = ['new', 'changed', 'corrected'] as const satisfies readonly Kept[];

/** A kind that there is not would leave out everybody. */
export function keptOf(words: readonly string[]): readonly Kept[] {
  const known = KEPT.filter((kind) => words.includes(kind));
  const all = words.every((word) => KEPT.some((kind) => kind === word));
  if (all && known.length > 0) return known;
  throw userError('wrong_option', 'The option only names kinds of rows.', `At least one of ${KEPT.join(', ')}.`);
}

/** Null where the campaign is new. */
export function changesOf(proposal: Proposal, now: Instant): LoadChanges | null {
  const against = againstOf(proposal, operatorZone(), now);
  if (against === null) return null;
  return { list: { ...proposal.loaded.report.changes }, plan: against.plan, spent: against.spent };
}

/** Asked once. A signal ends the waiting for an answer. */
export async function refuseUnlessAgreed(
  changes: LoadChanges,
  agree: NonNullable<LoadOptions['onChanges']>,
  signal: AbortSignal,
): Promise<void> {
  let answer: unknown;
  let cause: unknown;
  try {
    answer = await agree(changes);
  } catch (error) {
    cause = error;
  }
  if (signal.aborted) throw aborted(signal);
  if (answer === true) return;
  const message = 'What this load changes was not agreed to. Nothing was loaded.';
  const hint = 'onChanges answered something else than true, or threw.';
  throw new UserError({ code: 'changes_refused', message, hint }, cause === undefined ? {} : { cause });
}

export function countsOf({ loaded, counts }: Prepared, changes: LoadChanges | null): LoadCounts {
  const { rows, accepted, rejected, skipped, byCode } = loaded.report;
  return { rows, accepted, rejected, skipped, byCode, toDial: counts.states.ready, changes };
}
