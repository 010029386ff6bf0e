/** The variables that a row of a campaign's list would send: what a test call with it carries. Nobody is loaded to be dialed. */
import { openList } from '../../load/list/open.ts';
import { HEAD_ROWS } from '../../load/row/column-looks.ts';
import type { OpenList, RawRow } from '../../load/row/types.ts';
import { userError } from '../../model/errors.ts';
import type { FirstRow } from '../../report/opening.ts';
import { digestOf } from '../account.ts';
import { openScratchLedger } from '../open-ledger.ts';
import type { Caller } from '../runtime.ts';
import { variablesIn } from '../campaign/first-row.ts';
import { loadCampaign } from '../campaign/load.ts';
import type { LookedUp } from '../campaign/lookups.ts';
import { listSource, type Source } from '../campaign/source.ts';

export type LikeOptions = {
  /** As the list counts; null: the first that can be dialed. */
  readonly row: number | null;
  readonly looked: LookedUp;
  readonly rehearsal: boolean;
};

/** By the loader itself, so that a test call carries what the row's own call would. A `UserError` where it would have none. */
export async function rowLike(
  source: Source,
  { row, looked, rehearsal }: LikeOptions,
  caller: Caller,
): Promise<FirstRow> {
  const list = await rowsOf(source, row);
  const { name } = list;
  const store = await openScratchLedger(caller);
  try {
    const spec = { ...source.spec, suppression: [], startAt: null };
    const { id } = await loadCampaign(
      {
        source: { ...source, spec },
        list,
        store,
        digest: digestOf(await store.info()),
        lineTypes: looked.lines.map(({ provider }) => provider),
        // Only the values of the row are wanted.
        rules: null,
        rehearsal,
        agent: looked.agent,
        tellMissing: true,
      },
      caller,
    );
    const loaded = await store.reportPage(id, null, HEAD_ROWS + 1, 'newest');
    const at = loaded.find((one) => (row === null ? one.outcome.is === 'accepted' : one.row === row));
    if (at === undefined) {
      const hint = 'outdial check says what is wrong with them. Or give the values yourself: --set name=value.';
      throw userError('like_row', `None of the first ${loaded.length} rows of ${name} can be dialed.`, hint);
    }
    if (at.outcome.is !== 'accepted') {
      const why = at.body?.['message'];
      const message = `Row ${at.row} of ${name} would not be called, so no call is like it${typeof why === 'string' ? `: ${why}` : '.'}`;
      throw userError(
        'like_row',
        message,
        'Name another row, or leave --like out: the first that can be dialed is taken.',
      );
    }
    return { row: at.row, variables: variablesIn(at.body) };
  } finally {
    await store.close();
  }
}

/**
 * The list with as many rows as decide what of it stays in the house, and the one that is wanted: it is read no further, and
 * they are judged as they would be among all the others.
 */
async function rowsOf({ spec }: Source, row: number | null): Promise<OpenList> {
  if (spec.contacts.is === 'stdin') {
    const hint = 'Save it to a file, or give the values yourself: --set name=value.';
    throw userError('like_row', 'A list from standard input cannot be looked at for one row.', hint);
  }
  const list = await openList(listSource(spec, nobody()));
  const kept: RawRow[] = [];
  let found = row === null;
  let last = 1;
  for await (const raw of list.rows) {
    last = raw.row;
    const isWanted = raw.row === row;
    found ||= isWanted;
    if (kept.length < HEAD_ROWS || isWanted) kept.push(raw);
    if (kept.length >= HEAD_ROWS && found) break;
  }
  if (!found) {
    const message = `${list.name} has no row ${row}: its rows are 2 to ${last}, and row 1 names the columns.`;
    throw userError('like_row', message, 'Count as the file does; blank rows count too.');
  }
  return { ...list, rows: again(kept) };
}

async function* again(rows: readonly RawRow[]): AsyncGenerator<RawRow> {
  yield* rows;
}

async function* nobody(): AsyncGenerator<Uint8Array> {}
