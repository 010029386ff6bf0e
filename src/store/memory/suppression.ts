/** Whom nobody dials, in memory. */
import type { DestinationKey } from '../../model/ids.ts';
import {
  inForce,
  longest,
  suppressionOwner,
  withSuppression,
  type Scope,
  type Suppression,
} from '../../model/suppression.ts';
import type { Store } from '../port.ts';
import { byText } from './sorted.ts';
import type { Tables } from './tables.ts';

type Part = 'suppress' | 'unsuppress' | 'suppressed' | 'suppressions';

export function memorySuppression(tables: Tables): Pick<Store, Part> {
  return {
    async suppress(entries, notes = []) {
      const told = new Set<string>();
      let added = 0;
      for (const next of entries) {
        const scopes = tables.suppressed.get(next.destination) ?? new Map<Scope, Suppression>();
        tables.suppressed.set(next.destination, scopes);
        const known = scopes.get(next.scope);
        const after = withSuppression(known, next);
        if (after === known) continue;
        scopes.set(next.scope, after);
        if (after !== next) continue;
        told.add(nameOf(suppressionOwner(next.destination), next.scope));
        if (inForce(next, next.at)) added += 1;
      }
      for (const note of notes) {
        const known = tables.personal.get(note.owner)?.has(note.key) === true;
        if (!known || told.has(nameOf(note.owner, note.key))) tables.putPersonal(note);
      }
      return added;
    },
    async unsuppress(destinations, scope, log, notes = []) {
      let removed = 0;
      for (const destination of new Set(destinations)) {
        const scopes = tables.suppressed.get(destination);
        const those = [...(scopes?.keys() ?? [])].filter((one) => scope === 'all' || one === scope);
        for (const one of those) {
          removed += 1;
          scopes?.delete(one);
          tables.personal.get(suppressionOwner(destination))?.delete(one);
        }
        if (scopes?.size === 0) tables.suppressed.delete(destination);
      }
      for (const note of notes) tables.putPersonal(note);
      tables.append(log);
      return removed;
    },
    async suppressed(destinations, scopes, now) {
      const found = new Map<DestinationKey, Suppression>();
      for (const key of destinations) {
        const most = longest(tables.suppressionsOf(key, scopes, now));
        if (most !== undefined) found.set(key, most);
      }
      return found;
    },
    async suppressions(after, limit) {
      const all = [...tables.suppressed.values()].flatMap((scopes) => [...scopes.values()]).sort(byKey);
      return all.filter((one) => after === null || byKey(one, after) > 0).slice(0, Math.max(limit, 0));
    },
  };
}

type Key = Pick<Suppression, 'destination' | 'scope'>;

function byKey(a: Key, b: Key): number {
  return byText(a.destination, b.destination) || byText(a.scope, b.scope);
}

function nameOf(owner: string, key: string): string {
  return `${owner} ${key}`;
}
