/** Finds our attempt's id among the data of a call, whose every value somebody else may have written. */
import { parseAttemptId, type AttemptId } from '../../model/ids.ts';
import { asObject } from './fields.ts';

/**
 * `fields`: either version's field may hold it, whatever version was asked for. `expected`: the names under which this
 * ledger's calls carry it; only where none of them does any other name is believed, so that a call from before a backup
 * that knows no such name is still recognized. Two that differ are nobody's word: then the call's numbers and times decide.
 */
export function attemptOf(fields: readonly unknown[], expected: readonly string[]): AttemptId | null {
  const named = new Set<AttemptId>();
  const others = new Set<AttemptId>();
  for (const field of fields) {
    for (const [name, value] of Object.entries(asObject(field) ?? {})) {
      if (parseAttemptId(value) === undefined) continue;
      (expected.includes(name) ? named : others).add(value as AttemptId);
    }
  }
  const [id, another] = named.size > 0 ? named : others;
  return id === undefined || another !== undefined ? null : id;
}
