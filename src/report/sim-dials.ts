/** The dials of one simulated campaign as CSV, a line a dial: what was rung when, and what time it was there. */
import { csvLine, defuse } from '../model/csv-line.ts';
import { formatInstant } from '../model/time.ts';
import type { ZoneOverrides } from '../model/zone-overrides.ts';
import { makeLocalTime } from './local-time.ts';
import type { Dial } from './sim-types.ts';

const COLUMNS = ['at', 'to_number', 'attempt', 'from_number_id', 'timezone', 'local_time'] as const;

/** The file's lines, without line ends. `overrides`: of the plan. */
export function* dialRows(dials: readonly Dial[], overrides?: ZoneOverrides): Generator<string> {
  const localTime = makeLocalTime(overrides);
  yield line(COLUMNS);
  for (const { at, to, attempt, line: from, zone } of dials) {
    yield line([formatInstant(at), to, String(attempt), from, zone, localTime(zone, at).text]);
  }
}

function line(cells: readonly string[]): string {
  return csvLine(cells.map(defuse)).slice(0, -2);
}
