/** Does a phone ring at an hour that law, window, schedule or its own bounds forbid: read apart from the engine, by the provider's clock. */
import { SECOND, type Instant } from '../../src/model/time.ts';
import type { SimulatedCall } from '../../src/voice/simulated/provider.ts';
import { NOW } from '../support/fixtures.ts';
import { openAt, type Scanned } from '../support/law-scan.ts';
import type { Edited } from './editing.ts';
import { contactOf, type Violation } from './judge.ts';
import type { Setting } from './setting.ts';

/** Of the calls of one request. A wall clock that is off is another story, judged by `I4`. */
export function withinTerms(
  calls: readonly SimulatedCall[],
  setting: Setting,
  now: Instant,
  edited?: Pick<Edited, 'terms'>,
): Violation[] {
  const terms = { ...setting.plan, ...setting.judges };
  const { window = null, rules, startAt = null, endAt = null } = terms;
  const pack = rules === undefined || typeof rules.pack === 'string' ? null : rules.pack.rules;
  const scanned: Scanned = { window, rules: pack, purpose: rules?.purpose ?? null, isHoliday: () => false };
  const windows = setting.judges?.window === undefined ? edited?.terms(now).map((one) => one.window) : undefined;
  // Where the window was changed a moment ago, it may keep to either.
  const open = (place: string, ringing: number): boolean =>
    (windows ?? [window]).some((one) => openAt({ ...scanned, window: one }, place, now, ringing));
  const ringing = (setting.plan?.ringingTimeoutSeconds ?? 30) * SECOND;
  const after = `${((now - NOW) / SECOND).toFixed(3)} s after the start`;
  return calls.flatMap((call) => {
    const who = contactOf(call.to);
    const {
      place = '',
      notBefore,
      notAfter,
    } = { ...setting.people?.[Number(who.slice(1))], ...setting.judges?.bounds };
    const says: string[] = [];
    if (!open(place, ringing)) says.push(`I4: ${call.to} rings ${after}, a closed hour in ${place}`);
    if (startAt !== null && now < startAt) says.push(`I4: ${call.to} rings ${after}, before start_at`);
    if (endAt !== null && now >= endAt) says.push(`I4: ${call.to} rings ${after}, past end_at`);
    if (notBefore !== undefined && now < notBefore) says.push(`${call.to} rings ${after}, before their not_before`);
    if (notAfter !== undefined && now >= notAfter) says.push(`${call.to} rings ${after}, past their not_after`);
    return says.map((one) => ({ says: one, about: [who] }));
  });
}
