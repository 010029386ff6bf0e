/** In which do-not-call files of the ledger's campaigns a number stands: whoever is taken back here comes back by them. */
import { phoneOf } from '../../model/one-phone.ts';
import type { Store } from '../../store/port.ts';

export type InFile = {
  readonly path: string;
  /** Null: it cannot be read now, so that it is not known. */
  readonly line: number | null;
};

/** By number, those that hold it, and those that cannot be read. Each file is read once, to its end. */
export async function standingInFiles(
  store: Store,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly InFile[]>> {
  const files = new Map(
    (await store.campaigns()).flatMap(({ state, plan: { doNotCall } }) =>
      doNotCall === undefined || state.is === 'canceled'
        ? []
        : doNotCall.files.map((path) => [path, doNotCall] as const),
    ),
  );
  const found = new Map<string, InFile[]>(numbers.map((number) => [number, []]));
  for (const [path, rules] of files) {
    const lines = await linesIn(path, rules, new Set(numbers.map(phoneOf)));
    for (const [number, those] of found) {
      const line = lines === null ? null : lines.get(phoneOf(number));
      if (line !== undefined) those.push({ path, line });
    }
  }
  return found;
}

type Rules = { readonly defaultCountry: string | null; readonly extraUsAreaCodes: readonly string[] };

/** The first line of each phone; null: the file cannot be read. */
async function linesIn(
  path: string,
  rules: Rules,
  phones: ReadonlySet<string>,
): Promise<ReadonlyMap<string, number> | null> {
  // What reads numbers is loaded once there is a file to read.
  const { readNoLines } = await import('../../load/suppression.ts');
  const found = new Map<string, number>();
  try {
    for await (const { phones: these, line } of readNoLines(path, rules)) {
      for (const phone of these.map(phoneOf)) if (phones.has(phone) && !found.has(phone)) found.set(phone, line);
    }
  } catch {
    return null;
  }
  return found;
}
