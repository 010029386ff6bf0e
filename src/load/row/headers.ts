/** How headers are compared: letters and digits only, whatever the case. */
import leven from 'leven';
import { showCell } from '../number/messages.ts';

/** `Phone Number`, `phone_number` and `PhoneNumber` → `phonenumber`. */
export function plainHeader(header: string): string {
  return header
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The known name a person most probably meant; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const wanted = plainHeader(name);
  let best: string | undefined;
  let bestDistance = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of known) {
    const distance = leven(wanted, plainHeader(candidate));
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** `"A", "B" and "C"`. */
export function quoteList(names: readonly string[]): string {
  const quoted = names.map((name) => `"${showCell(name)}"`);
  return quoted.length < 2 ? quoted.join('') : `${quoted.slice(0, -1).join(', ')} and ${quoted.at(-1) ?? ''}`;
}

export function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === undefined ? '' : `Did you mean ${JSON.stringify(near)}?`;
}
