/** Which columns of a list say what somebody agreed to: named in the campaign file, else found by their headers. */
import { consentColumnsOf, type ConsentColumns, type Mapping } from '../../model/load-report.ts';
import { consentUse } from './consent-headers.ts';

/** As the campaign file names them; null: to be found. */
export type ConsentChoice = {
  readonly level: string | null;
  readonly at: string | null;
  readonly source: string | null;
};

export const NO_CONSENT_COLUMNS: ConsentColumns = { level: [], at: [], source: [] };

/** `known`: finds the header of a name, or complains of it. */
export function mapConsent(
  columns: readonly string[],
  choice: ConsentChoice | undefined,
  taken: readonly (string | null)[],
  known: (name: string, at: string) => string,
): Pick<Mapping, 'consent'> {
  const free = columns.filter((column) => !taken.includes(column));
  const of = (use: keyof ConsentChoice, at: string): readonly string[] => {
    const named = choice?.[use] ?? null;
    return named === null ? free.filter((column) => consentUse(column) === use) : [known(named, at)];
  };
  const consent: ConsentColumns = {
    level: of('level', 'columns.consent'),
    at: of('at', 'columns.consent_at'),
    source: of('source', 'columns.consent_source'),
  };
  return consentColumnsOf({ consent }).length === 0 ? {} : { consent };
}
