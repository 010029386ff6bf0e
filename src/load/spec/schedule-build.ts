/** Reads the values of `schedule`, with the reason for each that cannot be one. Pure. */
import { campaignId } from '../../model/ids.ts';
import { readEvery, EVERY_FORMS, type Recurring } from '../../model/recurring.ts';
import { USUAL_LATENESS, type ScheduleOptions, type StartLatest } from '../../model/schedule.ts';
import { DAY, formatInstant, parseDuration, parseInstant, type Instant } from '../../model/time.ts';
import { aroundGap, readingsOf } from '../../model/zone-time.ts';
import type { Broken } from './broken.ts';
import { show } from './problems.ts';
import type { SpecInput } from './schema.ts';
import { isZone } from './zone-name.ts';

type Given = NonNullable<SpecInput['schedule']>;
type Read<T> = { readonly value: T } | { readonly broken: Omit<Broken, 'path'> };

export type BuiltSchedule = ScheduleOptions & {
  readonly startAt: Instant | null;
  readonly endAt: Instant | null;
  readonly recurring: Recurring | null;
};

export function scheduleOf(given: Given | undefined): BuiltSchedule {
  const every = given?.every === undefined ? undefined : readEvery(given.every);
  const startAt = valueOf(instantOf(given?.start_at));
  const starts = startAt !== null || every !== undefined;
  const latest = valueOf(latestOf(given?.start_latest)) ?? (starts ? USUAL : null);
  return {
    startAt,
    endAt: valueOf(instantOf(given?.end_at)),
    ...(latest === null ? {} : { startLatest: latest }),
    ...(given?.after === undefined ? {} : { after: { id: campaignId(given.after), name: given.after } }),
    recurring: every === undefined ? null : { every, zone: given?.timezone ?? null },
  };
}

const USUAL: StartLatest = { is: 'within', duration: USUAL_LATENESS };

function valueOf<T>(read: Read<T> | null): T | null {
  return read !== null && 'value' in read ? read.value : null;
}

export function scheduleRules({ name, schedule: given }: SpecInput): Broken[] {
  if (given === undefined) return [];
  const broken: Broken[] = [];
  const add = (key: keyof Given, message: string, hint?: string): void => {
    broken.push({ path: ['schedule', key], message, ...(hint === undefined ? {} : { hint }) });
  };
  const at = (key: 'start_at' | 'end_at'): Instant | null => {
    const read = instantOf(given[key]);
    if (read !== null && 'broken' in read) add(key, read.broken.message, read.broken.hint);
    return valueOf(read);
  };
  const [start, end] = [at('start_at'), at('end_at')];
  if (start !== null && end !== null && start >= end) {
    add('end_at', `must be later than start_at, not ${show(given.end_at)}.`);
  }
  const latest = latestOf(given.start_latest);
  if (latest !== null && 'broken' in latest) add('start_latest', latest.broken.message, latest.broken.hint);
  const until = valueOf(latest);
  const { every } = given;
  if (until !== null && given.start_at === undefined && every === undefined) {
    add('start_latest', 'has no effect without start_at or every.', 'Add one of them, or remove this.');
  }
  if (until?.is === 'until' && every !== undefined) {
    add('start_latest', `must be a duration beside every, not ${show(given.start_latest)}.`);
  } else if (until?.is === 'until' && start !== null && until.at < start) {
    add('start_latest', `must not be earlier than start_at, not ${show(given.start_latest)}.`);
  } else if (until?.is === 'until' && end !== null && until.at >= end) {
    add('start_latest', `must be earlier than end_at, not ${show(given.start_latest)}.`);
  }
  if (every !== undefined && readEvery(every) === undefined) {
    add('every', `must be days and a time of day that exist, not ${show(every)}.`, `Such as ${EVERY_FORMS}.`);
  }
  if (given.after?.trim() === '') add('after', `must be the name of a campaign, not ${show(given.after)}.`);
  else if (given.after !== undefined && name !== undefined && campaignId(given.after) === campaignId(name)) {
    add('after', `must name another campaign, not ${show(given.after)}: it would wait for itself.`, 'Remove it.');
  }
  if (every !== undefined && given.after !== undefined) {
    add('after', 'cannot stand beside every: a recurring campaign begins by the clock.', 'Remove one of them.');
  }
  const zone = given.timezone;
  if (zone !== undefined && !isZone(zone)) {
    add('timezone', `must be an IANA time zone, not ${show(zone)}.`, 'Such as "America/New_York".');
  } else if (zone !== undefined && every === undefined) {
    add('timezone', 'has no effect without every.', 'A start or an end has its zone behind it: "… America/New_York".');
  }
  return broken;
}

function latestOf(text: string | undefined): Read<StartLatest> | null {
  const duration = text === undefined ? undefined : parseDuration(text);
  if (duration === undefined) {
    const read = instantOf(text);
    return read === null || 'broken' in read ? read : { value: { is: 'until', at: read.value } };
  }
  if (duration <= 7 * DAY) return { value: { is: 'within', duration } };
  return { broken: { message: `must be from "0" to "7d", not ${show(text)}.` } };
}

/** A local time that does not exist, or exists twice, is nobody's to choose. */
function instantOf(text: string | undefined): Read<Instant> | null {
  if (text === undefined) return null;
  const exact = parseInstant(text);
  if (exact !== undefined) return { value: exact };
  const [, day = '', time = '', zone = ''] = /^(\S{10})[ T](\S{5}) (\S+)$/.exec(text) ?? [];
  if (zone !== '' && !isZone(zone)) {
    return {
      broken: { message: `must name an IANA time zone, not ${show(text)}.`, hint: 'Such as "America/New_York".' },
    };
  }
  const wall = zone === '' ? undefined : parseInstant(`${day}T${time}:00Z`);
  if (wall === undefined) return { broken: { message: `must be a day and time that exist, not ${show(text)}.` } };
  const readings = readingsOf(wall, zone);
  const [first, second] = readings;
  if (first !== undefined && second === undefined) return { value: first };
  if (first === undefined || second === undefined) {
    const [before, after] = aroundGap(wall, zone);
    const hint = `By the clock of before it is "${formatInstant(before)}", by that of afterwards "${formatInstant(after)}": say which.`;
    return {
      broken: { message: `must be a time that exists, not ${show(text)}: the clocks are put forward over it.`, hint },
    };
  }
  const hint = `Say which: "${formatInstant(first)}" or "${formatInstant(second)}".`;
  return {
    broken: { message: `must be a time that comes once, not ${show(text)}: the clocks are put back over it.`, hint },
  };
}
