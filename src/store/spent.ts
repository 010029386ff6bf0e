/** What the calls of a campaign bind and whom they rang, as sums that each commit keeps up: all of them are never looked at. Pure. */
import { isOpen, type Attempt } from '../model/attempt.ts';
import type { CampaignId } from '../model/ids.ts';
import { mayHaveRung } from '../model/number-limits.ts';
import type { Spent } from '../model/standing-facts.ts';

/** An attempt as far as the sums look at it. */
export type Counted = Pick<Attempt, 'reserved'> & { readonly open: boolean; readonly mayHaveRung: boolean };

export const NOTHING_SPENT: Spent = { spent: 0, reserved: 0, unpriced: 0, people: 0, open: 0 };

export function countedOf(attempt: Attempt): Counted {
  return { reserved: attempt.reserved, open: isOpen(attempt), mayHaveRung: mayHaveRung(attempt) };
}

/** What one attempt comes to; `alone`: no other of its contact may have rung. */
function partOf(one: Counted | undefined, alone: boolean): Spent {
  if (one === undefined) return NOTHING_SPENT;
  const { mayHaveRung: rang, open, reserved } = one;
  return {
    spent: open ? 0 : (reserved ?? 0),
    reserved: open ? (reserved ?? 0) : 0,
    unpriced: rang && reserved === null ? 1 : 0,
    people: rang && alone ? 1 : 0,
    open: open ? 1 : 0,
  };
}

/** `before` undefined: it is new. `others`: how many others of its contact may have rung. */
export function changeOf(before: Counted | undefined, after: Counted, others: number): Spent {
  return plus(partOf(after, others === 0), negative(partOf(before, others === 0)));
}

export function plus(a: Spent, b: Spent): Spent {
  return {
    spent: a.spent + b.spent,
    reserved: a.reserved + b.reserved,
    unpriced: a.unpriced + b.unpriced,
    people: a.people + b.people,
    open: a.open + b.open,
  };
}

function negative({ spent, reserved, unpriced, people, open }: Spent): Spent {
  return { spent: -spent, reserved: -reserved, unpriced: -unpriced, people: -people, open: -open };
}

export type Added = Map<CampaignId, Spent>;

export function add(added: Added, campaign: CampaignId, change: Spent): void {
  added.set(campaign, plus(added.get(campaign) ?? NOTHING_SPENT, change));
}

/** Rows of `campaign_spent` in their order, whose locks are taken in it. */
export function addedRows(added: ReadonlyMap<CampaignId, Spent>): readonly (readonly [CampaignId, ...number[]])[] {
  return [...added]
    .map(([id, { spent, reserved, unpriced, people, open }]) => [id, spent, reserved, unpriced, people, open] as const)
    .filter(([, ...sums]) => sums.some((sum) => sum !== 0))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

const SUMS = ['spent', 'reserved', 'unpriced', 'people', 'open'] as const;

/** `rows`: what stands after the columns. */
export function addingSpent(rows: string): string {
  const added = SUMS.map((sum) => `${sum} = campaign_spent.${sum} + excluded.${sum}`);
  return `INSERT INTO campaign_spent (campaign, ${SUMS.join(', ')}) ${rows}
    ON CONFLICT (campaign) DO UPDATE SET ${added.join(', ')}`;
}
