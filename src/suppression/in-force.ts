/** What a team's list comes to, entry by entry in the order they were made: the longer end holds, a removal ends it. */
import type { Instant } from '../model/time.ts';
import type { SharedEntry } from './port.ts';

/** By number, its entries under each scope. */
export class InForce {
  readonly #entries = new Map<string, readonly SharedEntry[]>();
  readonly #under: InForce | null;

  /** `under`: what holds for the numbers that are not named here. */
  constructor(under: InForce | null = null) {
    this.#under = under;
  }

  /** False where one that is there says as much. */
  add(entry: SharedEntry): boolean {
    const known = this.of(entry.number);
    const same = known.find(({ scope }) => scope === entry.scope);
    if (same !== undefined && holdsAsLong(same, entry)) return false;
    this.#entries.set(entry.number, [...known.filter((one) => one !== same), entry]);
    return true;
  }

  remove(number: string, scope: string): void {
    const left = this.of(number).filter((entry) => entry.scope !== scope);
    if (left.length === 0) this.#entries.delete(number);
    else this.#entries.set(number, left);
  }

  of(number: string): readonly SharedEntry[] {
    return this.#entries.get(number) ?? this.#under?.of(number) ?? [];
  }

  numbers(now: Instant): number {
    let count = this.#under?.numbers(now) ?? 0;
    for (const entries of this.#entries.values()) if (entries.some((entry) => holds(entry, now))) count += 1;
    return count;
  }
}

export function holds({ until }: Pick<SharedEntry, 'until'>, now: Instant): boolean {
  return until === null || until > now;
}

export function holdsAsLong(a: Pick<SharedEntry, 'until'>, b: Pick<SharedEntry, 'until'>): boolean {
  return a.until === null || (b.until !== null && a.until >= b.until);
}
