/** Gives people back whom a campaign is through with: by how it ended with them, when they were called, and who they are. */
import type { Config } from '../../config/environment.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact, ContactStateName } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { RETRY_KINDS, retryKindOf, tryAgain, type RetryKind } from '../../model/try-again.ts';
import type { Instant } from '../../model/time.ts';
import { MOST_TRIES } from '../../model/tries.ts';
import type { Change, RowRecord, Store } from '../../store/port.ts';
import { findCampaign } from '../ledger.ts';
import { contactsByIds } from '../person/by-ids.ts';
import { suppressedOf } from '../person/suppressed.ts';
import type { Caller, Runtime } from '../runtime.ts';
import { changeContacts } from './change-contacts.ts';
import { goOn, refuseOver, type GoesOn } from './go-on.ts';

export { RETRY_KINDS, type RetryKind };

/** Who is meant: everybody of whom all of it is true. */
export type RetryWish = {
  /** Null: however it ended with them. */
  readonly kinds: readonly RetryKind[] | null;
  /** Their last call began in it; half-open. Null: whenever it was. */
  readonly between?: { readonly from: Instant; readonly to: Instant } | null;
  /** Contact ids, their own ids of the list, or numbers; null: whoever it is. */
  readonly ids?: readonly string[] | null;
};

type ByKind = Readonly<Partial<Record<RetryKind, number>>>;

export type Retryable = {
  readonly campaign: Campaign;
  readonly contacts: readonly ContactId[];
  readonly byKind: ByKind;
  /** Of the whole campaign, whatever was wished for: what `kinds` could name. */
  readonly there: ByKind;
  readonly states: Readonly<Record<ContactStateName, number>>;
  /** Meant, and left out all the same. */
  readonly leftOut: {
    /** They asked not to be called. */
    readonly suppressed: number;
    /** Called as often as any campaign file may say. */
    readonly spent: number;
    /** Forgotten, or kept long enough: no number of theirs is left. */
    readonly forgotten: number;
    /** Ids that name nobody of the campaign. */
    readonly unknown: readonly string[];
  };
};

const PAGE = 500;

/** A `UserError` where the campaign cannot dial anybody any more. Nothing is changed. */
export async function findRetryable(
  store: Store,
  name: string,
  wish: RetryWish,
  { clock }: Pick<Runtime, 'clock'>,
): Promise<Retryable> {
  const campaign = await findCampaign(store, name);
  const now = clock.now();
  refuseOver(campaign, now);
  const asked = wish.ids == null ? null : await contactsByIds(store, campaign.id, wish.ids);
  const [byKind, there] = [new Map<RetryKind, number>(), new Map<RetryKind, number>()];
  const contacts: ContactId[] = [];
  let [suppressed, spent, forgotten] = [0, 0, 0];
  for await (const page of contactsOf(store, campaign.id)) {
    const known = page.flatMap((contact) => {
      const kind = retryKindOf(contact);
      return kind === null ? [] : [{ contact, kind }];
    });
    for (const { kind } of known) there.set(kind, (there.get(kind) ?? 0) + 1);
    const meant = known.filter(({ contact, kind }) => isMeant(contact, kind, wish, asked?.found ?? null));
    const destinations = meant.map(({ contact }) => contact.destination);
    const numbered = await withNumber(
      store,
      meant.map(({ contact }) => contact.id),
    );
    const no = destinations.length === 0 ? new Set() : await suppressedOf(store, campaign, destinations, now);
    for (const { contact, kind } of meant) {
      if (!numbered.has(contact.id)) forgotten += 1;
      else if (no.has(contact.destination)) suppressed += 1;
      else if (contact.attempts >= MOST_TRIES) spent += 1;
      else {
        contacts.push(contact.id);
        byKind.set(kind, (byKind.get(kind) ?? 0) + 1);
      }
    }
  }
  const { states } = await store.counts(campaign.id);
  const leftOut = { suppressed, spent, forgotten, unknown: asked?.unknown ?? [] };
  return { campaign, contacts, byKind: inOrder(byKind), there: inOrder(there), states, leftOut };
}

export type Retried = GoesOn & {
  /** Who has moved on meanwhile is not among them. */
  readonly reopened: number;
};

/** Safe to be broken off: who was given back is, and the rest is found by asking again. */
export async function retryContacts(
  store: Store,
  { campaign, contacts }: Pick<Retryable, 'campaign' | 'contacts'>,
  config: Config,
  caller: Caller,
): Promise<Retried> {
  const now = caller.clock.now();
  const reopened = await changeContacts(store, contacts, (contact) => changeOf(store, contact, caller.operator, now));
  return { reopened, ...(await goOn(store, campaign.id, config, caller)) };
}

async function changeOf(store: Store, contact: Contact, by: string, now: Instant): Promise<Change | undefined> {
  // As it is now: somebody may have canceled it, or set another end, since the question was asked.
  const campaign = await store.campaign(contact.campaign);
  if (campaign === undefined) return undefined;
  if ((await suppressedOf(store, campaign, [contact.destination], now)).size > 0) return undefined;
  const rules = { plan: campaign.plan, campaign: campaign.state };
  if (!(await withNumber(store, [contact.id])).has(contact.id)) return undefined;
  const to = tryAgain(contact, await store.attemptsOf(contact.id), rules, now);
  if (to === undefined) return undefined;
  const about = { at: now, actor: 'operator', campaign: contact.campaign, contact: contact.id, attempt: null } as const;
  const moved = { event: 'reopened', from: contact.state.is, to: to.state.is, cause: 'retry' } as const;
  return { contact: { from: contact.version, to }, log: [{ ...about, ...moved, evidence: { by } }] };
}

/** Whoever is given back without a number would be left out as forgotten, and how it had ended with them be lost. */
async function withNumber(store: Store, ids: readonly ContactId[]): Promise<ReadonlySet<string>> {
  const bodies =
    ids.length === 0 ? new Map<string, Readonly<Record<string, unknown>>>() : await store.personal(ids, 'row');
  return new Set([...bodies].filter(([, body]) => typeof body['to_number'] === 'string').map(([id]) => id));
}

function isMeant(
  { id, lastAttemptAt: at }: Contact,
  kind: RetryKind,
  { kinds, between }: RetryWish,
  ids: ReadonlySet<ContactId> | null,
): boolean {
  if (kinds !== null && !kinds.includes(kind)) return false;
  if (between != null && (at === null || at < between.from || at >= between.to)) return false;
  return ids === null || ids.has(id);
}

async function* contactsOf(store: Store, id: CampaignId): AsyncGenerator<readonly Contact[]> {
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    yield page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return;
  }
}

function inOrder(counts: ReadonlyMap<RetryKind, number>): ByKind {
  return Object.fromEntries(RETRY_KINDS.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind)]] : [])));
}
