/** What the ledger did not let through: who it was looks again later, or leaves. */
import type { Contact } from '../../model/contact.ts';
import { UNHEARD_TASK } from '../../model/heard.ts';
import type { DestinationKey } from '../../model/ids.ts';
import type { NumberGuard } from '../../model/number-limits.ts';
import type { Spellings } from '../../model/one-phone.ts';
import { defer, withdraw } from '../../model/permit.ts';
import { HOUR, SECOND, type Duration, type Instant } from '../../model/time.ts';
import type { Change, CommitResult } from '../../store/port.ts';
import type { Batch, Permit } from '../batch.ts';
import type { Core } from '../core.ts';
import { waitingLine } from '../settle/log-line.ts';
import { afterCap } from './number-limits.ts';
import type { Placing } from './prepare.ts';

/** A destination that another contact is being called on is looked at again after this. */
const DESTINATION_BUSY: Duration = 15 * SECOND;

/** What was said on it is about to be listened to. */
const UNHEARD: Duration = 15 * SECOND;
/** A person has to say what it meant. */
const UNDECIDED: Duration = HOUR;

async function isUndecided({ notices, store }: Core, keys: readonly DestinationKey[]): Promise<boolean> {
  const tasks = await Promise.all(keys.map((key) => store.task(UNHEARD_TASK, key)));
  if (!tasks.some((task) => task?.body['doubt'] === true)) return false;
  notices.once(
    'undecided',
    'Somebody may have asked not to be called: their number waits until a person says which (outdial resolve).',
  );
  return true;
}

/** Another process was told to wait; whoever leads should know. */
async function learnClosed(core: Core, { line }: Batch, { epoch }: Permit): Promise<void> {
  const until = await core.store.closedUntil(core.account);
  core.backoff.close(until);
  await core.report({ is: 'met', epoch, line: line.id, met: { is: 'closed', until } });
}

type Asked = {
  readonly placings: readonly Placing[];
  readonly results: readonly CommitResult[];
  readonly numbers: readonly NumberGuard[];
  readonly spellings: Spellings;
};

/** Every look moves the alarm. */
export async function settleLost(
  core: Core,
  batch: Batch,
  permit: Permit,
  { placings, results, numbers, spellings }: Asked,
  now: Instant,
): Promise<void> {
  const changes: Change[] = [];
  const capped: { readonly contact: Contact; readonly guard: NumberGuard | undefined }[] = [];
  if (results.some((result) => result.is === 'lost' && result.because === 'closed'))
    await learnClosed(core, batch, permit);
  for (const [index, { attempt }] of placings.entries()) {
    const result = results[index];
    const contact = batch.contacts.find(({ id }) => id === attempt.contact);
    if (result?.is !== 'lost' || contact === undefined) continue;
    if (result.because === 'epoch') core.run.loseLease();
    const rules = { plan: batch.campaign.plan, campaign: batch.campaign.state };
    const keys = [contact.destination, ...(spellings.get(contact.destination) ?? [])];
    if (result.because === 'capped') {
      capped.push({ contact, guard: numbers.find(({ destination }) => destination === attempt.destination) });
      continue;
    }
    const next =
      result.because === 'destination_open' || result.because === 'unrelated'
        ? defer(contact, now + DESTINATION_BUSY)
        : result.because === 'suppressed'
          ? withdraw(contact, 'suppressed', rules, now)
          : result.because === 'unheard'
            ? defer(contact, now + ((await isUndecided(core, keys)) ? UNDECIDED : UNHEARD))
            : undefined;
    if (next === undefined) continue;
    const log = waitingLine(contact, next, result.because, now);
    changes.push({ contact: { from: contact.version, to: next }, log: [log] });
  }
  for (const { contact, guard } of capped) {
    const change = guard && (await afterCap(core, batch.campaign, contact, guard, now));
    if (change !== undefined) changes.push(change);
  }
  if (changes.length > 0) await core.store.commit(changes, {});
}
