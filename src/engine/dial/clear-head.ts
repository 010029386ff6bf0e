/** Whoever stands first and may not be tried leaves or looks again later, many at once: nobody waits long behind them. */
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { Instant } from '../../model/time.ts';
import type { DueQuery } from '../../store/port.ts';
import type { EngineCore } from '../core.ts';
import { giveUpSpent, heedBounds, isOutOfBounds, isSpent } from '../settle/give-up-spent.ts';
import { lackOfConsent, leaveUnconsented } from '../settle/leave-unconsented.ts';
import { heedCaps } from './number-limits.ts';

/** Once somebody had to go, so many are looked at together: a commit of one each would take minutes for a long list. */
const CHUNK = 200;
/** In one look: other lines and campaigns have their turn between two of them. */
const MOST_CHUNKS = 5;

type Clears = Pick<EngineCore, 'hours' | 'run' | 'store'>;

/** The ledger finds them by what it has an index for; whether they may be dialed is asked in one place only. */
export async function whoMayBeTried(core: Clears, campaign: Campaign, query: DueQuery): Promise<readonly Contact[]> {
  for (let chunks = 0; ; chunks += 1) {
    const limit = chunks === 0 ? query.limit : Math.max(query.limit, CHUNK);
    const contacts = await core.store.due({ ...query, limit });
    const gone = await clearOf(core, campaign, contacts, query.now);
    const left = contacts.filter((contact) => !gone.has(contact));
    if (gone.size === 0 || left.length >= query.limit) return left.slice(0, query.limit);
    if (chunks < MOST_CHUNKS) continue;
    // The rest of them at the next look, which is now.
    core.run.signals.dispatch.wake();
    return left.slice(0, query.limit);
  }
}

/** Those of them that may not be tried now, and have been moved. */
export async function clearOf(
  core: Clears,
  campaign: Campaign,
  contacts: readonly Contact[],
  now: Instant,
): Promise<ReadonlySet<Contact>> {
  const { hours, store } = core;
  const { plan } = campaign;
  const spent = contacts.filter((one) => isSpent(one, plan));
  const others = contacts.filter((one) => !isSpent(one, plan));
  const early = others.filter((one) => isOutOfBounds(one, now));
  const inTime = others.filter((one) => !isOutOfBounds(one, now));
  const without = inTime.filter((one) => lackOfConsent(one, plan, hours, now) !== null);
  const agreed = inTime.filter((one) => !without.includes(one));
  // Others may stand behind them.
  await giveUpSpent(store, spent, plan, now);
  await heedBounds(store, early, now);
  await leaveUnconsented(store, without, plan, hours, now);
  const capped = await heedCaps(core, campaign, agreed, now);
  return new Set([...spent, ...early, ...without, ...capped]);
}
