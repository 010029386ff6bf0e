/** Command-line flags that stand for keys of the campaign file, and win over them. */
import { own } from '../../model/own.ts';
import type { Purpose } from '../../model/purposes.ts';
import type { Path } from './source-text.ts';

/** Values as typed; text that reads as a number is one where the key wants a number. */
export type SpecFlags = {
  readonly name?: string;
  readonly agentId?: string;
  readonly fromNumberId?: readonly string[];
  readonly encoding?: string;
  readonly sheet?: string;
  readonly toNumberColumn?: readonly string[];
  readonly idColumn?: string;
  readonly timezoneColumn?: string;
  readonly defaultCountry?: string;
  readonly callsPerSecond?: string | number;
  readonly maxConcurrentCalls?: string | number;
  readonly ringingTimeoutSeconds?: string | number;
  readonly maxCallDurationMinutes?: string | number;
  readonly purpose?: Purpose;
};

const FLAGS: readonly (readonly [key: keyof SpecFlags, flag: string, path: readonly string[]])[] = [
  ['name', '--name', ['name']],
  ['agentId', '--agent-id', ['agent_id']],
  ['fromNumberId', '--from-number-id', ['from_number_id']],
  ['encoding', '--encoding', ['encoding']],
  ['sheet', '--sheet', ['sheet']],
  ['toNumberColumn', '--to-number-column', ['columns', 'to_number']],
  ['idColumn', '--id-column', ['columns', 'id']],
  ['timezoneColumn', '--timezone-column', ['columns', 'timezone']],
  ['defaultCountry', '--default-country', ['default_country']],
  ['callsPerSecond', '--calls-per-second', ['pacing', 'calls_per_second']],
  ['maxConcurrentCalls', '--max-concurrent-calls', ['pacing', 'max_concurrent_calls']],
  ['ringingTimeoutSeconds', '--ringing-timeout-seconds', ['ringing_timeout_seconds']],
  ['maxCallDurationMinutes', '--max-call-duration-minutes', ['max_call_duration_minutes']],
  ['purpose', '--purpose', ['compliance', 'purpose']],
];
const NUMBERS: ReadonlySet<keyof SpecFlags> = new Set([
  'callsPerSecond',
  'maxConcurrentCalls',
  'ringingTimeoutSeconds',
  'maxCallDurationMinutes',
]);

/** The same object where no flag was given; else a copy. */
export function withFlags(spec: Record<string, unknown>, flags: SpecFlags): Record<string, unknown> {
  let merged = spec;
  for (const [key, , [outer = '', inner]] of FLAGS) {
    const given = flags[key];
    if (given === undefined) continue;
    const number = NUMBERS.has(key) && typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
    const value = typeof number === 'number' && Number.isNaN(number) ? given : number;
    if (inner === undefined) {
      merged = { ...merged, [outer]: value };
      continue;
    }
    const before = own(merged, outer);
    const group = typeof before === 'object' && before !== null ? before : {};
    merged = { ...merged, [outer]: { ...group, [inner]: value } };
  }
  return merged;
}

/** The flag that a key's value came from; without `flags`, the flag that could give it. */
export function flagOf(path: Path, flags?: SpecFlags): string | undefined {
  const found = FLAGS.find(([, , key]) => key.every((part, at) => path[at] === part));
  if (found === undefined || (flags !== undefined && flags[found[0]] === undefined)) return undefined;
  return found[1];
}
