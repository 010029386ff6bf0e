/** Gives a ledger that is gone with the process what the real one knows of a campaign, so that a list can be compared there. */
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { attemptId, type LineId } from '../../model/ids.ts';
import { limitsOf, longestEnd } from '../../model/deadlines.ts';
import { scopesOf } from '../../model/suppression.ts';
import type { Instant } from '../../model/time.ts';
import type { Change, LoadRow, RowRecord, Store } from '../../store/port.ts';
import type { LedgerView } from '../../store/view.ts';

const PAGE = 500;

/** Contacts with the digests of their rows, who of them was dialed, and whose number said no. Nobody's name or number. */
export async function seedScratch(scratch: Store, view: LedgerView, known: Campaign, now: Instant): Promise<void> {
  const load = await scratch.beginLoad(known.id, '', now);
  const dialed: Contact[] = [];
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await view.rows(known.id, after, PAGE);
    const contacts = page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    const digests = await view.rowDigests(contacts.map(({ id }) => id));
    await scratch.addRows(
      load,
      contacts.map((contact): LoadRow => {
        const personal = { owner: contact.id, key: 'row', body: {} };
        const outcome = { is: 'accepted', contact: { ...contact, load } } as const;
        return { row: contact.row, personal, digest: digests.get(contact.id) ?? '', outcome };
      }),
    );
    const destinations = contacts.map(({ destination }) => destination);
    const refused = await view.suppressed(destinations, scopesOf(known), now);
    if (refused.size > 0) await scratch.suppress([...refused.values()]);
    dialed.push(...contacts.filter(({ seq }) => seq > 0));
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) break;
  }
  await scratch.publishLoad(load, []);
  for (let at = 0; at < dialed.length; at += PAGE) {
    await scratch.commit(
      dialed.slice(at, at + PAGE).map((contact) => dialedOnce(contact, known)),
      {},
    );
  }
}

/** That they were dialed is asked of their attempts; how it went is in the contact. */
function dialedOnce(contact: Contact, { account, plan }: Campaign): Change {
  const limits = limitsOf(plan);
  const attempt: Attempt = {
    id: attemptId('', contact.campaign, contact.id, contact.seq),
    contact: contact.id,
    campaign: contact.campaign,
    account,
    line: plan.lines[0]?.id ?? ('' as LineId),
    agent: plan.agent,
    destination: contact.destination,
    seq: contact.seq,
    planVersion: plan.version,
    epoch: 0,
    batch: '',
    sendAt: 0,
    sendBy: 0,
    limits,
    longestEnd: longestEnd(0, limits),
    reserved: null,
    state: { is: 'ended', callId: null, disposition: 'no_answer', startedAt: null, endedAt: 0, endReason: null },
    version: 1,
  };
  const to: Contact = { ...contact, version: contact.version + 1 };
  return { contact: { from: contact.version, to }, attempt: { from: 'new', to: attempt }, log: [] };
}
