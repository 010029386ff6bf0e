/** Where the numbers of a bare list are from that have no country code, for whoever only looks at it: nobody is asked there. */
import type { Instant } from '../../../model/time.ts';
import type { Source } from '../source.ts';
import { countryOf, layOut, numberColumns, studyList } from './study.ts';

export type GuessedCountry = { readonly country: string; readonly because: string };

/** Null: they need none, nothing speaks for one, or it was said. A real run never guesses: a wrong one rings strangers. */
export async function guessCountry(source: Source, now: Instant): Promise<GuessedCountry | null> {
  const { spec, bare } = source;
  if (!bare || spec.defaultCountry !== null || spec.contacts.is !== 'file') return null;
  const study = await studyList(source, now);
  const columns = numberColumns(study);
  if ('among' in columns) return null;
  const { without, likely } = countryOf(study, layOut(study, columns).mapping, []);
  return without === 0 ? null : likely;
}
