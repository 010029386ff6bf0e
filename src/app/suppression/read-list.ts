/** One do-not-call file, read again into a ledger that is being dialed: in slices, so that the dialing goes on meanwhile. */
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Clock } from '../../clock.ts';
import type { DoNotCallLists } from '../../model/campaign.ts';
import { systemCodeOf, UserError } from '../../model/errors.ts';
import { destinationKeys, type Digest } from '../../model/one-phone.ts';
import { EVERYWHERE, onDoNotCall } from '../../model/suppression.ts';
import { StoreFailure } from '../../store/failure.ts';
import type { Store } from '../../store/port.ts';
import { LATE, within } from '../../suppression/deadline.ts';
import { DEADLINE } from '../../suppression/ask.ts';

/** Some milliseconds of work; after each the dialing has its turn. */
const SLICE = 100;

export type Rules = Pick<DoNotCallLists, 'defaultCountry' | 'extraUsAreaCodes'>;
export type ReadAgain = { readonly numbers: number; readonly added: number };

/** What tells one state of a file from the next: replaced, cut, edited in place, written to. */
export type Stamp = string;

/** Throws a `ListTrouble` for what is no file that can be read now. */
export async function stampOf(path: string, clock: Clock): Promise<Stamp> {
  const found = await within(clock, DEADLINE, stat(path, { bigint: true })).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    throw new ListTrouble(`${path} ${code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? 'unknown'})`}`);
  });
  if (found === LATE) throw new ListTrouble(`${path} does not answer`);
  if (!found.isFile()) throw new ListTrouble(`${path} is no file`);
  const { dev, ino, size, mtimeNs, ctimeNs } = found;
  return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
}

/** A file that nobody may be dialed by. `message`: of a file and a line, never of what stands there (I8). */
export class ListTrouble extends Error {
  /** For the screen: what the line says too. */
  readonly detail: string;
  /** It stands in the file: as long as that does not change, it stays. */
  readonly inside: boolean;

  constructor(message: string, detail: string | null = null) {
    super(message);
    this.name = 'ListTrouble';
    this.detail = detail ?? message;
    this.inside = detail !== null;
  }
}

export type Ledger = { readonly store: Store; readonly digest: Digest; readonly clock: Clock };

/**
 * Every number of it is left out from then on, whatever campaign it is in. Those that stood there before and do not now stay
 * left out: who said no has not taken it back. `going`: false ends it before its end.
 */
export async function readListAgain(
  path: string,
  rules: Rules,
  { store, digest, clock }: Ledger,
  going: () => boolean = () => true,
): Promise<ReadAgain> {
  // What reads numbers is loaded once there is a file to read.
  const { readSuppression } = await import('../../load/suppression.ts');
  let numbers = 0;
  let added = 0;
  let slice: string[] = [];
  const flush = async (): Promise<void> => {
    const now = clock.now();
    const keys = new Map(slice.map((number) => [number, destinationKeys(digest, number)]));
    const known = await store.suppressed([...new Set([...keys.values()].flat())], [EVERYWHERE], now);
    const news = [...keys.values()].filter((own) => own.some((key) => known.get(key)?.until !== null));
    if (news.length > 0) await store.suppress(onDoNotCall([...new Set(news.flat())], basename(path), now));
    numbers += slice.length;
    added += news.length;
    slice = [];
    await clock.sleep(clock.now());
  };
  try {
    for await (const number of readSuppression(path, rules)) {
      slice.push(number);
      if (slice.length >= SLICE) await flush();
      if (!going()) break;
    }
  } catch (error) {
    throw troubleOf(error, path);
  }
  await flush();
  return { numbers, added };
}

/** The ledger's own failures are not the file's. */
function troubleOf(error: unknown, path: string): unknown {
  if (error instanceof StoreFailure || !(error instanceof Error)) return error;
  if (error instanceof UserError) {
    const [first, ...more] = error.problems;
    const line = first?.line === undefined ? '' : `:${first.line}`;
    const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
    const what = first?.code === 'bad_suppression' ? 'holds what is no number' : 'cannot be read';
    return new ListTrouble(
      `${path}${line} ${what}${rest}`,
      `${path}${line}: ${first?.message ?? error.message}${rest}`,
    );
  }
  const code = 'syscall' in error ? systemCodeOf(error) : undefined;
  return code === undefined ? error : new ListTrouble(`${path} cannot be read (${code})`);
}
