/** What `doctor` says of the settings in force: where secrets and people's data go, and who says so. Never a secret. */
import type { Config } from '../../config/environment.ts';
import { originWords, type Origin } from '../../config/settings/origin.ts';
import type { Finding } from './finding.ts';

export function settingFindings({ baseUrl, dataDir, from }: Config): readonly Finding[] {
  const lines: readonly (readonly [what: string, origin: Origin | null])[] = [
    [`host ${new URL(baseUrl).host}`, from.baseUrl],
    ['key set', from.apiKey],
    from.database === null
      ? [`ledger in ${dataDir}`, from.dataDir]
      : [`ledger PostgreSQL ${from.database.place}`, from.database.origin],
    [`hand-over Redis ${from.redis?.place ?? ''}`, from.redis?.origin ?? null],
    [`shared do-not-call list PostgreSQL ${from.suppression?.place ?? ''}`, from.suppression?.origin ?? null],
    ...from.others.map(({ value, origin }) => [wordsFor(origin.name, value), origin] as const),
  ];
  return lines.flatMap(([what, origin]): Finding[] =>
    origin === null ? [] : [{ check: 'setting', is: 'ok', message: `${what} (${originWords(origin)})` }],
  );
}

function wordsFor(name: string, value: string): string {
  switch (name) {
    case 'CARTESIA_VERSION':
      return `API version ${value}`;
    case 'OUTDIAL_POLL_INTERVAL':
      return `looks at calls every ${value} at most`;
    case 'OUTDIAL_LOG_LEVEL':
      return `log from ${value} on`;
    case 'OUTDIAL_LOG_NUMBERS':
      return `numbers in the log ${value}`;
    case 'DATABASE_CA_FILE':
      return 'authority of PostgreSQL named';
    case 'REDIS_CA_FILE':
      return 'authority of Redis named';
    case 'OUTDIAL_SUPPRESSION_CA_FILE':
      return 'authority of the shared do-not-call list named';
    default:
      return 'stacks of unexpected errors shown';
  }
}
