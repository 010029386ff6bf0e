/** Rows whose hours never open: told when the list is loaded, for whoever waits for an hour that does not come is called by nobody. */
import type { DestinationIssue } from '../../load/row/types.ts';
import type { Plan } from '../../model/campaign.ts';
import { readPlace } from '../../model/place.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { makeHours, type Terms } from '../../policy/hours.ts';
import { lawOf, placeHours } from '../../policy/may-dial.ts';
import { lawWords } from '../../report/law-words.ts';

export type JudgePlace = (place: string) => DestinationIssue | null;

/** `endAt`: null where no end is asked about: of a campaign that is known, who is left is given up when it ends. */
export function neverOpen(
  plan: Terms & Pick<Plan, 'ringingTimeoutSeconds'>,
  from: Instant,
  endAt: Instant | null,
): JudgePlace {
  const its = placeHours(plan, makeHours());
  const known = new Map<string, DestinationIssue | null>();
  const judge: JudgePlace = (place) => {
    const opens = its.nextOpen(place, from);
    if (opens !== null && (endAt === null || opens < endAt)) return null;
    const law = lawOf(opens === null ? its.neverBy(place, from) : its.closedBy(place, from));
    const where = readPlace(place).zones.join(', ');
    const when =
      opens === null
        ? 'No hour of the next 60 days is left to ring it'
        : `It may be rung from ${formatInstant(opens)} on, and the campaign ends before`;
    const why = law === null ? 'the window of the campaign.' : lawWords(law);
    return {
      code: 'never_open',
      severity: 'error',
      message: `${when} (${where}): ${why}`,
      hint: law === null ? 'Widen "window", or set a later schedule.end_at.' : 'Leave it out of this campaign.',
    };
  };
  return (place) => {
    const judged = known.get(place);
    if (judged !== undefined) return judged;
    const issue = judge(place);
    known.set(place, issue);
    return issue;
  };
}
