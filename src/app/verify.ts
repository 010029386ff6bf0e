/** Is the log whole, and is a head that was noted down earlier still in it? */
import { userError } from '../model/errors.ts';
import { CHAIN_START, sealOf } from '../store/chain.ts';
import type { LoggedLine, LogHead, Store } from '../store/port.ts';

export type { LogHead };
export type Verified =
  /** `head`: null where the log is empty. `from`: the last line that was cut for its age; null: none ever was. */
  | { readonly is: 'whole'; readonly head: LogHead | null; readonly from: LogHead | null }
  /** Its first line that is not what was written, or does not follow on what stands before it. */
  | { readonly is: 'broken'; readonly at: number }
  /** The chain holds, and the wanted head is of no line of it: that was rewritten, cut off, or of another ledger. */
  | { readonly is: 'head_missing'; readonly from: LogHead | null };

/** Some 300 bytes a line: what is held at once stays small, however long the log is. */
const PAGE = 2_000;
const LEAST_HEAD = 12;

/** The head that a person noted down, or the beginning of it. */
export function headFrom(text: string): string {
  const head = text.trim().toLowerCase();
  if (/^[0-9a-f]+$/.test(head) && head.length >= LEAST_HEAD && head.length <= 64) return head;
  throw userError(
    'bad_head',
    `"${text}" is no head of a log.`,
    `Give the 64 hex digits, or at least the first ${LEAST_HEAD}.`,
  );
}

/** From the first line that is kept to the last, a page at a time. Every line counts its own number: one taken out shows at once. */
export async function verifyLog(store: Pick<Store, 'log' | 'logAnchor'>, wanted: string | null): Promise<Verified> {
  for (;;) {
    const from = await store.logAnchor();
    const found = await verifyFrom(store, from, wanted);
    // Cut while it was read: what was missing was taken for its age.
    if (found.is !== 'broken' || (await store.logAnchor())?.seq === from?.seq) return found;
  }
}

async function verifyFrom(store: Pick<Store, 'log'>, from: LogHead | null, wanted: string | null): Promise<Verified> {
  let last: LogHead = from ?? { seq: 0, hash: CHAIN_START };
  let seen = wanted === null || from?.hash.startsWith(wanted) === true;
  let limit = PAGE;
  for (;;) {
    const page = await readPage(store, last.seq, limit);
    if (page === null && limit === 1) return { is: 'broken', at: last.seq + 1 };
    if (page === null) {
      // Somewhere in it: one by one, so that the first line that does not fit is the one that is named.
      limit = 1;
      continue;
    }
    for (const line of page) {
      const fits = line.seq === last.seq + 1 && sealOf(last.hash, line) === line.hash;
      if (!fits) return { is: 'broken', at: last.seq + 1 };
      last = { seq: line.seq, hash: line.hash };
      seen ||= wanted !== null && line.hash.startsWith(wanted);
    }
    if (page.length < limit) break;
  }
  if (!seen) return { is: 'head_missing', from };
  return { is: 'whole', head: last.seq === 0 ? null : last, from };
}

/** Null when a line of it is not JSON any more: that was altered, too. */
async function readPage(
  store: Pick<Store, 'log'>,
  after: number,
  limit: number,
): Promise<readonly LoggedLine[] | null> {
  try {
    return await store.log({}, after, limit);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
