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
  ];
  return lines.flatMap(([what, origin]): Finding[] =>
    origin === null ? [] : [{ check: 'setting', is: 'ok', message: `${what} (${originWords(origin)})` }],
  );
}
