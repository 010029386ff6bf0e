/** Where a contact may be, as the files say it, in the types of the rest. */
import type { Place, Problem } from '../../model/errors.ts';
import type { AddressColumns } from '../../model/load-report.ts';
import { parseInstant } from '../../model/time.ts';
import { fixedOffset } from '../../model/zone-offsets.ts';
import type { ZoneOverrides } from '../../model/zone-overrides.ts';
import { zoneNamed, zoneNames } from '../../model/zone-rules.ts';
import { nearest } from '../row/headers.ts';
import type { AccountInput } from './account-schema.ts';
import type { SpecInput } from './schema.ts';
import { dotted, type Path } from './source-text.ts';

/** Absent where the file says nothing: then they are looked for. */
export function addressOf({ columns }: Pick<SpecInput, 'columns'>): { readonly address?: Partial<AddressColumns> } {
  const { state, zip, country } = columns ?? {};
  const said = {
    ...(state === undefined ? {} : { state }),
    ...(zip === undefined ? {} : { zip }),
    ...(country === undefined ? {} : { country }),
  };
  return Object.keys(said).length === 0 ? {} : { address: said };
}

/** Checked before: `zoneProblems`. */
export function zoneOverridesOf(said: AccountInput['zone_overrides']): ZoneOverrides {
  return Object.entries(said ?? {}).map(([zone, one]) => {
    const { offset, from } = typeof one === 'string' ? { offset: one } : one;
    return {
      zone: usualName(zone) ?? zone,
      as: fixedOffset(offset) === undefined ? (usualName(offset) ?? offset) : offset,
      from: from === undefined ? null : (parseInstant(from) ?? null),
    };
  });
}

/** An override of a zone that does not exist would be one that nobody obeys. */
export function zoneProblems(
  { zone_overrides: said = {} }: Pick<AccountInput, 'zone_overrides'>,
  placeOf: (path: Path) => Place,
): readonly Problem[] {
  const problems: Problem[] = [];
  const known = new Map<string, string>();
  const add = (path: Path, message: string, hint: string): void => {
    problems.push({ ...placeOf(path), at: dotted(path), code: 'bad_field', message, hint });
  };
  for (const [zone, one] of Object.entries(said)) {
    const path = ['zone_overrides', zone];
    const { offset, from } = typeof one === 'string' ? { offset: one } : one;
    const name = usualName(zone);
    if (name === undefined) add(path, `names no IANA time zone: ${JSON.stringify(zone)}.`, nearestZone(zone));
    const twin = name === undefined ? undefined : known.get(idOf(name));
    if (twin !== undefined) add(path, `is ${JSON.stringify(twin)} by another name.`, 'Keep one of them.');
    if (name !== undefined) known.set(idOf(name), zone);
    const shown = JSON.stringify(offset);
    if (/^[+-]?\d/.test(offset)) {
      if (fixedOffset(offset) === undefined) {
        add(path, `has no offset that a zone may keep: ${shown}.`, 'Write it as in "-05:00", at most 14:00.');
      }
    } else if (usualName(offset) === undefined) {
      add(path, `keeps the time of no IANA zone: ${shown}.`, nearestZone(offset));
    } else if (name !== undefined && idOf(usualName(offset) ?? '') === idOf(name)) {
      add(path, `keeps its own time: ${shown}.`, 'Name another zone, or an offset such as "-05:00".');
    }
    if (from !== undefined && parseInstant(from) === undefined) {
      add([...path, 'from'], `is no instant: ${JSON.stringify(from)}.`, 'Write it as in "2026-12-01T00:00:00Z".');
    }
  }
  return problems;
}

/** By its usual spelling; undefined for what is no zone. Short names ("EST") mean different hours to different people. */
function usualName(text: string): string | undefined {
  if (!/^[A-Za-z_]+\/[A-Za-z0-9_+\-/]+$/.test(text)) return undefined;
  return zoneNamed(text) ?? (intlId(text) === undefined ? undefined : text);
}

/** Of all names that mean one zone. */
export function idOf(zone: string): string {
  return intlId(zone) ?? zone;
}

function intlId(zone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

function nearestZone(text: string): string {
  const near = nearest(text, zoneNames());
  return near === undefined ? 'Write it as in "America/Winnipeg".' : `Did you mean ${JSON.stringify(near)}?`;
}
