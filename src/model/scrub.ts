/** Registries that are asked about numbers before anybody is dialed: what a plan keeps of them. How they are asked stands in `outdial.json` alone. */
import { each, fields, number, text, type Fields } from './stored-fields.ts';
import type { Duration } from './time.ts';

export type PlanScrub = {
  /** As rules name the registry: "national_dnc". */
  readonly name: string;
  /** An answer holds for so long. */
  readonly oldest: Duration;
};

export function readScrubs(of: Fields, name: string): readonly PlanScrub[] {
  return each(
    (value) => {
      const scrub = fields(value, 'a scrub');
      return { name: text(scrub, 'name'), oldest: number(scrub, 'oldest') };
    },
    of,
    name,
  );
}
