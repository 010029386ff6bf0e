/** The variables that a row of a campaign's list would send: what a test call with it carries. Nobody is loaded to be dialed. */
import { openList } from '../../load/list/open.ts';
import type { InlineRow } from '../../load/list/objects.ts';
import type { RawRow } from '../../load/row/types.ts';
import { userError } from '../../model/errors.ts';
import type { FirstRow } from '../../report/opening.ts';
import { digestOf } from '../account.ts';
import { openScratchLedger } from '../open-ledger.ts';
import type { Caller } from '../runtime.ts';
import { variablesIn } from '../campaign/first-row.ts';
import { loadCampaign } from '../campaign/load.ts';
import type { LookedUp } from '../campaign/lookups.ts';
import { listSource, type Source } from '../campaign/source.ts';

/** What stays in the house is told by columns and their values: enough of them are looked at for that. */
const HEAD = 200;

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
  const { head, wanted, name, columns } = await rowsOf(source, row);
  const raw = wanted === null ? head : [...head.filter((one) => one.row !== wanted.row), wanted];
  const store = await openScratchLedger(caller);
  try {
    // Rows that lack a cell would have fewer columns among them than the list has.
    const rows = raw.map(({ cells }): InlineRow => ({
      ...Object.fromEntries(columns.map((one) => [one, ''])),
      ...cells,
    }));
    const spec = { ...source.spec, contacts: { is: 'inline' as const, rows }, suppression: [], startAt: null };
    const { id } = await loadCampaign(
      {
        source: { ...source, spec },
        store,
        digest: digestOf(await store.info()),
        lineTypes: looked.lines.map(({ provider }) => provider),
        rehearsal,
        agent: looked.agent,
        tellMissing: true,
      },
      caller,
    );
    const loaded = await store.reportPage(id, null, raw.length + 1, 'newest');
    // Rows that are handed over count from 2, as those of a file do.
    const at = wanted === null ? loaded.find(({ outcome }) => outcome.is === 'accepted') : loaded.at(raw.length - 1);
    const number = raw[(at?.row ?? 0) - 2]?.row;
    if (at === undefined || number === undefined) {
      const hint = 'outdial check says what is wrong with them. Or give the values yourself: --set name=value.';
      throw userError('like_row', `None of the first ${raw.length} rows of ${name} can be dialed.`, hint);
    }
    if (at.outcome.is !== 'accepted') {
      const why = at.body?.['message'];
      const message = `Row ${number} of ${name} would not be called, so no call is like it${typeof why === 'string' ? `: ${why}` : '.'}`;
      throw userError(
        'like_row',
        message,
        'Name another row, or leave --like out: the first that can be dialed is taken.',
      );
    }
    return { row: number, variables: variablesIn(at.body) };
  } finally {
    await store.close();
  }
}

type Rows = {
  readonly name: string;
  readonly columns: readonly string[];
  readonly head: readonly RawRow[];
  readonly wanted: RawRow | null;
};

/** The list is read as far as it has to be, and no row but these is kept. */
async function rowsOf({ spec }: Source, row: number | null): Promise<Rows> {
  if (spec.contacts.is === 'stdin') {
    const hint = 'Save it to a file, or give the values yourself: --set name=value.';
    throw userError('like_row', 'A list from standard input cannot be looked at for one row.', hint);
  }
  const list = await openList(listSource(spec, nobody()));
  const head: RawRow[] = [];
  let wanted: RawRow | null = null;
  let last = 1;
  for await (const raw of list.rows) {
    last = raw.row;
    if (head.length < HEAD) head.push(raw);
    if (raw.row === row) wanted = raw;
    if (head.length >= HEAD && (row === null || wanted !== null)) break;
  }
  if (row !== null && wanted === null) {
    const message = `${list.name} has no row ${row}: its rows are 2 to ${last}, and row 1 names the columns.`;
    throw userError('like_row', message, 'Count as the file does; blank rows count too.');
  }
  return { name: list.name, columns: list.columns, head, wanted };
}

async function* nobody(): AsyncGenerator<Uint8Array> {}
