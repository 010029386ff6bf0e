/** What arrived and could not be taken in: kept as it came, said once, counted, and no reason for anything else to stop. */
import type { AttemptId } from '../../model/ids.ts';
import type { Core } from '../core.ts';
import { StoreFailure } from '../../store/failure.ts';
import { isTransient } from '../ledger-trouble.ts';
import { engineLine } from './log-line.ts';

/** `raw`: what the provider said; `attempt`: of ours, where it names one. */
export type Unread = { readonly attempt: AttemptId | null; readonly raw: unknown };

/** A reply may be as large as it likes; this much of it is enough to find out what it was. */
const LONGEST_KEPT = 4_000;
/** The key of the personal note beside the attempt's own. */
const noteOf = (attempt: AttemptId): string => `${attempt}/unread`;

/** `cause`: what it met, where that is a mistake of ours; null for what is not of the contract's shape. Never rejects. */
export async function keepUnread(core: Core, { attempt, raw }: Unread, cause: unknown): Promise<void> {
  const name = cause instanceof Error ? cause.name : null;
  const { first, keep } = core.calls.couldNotRead(attempt, name !== null);
  if (first) {
    core.notices.say(
      name === null
        ? 'The provider says something of a call that cannot be read: it is kept as it came, and everything else goes on.'
        : cause instanceof StoreFailure
          ? `${cause.message} What was reported of it is left out, and everything else goes on.`
          : `A report of a call could not be taken in (${name}): it is kept as it came, and everything else goes on. ` +
            'This is a bug in outdial; please report it.',
    );
  }
  if (!keep) return;
  try {
    const kept = await keepNote(core, attempt, raw);
    // One that the ledger does not know yet is kept once it does.
    if (attempt !== null && kept) core.calls.keptUnread(attempt);
    else if (!first) return;
    await core.store.append([engineLine('report_unread', core.clock.now(), { attempt, error: name })]);
  } catch (failure) {
    // It was counted and said: to keep it is worth no more than one try.
    isTransient(core, failure);
  }
}

/** With the personal data of whom it was about: the provider's words may name them. */
async function keepNote(core: Core, id: AttemptId | null, raw: unknown): Promise<boolean> {
  const attempt = id === null ? undefined : await core.store.attempt(id);
  const contact = attempt && (await core.store.contact(attempt.contact));
  if (attempt === undefined || contact === undefined) return false;
  const body = { raw: (JSON.stringify(raw) ?? '').slice(0, LONGEST_KEPT) };
  const note = { owner: contact.id, key: noteOf(attempt.id), body };
  const to = { ...contact, version: contact.version + 1 };
  const change = { contact: { from: contact.version, to }, log: [], personal: [note] };
  return (await core.store.commit([change], {}))[0]?.is === 'done';
}
