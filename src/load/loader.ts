/** Loads an open list into the ledger: every row ends accepted, rejected or skipped, and all become visible at once. */
import type { LoadReport } from '../model/load-report.ts';
import type { LoadSummary, Publish } from '../store/port.ts';
import { CHUNK, Loading, type FirstOfList, type LoadOptions } from './loading.ts';
import type { RowOutcome } from './row/types.ts';
import { validateRow } from './row/validate.ts';

export type { FirstOfList, LoadOptions };

/** Characters at which a chunk is full, however few its rows. */
const LARGE = 4 * 1024 * 1024;

/** A list that was read and waits, hidden, for somebody to agree to what it would change. */
export type StagedList = {
  readonly load: number;
  /** As it would be published now. */
  readonly report: LoadReport;
  /** How many of its accepted rows are where. */
  readonly places: ReadonlyMap<string, number>;
  /** The first row that can be dialed: what its call would carry. */
  readonly first: FirstOfList | null;
  /** Everything becomes visible at once. */
  publish(how?: Publish): Promise<LoadReport>;
  /** Nothing of it is left. */
  abandon(): Promise<void>;
};

/** Throws what the list, the store or the rejects file throws; then nothing of this load is left. */
export async function loadList(options: LoadOptions): Promise<LoadReport> {
  const staged = await stageList(options);
  try {
    return await staged.publish();
  } catch (error) {
    await staged.abandon();
    throw error;
  }
}

/** As `loadList`, but nothing of it is visible before it is published. */
export async function stageList(options: LoadOptions): Promise<StagedList> {
  const { store, campaign, list, now, rejects } = options;
  const ctx = { ...options.ctx, now };
  const load = await store.beginLoad(campaign, list.name, now);
  try {
    const loading = new Loading(options, load);
    let chunk: RowOutcome[] = [];
    let size = 0;
    for await (const raw of list.rows) {
      chunk.push(validateRow(raw, ctx));
      size += raw.size ?? 0;
      if (chunk.length < CHUNK && size < LARGE) continue;
      await loading.add(chunk);
      chunk = [];
      size = 0;
      await options.yieldTurn();
    }
    await loading.add(chunk);
    await loading.leaveOutCalled();
    loading.tellEmpty();
    // The rejects file first: once rows are visible nothing may fail any more.
    await rejects?.finish();
    const reportWith = (summary: LoadSummary): LoadReport => ({ list: list.name, ...loading.counts(), ...summary });
    return {
      load,
      report: reportWith(await store.reviewLoad(load)),
      places: loading.places,
      first: loading.first,
      publish: async (how) => reportWith(await store.publishLoad(load, [loading.logLine()], how)),
      abandon: () => store.abandonLoad(load),
    };
  } catch (error) {
    await rejects?.discard();
    await store.abandonLoad(load);
    throw error;
  }
}
