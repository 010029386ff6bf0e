/** Registries that are asked about numbers before anybody is dialed: what a plan keeps of them. How they are asked stands in `outdial.json` alone. */
import type { Duration, Instant } from './time.ts';
import { each, fields, number, text, type Fields } from './stored-fields.ts';

export type PlanScrub = {
  /** As rules name the registry: "national_dnc". */
  readonly name: string;
  /** An answer holds for so long. */
  readonly oldest: Duration;
};

/** The whole list was compared with it elsewhere. Against what, and who says so, stands in the campaign file, which is kept. */
export type StatedScrub = { readonly name: string; readonly at: Instant };

/** Where the answer about somebody stands among their own data, with the registry's words. */
const NOTE = 'scrub/';

export function scrubNote(name: string): string {
  return `${NOTE}${name}`;
}

/** The registry that a note is of; undefined for any other note. */
export function registryOf(key: string): string | undefined {
  return key.startsWith(NOTE) ? key.slice(NOTE.length) : undefined;
}

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

export function readStatedScrubs(of: Fields, name: string): readonly StatedScrub[] {
  return each(
    (value) => {
      const scrub = fields(value, 'a statement of a scrub');
      return { name: text(scrub, 'name'), at: number(scrub, 'at') };
    },
    of,
    name,
  );
}
