/** Does a phone ring whose consent has run out, or that no registry has cleared lately: read apart from the engine. */
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { SimulatedCall } from '../../src/voice/simulated/provider.ts';
import { contactOf, type Violation } from './judge.ts';
import type { Setting } from './setting.ts';

/** From the engine's last look to the ring: a commit, and a request on its way. */
const ON_THE_WAY: Duration = 10 * SECOND;

export function withinAsked(
  calls: readonly SimulatedCall[],
  setting: Setting,
  clearedAt: ReadonlyMap<string, Instant>,
  now: Instant,
): Violation[] {
  const terms = { ...setting.plan, ...setting.judges };
  const pack = terms.rules === undefined || typeof terms.rules.pack === 'string' ? [] : terms.rules.pack.rules;
  const registry = setting.registry ?? setting.judges?.registry;
  return calls.flatMap((call) => {
    const who = contactOf(call.to);
    const consent = setting.people?.[Number(who.slice(1))]?.consent;
    const says: string[] = [];
    for (const { consent: demanded, id } of pack) {
      if (demanded === undefined) continue;
      const minutes = Number((demanded.oldest ?? '').replace('m', ''));
      const runsOut = (consent?.at ?? 0) + minutes * 60 * SECOND;
      if (consent?.level !== 'written' || now > runsOut + ON_THE_WAY)
        says.push(`I4: ${call.to} rings without the consent of ${id}`);
    }
    if (registry !== undefined) {
      const cleared = clearedAt.get(call.to);
      if (cleared === undefined || now > cleared + registry.oldest + ON_THE_WAY)
        says.push(
          `I4: ${call.to} rings, and the registry was ${cleared === undefined ? 'not asked' : 'asked too long ago'}`,
        );
    }
    return says.map((one) => ({ says: one, about: [who] }));
  });
}
