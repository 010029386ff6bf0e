/** A campaign as a program hands it over: copied as it is now, its rows read one by one and only once. */
import type { CampaignValue } from '../app/campaign/source.ts';
import { UserError, userError } from '../model/errors.ts';

type Row = Readonly<Record<string, unknown>>;
type Rows = Iterable<Row> | AsyncIterable<Row>;

/** `signal`: ends the reading of the rows. What the rows throw comes with the error as its cause: it is the program's own. */
export function copyCampaign(given: unknown, signal: AbortSignal | undefined): string | CampaignValue {
  if (typeof given === 'string') return given;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw noCampaign();
  let copy: Record<string, unknown>;
  let contacts: unknown;
  try {
    ({ contacts, ...copy } = given as Record<string, unknown>);
    copy = structuredClone(copy);
    // What cannot be written down cannot be kept: a circle, a bigint.
    JSON.stringify(copy);
  } catch (cause) {
    const message = 'A key of the campaign holds what is no data (a function, a circle, a bigint), or cannot be read.';
    throw new UserError({ code: 'wrong_option', message }, { cause });
  }
  const rows = isRows(contacts) ? rowsOf(contacts, signal) : contacts;
  return { ...copy, contacts: rows } as CampaignValue; // its keys are checked one by one where it is read
}

function noCampaign(): Error {
  return userError('wrong_option', 'A campaign is the path of a file, or an object with its keys.');
}

/** Another list: a path, or rows. */
export function copyList(given: unknown, signal: AbortSignal): string | Rows {
  if (typeof given === 'string' && given.trim() !== '') return given;
  if (looksLikeRows(given)) return rowsOf(given, signal);
  throw userError('wrong_option', 'A list is the path of a file, or rows: any iterable or async iterable of objects.');
}

/** Looking at it may run its code. */
function looksLikeRows(value: unknown): value is Rows {
  try {
    return isRows(value);
  } catch {
    return false;
  }
}

function isRows(value: unknown): value is Rows {
  if (typeof value !== 'object' || value === null) return false;
  const { [Symbol.iterator]: one, [Symbol.asyncIterator]: other } = value as Partial<
    Record<typeof Symbol.iterator | typeof Symbol.asyncIterator, unknown>
  >;
  return typeof one === 'function' || typeof other === 'function';
}

/** Whatever ends it closes what it reads from; nobody waits for that: a source that hangs would hang there too. */
async function* rowsOf(rows: Rows, signal: AbortSignal | undefined): AsyncGenerator<Row> {
  let close = (): unknown => undefined;
  try {
    const iterator = Symbol.asyncIterator in rows ? rows[Symbol.asyncIterator]() : rows[Symbol.iterator]();
    close = () => iterator.return?.();
    for (;;) {
      const step = await unlessAborted<IteratorResult<Row | Promise<Row>>>(iterator.next(), signal);
      // As a `for` says it: without this, what is no iterator would have rows without end.
      if (typeof step !== 'object') throw new TypeError('An iterator must answer objects.');
      if (step.done === true) {
        close = () => undefined;
        return;
      }
      yield await step.value;
    }
  } catch (cause) {
    if (cause instanceof UserError) throw cause;
    const said = cause instanceof Error ? cause.name : typeof cause;
    const message = `The rows broke off with an error of their own (${said}). Nothing was loaded.`;
    throw new UserError({ code: 'rows_failed', message, hint: 'The error is the cause of this one.' }, { cause });
  } finally {
    void Promise.resolve()
      .then(() => close())
      .catch(() => undefined);
  }
}

async function unlessAborted<T>(work: T | PromiseLike<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  if (signal.aborted) throw aborted(signal);
  let stop = (): void => undefined;
  const given = new Promise<never>((_, reject) => {
    const listener = (): void => reject(aborted(signal));
    signal.addEventListener('abort', listener, { once: true });
    stop = () => signal.removeEventListener('abort', listener);
  });
  try {
    return await Promise.race([work, given]);
  } finally {
    stop();
  }
}

export function aborted(signal: AbortSignal): Error {
  const message = 'The signal was aborted before it was done. Nothing was changed.';
  return new UserError({ code: 'aborted', message }, { cause: signal.reason });
}
