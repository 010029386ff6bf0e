/** When a campaign begins, in sentences for whoever looks at it before. Pure. */
import type { Spec } from '../../load/spec/spec.ts';
import { everyWords } from '../../model/recurring.ts';
import { latestStart } from '../../model/schedule.ts';
import { formatDuration, type Instant } from '../../model/time.ts';
import { whenIn } from '../../report/waiting.ts';
import { formatWhen } from '../../report/when.ts';
import { firingAfter, zoneOf } from './firings.ts';

/** `begun`: somebody of it was dialed before, so that it goes on. */
export function scheduleNotes(spec: Spec, now: Instant, zone: string, begun = false): readonly string[] {
  const { recurring, startAt, startLatest, after } = spec;
  const notes: string[] = [];
  if (recurring !== null) {
    const series = { ...spec, recurring };
    const [own, next] = [zoneOf(series, zone), firingAfter(series, zone, now)];
    const first = next === null ? 'it is over' : `next ${whenIn(next.at, now, own, zone)}`;
    notes.push(`It is dialed anew ${everyWords(recurring.every)} (${own}) while outdial run goes on; ${first}.`);
  } else if (startAt !== null) {
    const when = formatWhen(startAt, now, zone);
    const latest = latestStart(spec, startAt);
    if (startAt > now) notes.push(`It begins ${when}${lateWords(startLatest, now, zone)}.`);
    else if (latest !== null && latest < now && !begun) {
      notes.push(
        `Its start, ${when}, has passed by more than schedule.start_latest allows: with --yes it pauses before the first call.`,
      );
    }
  }
  if (after !== undefined) notes.push(`It begins once "${after.name}" is finished.`);
  return notes;
}

function lateWords(latest: Spec['startLatest'], now: Instant, zone: string): string {
  if (latest === undefined) return '';
  return latest.is === 'until'
    ? `, and not after ${formatWhen(latest.at, now, zone)}`
    : `, and pauses where it is held up by more than ${formatDuration(latest.duration)}`;
}
