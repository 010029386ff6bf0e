/** Who could be dialed and is left out all the same: too late by their own row, or by the rules of law of the campaign. */
// Whoever is in the ledger already keeps their row and is stopped at the dialing, as with a no: so the counts stay whole.
import type { Contact } from '../model/contact.ts';
import type { CampaignId } from '../model/ids.ts';
import { placeOf } from '../model/place.ts';
import type { Instant } from '../model/time.ts';
import type { Store } from '../store/port.ts';
import { lateIssue, whereOf } from './load-issues.ts';
import type { DestinationIssue, RowOutcome } from './row/types.ts';
import { contactOf, end, type Entry, type Ledger } from './to-contact.ts';

/** Why somebody is left out, or what is to be said of them. */
export type JudgeContact = (contact: Contact) => {
  readonly leaves?: DestinationIssue;
  readonly tells?: DestinationIssue;
};

export type LeaveOptions = {
  /** The first instant from then on at which somebody at that place may be rung; null: none that is seen. Absent: at once. */
  readonly opens?: (place: string, from: Instant) => Instant | null;
  /** By the rules of law of the campaign; absent: none of them asks anything of a row. */
  readonly judge?: JudgeContact | undefined;
};

type Asked = LeaveOptions & { readonly store: Store; readonly campaign: CampaignId };

export async function leaveOut(entries: readonly Entry[], asked: Asked, ledger: Ledger): Promise<readonly Entry[]> {
  const judged: Entry[] = [];
  for (const entry of entries) judged.push(await leaveUnlawful(await leaveLate(entry, asked, ledger), asked, ledger));
  return judged;
}

/** Whose last instant comes before the first at which they may be rung. Who is known takes it, and leaves by it. */
async function leaveLate(entry: Entry, asked: Asked, { dueAt }: Ledger): Promise<Entry> {
  const { opens = (_: string, from: Instant) => from } = asked;
  const { accepted } = entry.outcome;
  const { notBefore = 0, notAfter } = accepted?.bounds ?? {};
  if (entry.status !== 'accepted' || notAfter === undefined) return entry;
  const first = opens(placeOfRow(accepted), Math.max(dueAt, notBefore));
  const stays = (first !== null && first < notAfter) || (await isKnown(entry, asked));
  return stays ? entry : end(entry, 'skipped', lateIssue(entry, notAfter));
}

async function leaveUnlawful(entry: Entry, asked: Asked, ledger: Ledger): Promise<Entry> {
  const { judge } = asked;
  const contact = judge === undefined ? undefined : contactOf(entry, ledger);
  if (judge === undefined || contact === undefined) return entry;
  const { leaves, tells } = judge(contact);
  const told = tells === undefined ? entry : { ...entry, issues: [...entry.issues, { ...whereOf(entry), ...tells }] };
  if (leaves === undefined || (await isKnown(entry, asked))) return told;
  return end(told, 'skipped', { ...whereOf(entry), ...leaves });
}

async function isKnown({ known, keys }: Entry, { store, campaign }: Asked): Promise<boolean> {
  const key = known?.key ?? keys?.contact;
  return key !== undefined && (await store.contactByKey(campaign, key)) !== undefined;
}

export function placeOfRow(accepted: RowOutcome['accepted']): string {
  return placeOf(accepted ?? { zones: [], regions: [] });
}
