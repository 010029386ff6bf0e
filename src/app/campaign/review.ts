/** What the ledger would hold once a staged list and its plan were applied: who waits then, and how many, without a write. */
import type { Plan } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Instant } from '../../model/time.ts';
import type { StagedList } from '../../load/loader.ts';
import type { CampaignCounts, RowRecord, StagedRow, Store } from '../../store/port.ts';
import { hasVanished } from '../../model/list-changes.ts';
import { mayTry } from '../../model/tries.ts';
import type { Tried, Waiting, WaitingGroup } from '../../model/standing-facts.ts';

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
  const { report, places } = staged;
  const { changes } = report;
  const before = await store.counts(id);
  const waited = await store.waiting(id, now);
  // Who is back in the list had been skipped; the others that wake had been given up.
  const back = Math.min(changes.new - report.added, changes.woken);
  const looked = before.dialed > 0 && (before.states.ready > 0 || back > 0);
  const { spent, spentBack, tried } = looked ? await triesBy(store, id, staged, plan, sync) : NOBODY_TRIED;
  const out = (sync ? changes.vanished_waiting : 0) + changes.corrected_called;
  const states = {
    ...before.states,
    ready: before.states.ready + report.added + changes.woken - out - spent - spentBack,
    exhausted: before.states.exhausted + spent + spentBack - (changes.woken - back),
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
  const come = spread(places, report.added + changes.woken - spentBack).map((group): WaitingGroup => ({
    ...group,
    from: due,
    to: due,
  }));
  const triedBefore = tried.reduce((sum, { count }) => sum + count, 0);
  const groups = [...lessened(waited.groups, stay), ...come];
  return { counts, spent: spent + spentBack, waiting: { groups, triedBefore, tried } };
}

type Tries = {
  /** Who waits, and who is back in the list, without a try left. */
  readonly spent: number;
  readonly spentBack: number;
  /** Of whoever waits then and was called before. */
  readonly tried: readonly Tried[];
};
const NOBODY_TRIED: Tries = { spent: 0, spentBack: 0, tried: [] };

/** Whoever gets a new number has all tries; whoever leaves the list is counted there. */
async function triesBy(store: Store, id: CampaignId, staged: StagedList, plan: Plan, sync: boolean): Promise<Tries> {
  const { report, load } = staged;
  let [spent, spentBack] = [0, 0];
  const tried = new Map<string, Tried>();
  for (let after: RowRecord | null = null; ;) {
    const page: readonly RowRecord[] = await store.rows(id, after, PAGE);
    const all = page.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
    const those = all.filter((one) => one.attempts > 0 && (one.state.is === 'ready' || hasVanished(one)));
    const rows = those.length === 0 ? new Map<Contact['id'], StagedRow>() : await rowsOf(store, load, those);
    for (const contact of those) {
      const row = rows.get(contact.id);
      const waits = contact.state.is === 'ready';
      if (waits ? row === undefined && sync && contact.list === report.list : row?.taken !== true) continue;
      // With another number they begin anew, or are left out.
      if (row?.taken === true && row.anew) continue;
      if (mayTry(contact, plan.retry)) count(tried, contact);
      else if (waits) spent += 1;
      else spentBack += 1;
    }
    after = page.at(-1) ?? null;
    if (after === null || page.length < PAGE) return { spent, spentBack, tried: [...tried.values()] };
  }
}

function count(tried: Map<string, Tried>, { attempts, spentBefore = 0, callback }: Contact): void {
  const one = { attempts, spentBefore, callback: callback !== undefined };
  const alike = JSON.stringify(one);
  tried.set(alike, { ...one, count: (tried.get(alike)?.count ?? 0) + 1 });
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
