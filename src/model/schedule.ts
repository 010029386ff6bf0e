/** When a campaign as a whole may begin, besides `startAt` and `endAt`: how late at most, and after which other. */
import type { CampaignId } from './ids.ts';
import { own } from './own.ts';
import { ifThere, number, text, within, type Fields } from './stored-fields.ts';
import { HOUR, type Duration, type Instant } from './time.ts';

/** How late a start may be, from the first moment at which somebody could have been rung; or until when. */
export type StartLatest =
  { readonly is: 'within'; readonly duration: Duration } | { readonly is: 'until'; readonly at: Instant };

/** Absent in plans of before: whenever somebody runs it, and after nobody. */
export type ScheduleOptions = {
  readonly startLatest?: StartLatest;
  /** It begins once that campaign of the ledger is finished. `name`: as the file calls it. */
  readonly after?: { readonly id: CampaignId; readonly name: string };
};

/** Where a start is given and nothing is said of how late it may be: what an outage held up for longer a person starts. */
export const USUAL_LATENESS: Duration = HOUR;

/** They alone of what is handed over. */
export function scheduleOptionsOf({ startLatest, after }: ScheduleOptions): ScheduleOptions {
  return {
    ...(startLatest === undefined ? {} : { startLatest }),
    ...(after === undefined ? {} : { after }),
  };
}

export function readScheduleOptions(of: Fields): ScheduleOptions {
  return { ...ifThere(readLatest, of, 'startLatest'), ...ifThere(readAfter, of, 'after') };
}

function readLatest(of: Fields, name: string): StartLatest {
  const latest = within(of, name);
  return own(latest, 'is') === 'until'
    ? { is: 'until', at: number(latest, 'at') }
    : { is: 'within', duration: number(latest, 'duration') };
}

function readAfter(of: Fields, name: string): NonNullable<ScheduleOptions['after']> {
  const after = within(of, name);
  return { id: text(after, 'id') as CampaignId, name: text(after, 'name') };
}

/** `firstChance`: when somebody could have been rung first, from `startAt` on. Null: whenever. */
export function latestStart({ startLatest }: ScheduleOptions, firstChance: Instant): Instant | null {
  if (startLatest === undefined) return null;
  return startLatest.is === 'until' ? startLatest.at : firstChance + startLatest.duration;
}
