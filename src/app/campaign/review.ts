/** What the ledger would hold once a staged list and its plan were applied: who waits then, and how many, without a write. */
import { isSpent } from '../../engine/settle/give-up-spent.ts';
import type { Plan } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { StagedList } from '../../load/loader.ts';
import type { CampaignCounts, RowRecord, StagedRow, Store } from '../../store/port.ts';
import type { Waiting, WaitingGroup } from '../../model/standing-facts.ts';

const PAGE = 500;

export type Review = {
  /** As they will be. */
  readonly counts: CampaignCounts;
  /** Who waits then. Where they are is exact for new rows, and in proportion for those that leave. */
  readonly waiting: Waiting;
  /** Who waits now and has no try left by the new plan: given up when it is applied. */
  readonly spent: number;
};

type Asked = { readonly sync: boolean; readonly startAt: Instant | null; readonly now: Instant };

export async function reviewOf(
  store: Store,
  id: CampaignId,
  staged: StagedList,
  plan: Plan,
  { sync, startAt, now }: Asked,
): Promise<Review> {
  const { report, load, places } = staged;
  const { changes } = report;
  const before = await store.counts(id);
  const waited = await store.waiting(id, now);
  const tried = before.dialed > 0 && before.states.ready > 0;
  const spent = tried ? await spentBy(store, id, staged, plan, sync, load) : 0;
  // Who is back in the list had been skipped; the others that wake had been given up.
  const back = Math.min(changes.new - report.added, changes.woken);
  const out = (sync ? changes.vanished_waiting : 0) + changes.corrected_called;
  const states = {
    ...before.states,
    ready: before.states.ready + report.added + changes.woken - out - spent,
    exhausted: before.states.exhausted + spent - (changes.woken - back),
    skipped: before.states.skipped + out - back,
  };
  const contacts = Object.values(states).reduce((sum, n) => sum + n, 0);
  const counts = {
    ...before,
    states,
    rows: contacts + report.rejected + report.skipped,
    rejected: report.rejected,
    skippedRows: report.skipped,
    codes: report.byCode,
  };
  const stay = before.states.ready === 0 ? 0 : (before.states.ready - out - spent) / before.states.ready;
  const due = startAt ?? now;
  const come = spread(places, report.added + changes.woken).map((group): WaitingGroup => ({
    ...group,
    from: due,
    to: due,
  }));
  const triedBefore = Math.round(waited.triedBefore * stay);
  return { counts, spent, waiting: { groups: [...lessened(waited.groups, stay), ...come], triedBefore } };
}

/** Whoever gets a new number has all tries; whoever leaves the list is counted there. */
async function spentBy(
  store: Store,
  id: CampaignId,
  { report }: StagedList,
  plan: Plan,
  sync: boolean,
  load: number,
): Promise<number> {
  let spent = 0;
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    const those = page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    const without = those.filter((contact) => isSpent(contact, plan));
    const staged = without.length === 0 ? new Map<Contact['id'], StagedRow>() : await rowsOf(store, load, without);
    spent += without.filter((contact) => {
      const row = staged.get(contact.id);
      if (row === undefined) return !(sync && contact.list === report.list);
      return !(row.taken && (row.change === 'corrected_unreached' || row.change === 'corrected_called'));
    }).length;
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return spent;
  }
}

function rowsOf(
  store: Store,
  load: number,
  contacts: readonly Contact[],
): Promise<ReadonlyMap<Contact['id'], StagedRow>> {
  return store.stagedRows(
    load,
    contacts.map(({ id }) => id),
  );
}

type Place = Pick<WaitingGroup, 'place' | 'count'>;

/** So many people, in places as the rows of the list are. */
function spread(places: StagedList['places'], people: number): readonly Place[] {
  const rows = [...places.values()].reduce((sum, n) => sum + n, 0);
  return rows === 0 ? [] : shares([...places].map(([place, n]) => ({ place, count: (n * people) / rows })));
}

function lessened(groups: readonly WaitingGroup[], share: number): readonly WaitingGroup[] {
  if (share === 1) return groups;
  return shares(groups.map((group) => ({ ...group, count: group.count * share })));
}

/** Whole people, as many together as before. */
function shares<T extends Place>(of: readonly T[]): readonly T[] {
  let exact = 0;
  let given = 0;
  return of
    .map((one) => {
      exact += one.count;
      const n = Math.round(exact) - given;
      given += n;
      return { ...one, count: n };
    })
    .filter((one) => one.count > 0);
}
