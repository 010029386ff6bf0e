/** A line of the log for machines: ids, codes and digests, with the hash that seals it. Pure. */
import { formatInstant } from '../model/time.ts';
import type { LoggedLine } from '../store/port.ts';

/** The same keys in the same order every time. */
export function logRecord(line: LoggedLine): Record<string, unknown> {
  const { seq, at, actor, campaign, contact, attempt, event, from, to, cause, evidence, hash } = line;
  return { seq, at: formatInstant(at), actor, campaign, contact, attempt, event, from, to, cause, evidence, hash };
}
