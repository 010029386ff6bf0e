/** Takes in who is not to be called, from a file: all of it or nothing, and at once. */
import { basename } from 'node:path';
import type { Config } from '../../config/environment.ts';
import { inSortedRuns } from '../../load/sorted-runs.ts';
import { readNoLines, Unheard, type NoLine } from '../../load/suppression.ts';
import { UserError } from '../../model/errors.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { destinationKeys, spellingsOf } from '../../model/one-phone.ts';
import { suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { endOfTypedDay } from '../../model/typed-instant.ts';
import type { Personal, Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import type { Caller } from '../runtime.ts';
import { addedLine, ASKED } from './add.ts';
import { lastRing, leaveOut } from './leave-out.ts';
import { scopeReader } from './scope.ts';

export const IMPORT = 'import';

export type ImportOptions = {
  /** Absolute. */
  readonly path: string;
  readonly defaultCountry: string | null;
  /** Where a row does not say. */
  readonly scope: Scope;
  readonly reason: string | null;
  readonly source: string | null;
  readonly until: Instant | null;
  /** Of days in the file. */
  readonly zone: string;
  readonly warn: (sentence: string) => void;
};

export type ImportedSuppression = {
  /** Numbers read. */
  readonly read: number;
  /** Newly in force. */
  readonly added: number;
  /** Contacts who waited and were left out now, by their campaign. */
  readonly waited: ReadonlyMap<string, number>;
  /** Whose call goes on, or is in doubt. */
  readonly open: number;
};

/** What is said of a number beside it; the same for most of a file. */
type Words = Pick<Suppression, 'scope' | 'at' | 'until'> & { readonly reason: string | null; readonly source: string };

/** What cannot be read changes nothing. */
export async function importSuppression(
  store: Store,
  options: ImportOptions,
  config: Config,
  caller: Caller,
): Promise<ImportedSuppression> {
  const { path, warn } = options;
  const { clock, operator: by } = caller;
  const digest = digestOf(await store.info());
  const words = new WordsOf(options, await store.campaigns(), clock.now());
  const rules = { defaultCountry: options.defaultCountry, extraUsAreaCodes: [] };
  const unheard = new Unheard();
  const name = basename(path);
  const waited = new Map<string, number>();
  const found = { added: 0, open: 0 };
  const write = async (items: readonly string[]): Promise<void> => {
    const entries: Suppression[] = [];
    const notes: Personal[] = [];
    for (const item of items) {
      const [key = '', number = '', nth = ''] = item.split(' ');
      const destination = key as DestinationKey;
      const { reason, source, ...said } = words.at(Number(nth));
      entries.push({ destination, ...said, reason: ASKED, source: IMPORT });
      notes.push({ owner: suppressionOwner(destination), key: said.scope, body: { number, reason, source, by } });
    }
    found.added += await store.suppress(entries, notes);
    const keys = [...new Set(entries.map(({ destination }) => destination))];
    const left = await leaveOut(store, keys, [...new Set(entries.map(({ scope }) => scope))], caller);
    for (const { campaign } of left.waited) waited.set(campaign, (waited.get(campaign) ?? 0) + 1);
    found.open += left.open.length;
  };
  const read = await inSortedRuns<NoLine>({
    lines: (again) => readNoLines(path, rules, again ? undefined : warn, (line) => words.refusal(line)),
    items: (line, again) => {
      if (!again) unheard.see(line);
      const nth = words.of(line);
      return line.phones.flatMap((phone) => {
        const spelled = spellingsOf(phone);
        return destinationKeys(digest, phone).map((key, at) => `${key} ${spelled[at] ?? phone} ${nth}`);
      });
    },
    write,
    yieldTurn: () => clock.sleep(clock.now()),
  });
  if (read === 0) warn(`${name} holds no number: it keeps nobody from being called.`);
  for (const sentence of unheard.words(name)) warn(sentence);
  if (read > 0) {
    const { scope, until } = options;
    await store.append([addedLine({ by, scope, numbers: read, until }, clock.now())]);
    await lastRing(config, store, caller);
  }
  return { read, ...found, waited };
}

/** Reads the columns beside the number, and keeps each of what they say once. */
class WordsOf {
  readonly #options: ImportOptions;
  readonly #scopeOf: ReturnType<typeof scopeReader>;
  readonly #now: Instant;
  readonly #known = new Map<string, number>();
  readonly #all: Words[] = [];

  constructor(options: ImportOptions, campaigns: readonly { readonly id: string }[], now: Instant) {
    this.#options = options;
    this.#scopeOf = scopeReader(campaigns);
    this.#now = now;
  }

  at(nth: number): Words {
    const words = this.#all[nth];
    if (words === undefined) throw new Error(`no words ${nth} of a list of opt-outs`);
    return words;
  }

  of(line: NoLine): number {
    const said = cellsOf(line);
    const known = this.#known.get(said.join('\n'));
    if (known !== undefined) return known;
    this.#known.set(said.join('\n'), this.#all.length);
    this.#all.push(this.#read(said));
    return this.#all.length - 1;
  }

  /** In the row's own words why it cannot be taken; null: it can. */
  refusal(line: NoLine): { readonly message: string; readonly hint?: string } | null {
    try {
      this.of(line);
      return null;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [first] = error.problems;
      return { message: first?.message ?? '', ...(first?.hint === undefined ? {} : { hint: first.hint }) };
    }
  }

  #read([scope = '', reason = '', source = '', until = '', at = '']: readonly string[]): Words {
    const { scope: usual, reason: because, source: from, until: end, zone, path } = this.#options;
    const said = at === '' ? undefined : parseInstant(at);
    return {
      scope: scope === '' ? usual : this.#scopeOf(scope).scope,
      reason: reason === '' ? because : reason,
      source: source === '' ? (from ?? basename(path)) : source,
      until: until === '' ? end : instantIn(until, zone),
      at: said === undefined || said > this.#now ? this.#now : said,
    };
  }
}

const NONE: readonly string[] = ['', '', '', '', ''];

function cellsOf({ ofRow }: NoLine): readonly string[] {
  if (ofRow === undefined) return NONE;
  return [ofRow('scope'), ofRow('reason'), ofRow('source'), ofRow('until'), ofRow('at', 'since', 'date')];
}

/** Only what names its day: what is read tomorrow must say the same. */
function instantIn(text: string, zone: string): Instant {
  const instant = endOfTypedDay(text, zone) ?? parseInstant(text);
  if (instant !== undefined) return instant;
  throw new UserError([
    {
      code: 'bad_instant',
      message: `until: "${text}" is no day and no instant.`,
      hint: 'Write 2027-01-31, or 2027-01-31T17:00:00-05:00.',
    },
  ]);
}
