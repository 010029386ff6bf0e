/** Takes in who is not to be called, from a file: all of it or nothing, and at once. */
import { basename } from 'node:path';
import type { Config } from '../../config/environment.ts';
import { inSortedRuns } from '../../load/sorted-runs.ts';
import { readNoLines, Unheard, type NoLine } from '../../load/suppression.ts';
import { UserError } from '../../model/errors.ts';
import type { DestinationKey } from '../../model/ids.ts';
import { destinationKeys, phoneOf, spellingsOf } from '../../model/one-phone.ts';
import { suppressionOwner, type Scope, type Suppression } from '../../model/suppression.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { endOfTypedDay } from '../../model/typed-instant.ts';
import type { Personal, Store } from '../../store/port.ts';
import { digestOf } from '../account.ts';
import type { Caller } from '../runtime.ts';
import { addedLine, ASKED } from './add.ts';
import type { SharedEntry } from '../../suppression/port.ts';
import { lastRing, lastRingElsewhere, leaveOut } from './leave-out.ts';
import { scopeReader } from './scope.ts';
import { teamOf, withTeam, wordsForTeam, type Heard, type OpenTeam, type Say } from './team.ts';

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
  /** Lines with a number. */
  readonly read: number;
  /** Phones that are newly in force, one of several spellings once. */
  readonly added: number;
  /** Opt-outs of the file that it says were taken back: they are not taken in. */
  readonly removed: number;
  /** Contacts who waited and were left out now, by their campaign. */
  readonly waited: ReadonlyMap<string, number>;
  /** Whose call goes on, or is in doubt. */
  readonly open: number;
  /** What the list of the team made of it; null: there is none. */
  readonly team: Heard | null;
};

/** What is said of a number beside it; the same for most of a file. */
type Words = Pick<Suppression, 'scope' | 'at' | 'until'> & { readonly reason: string | null; readonly source: string };

/** What cannot be read changes nothing. */
export async function importSuppression(
  store: Store,
  options: ImportOptions,
  config: Config,
  caller: Caller,
  openTeam: OpenTeam = teamOf(config, caller),
): Promise<ImportedSuppression> {
  return withTeam(openTeam, caller.clock, (tell) => importAll(store, options, config, caller, tell));
}

async function importAll(
  store: Store,
  options: ImportOptions,
  config: Config,
  caller: Caller,
  tell: Say | null,
): Promise<ImportedSuppression> {
  const { path, warn } = options;
  const { clock, operator: by } = caller;
  const digest = digestOf(await store.info());
  const words = new WordsOf(options, await store.campaigns(), clock.now());
  const rules = { defaultCountry: options.defaultCountry, extraUsAreaCodes: [] };
  const unheard = new Unheard();
  const name = basename(path);
  const waited = new Map<string, number>();
  const removed = new Removed();
  const found = { added: 0, open: 0 };
  let team: Heard | null = null;
  const write = async (items: readonly string[]): Promise<void> => {
    // A phone counts by the spelling that stands for it; its others are kept beside it.
    const [phones, others]: [Said, Said] = [
      { entries: [], notes: [] },
      { entries: [], notes: [] },
    ];
    const shared: SharedEntry[] = [];
    for (const item of items) {
      const [key = '', number = '', nth = '', line = ''] = item.split(' ');
      const destination = key as DestinationKey;
      const { reason, source, ...said } = words.at(Number(nth));
      if (removed.isOver(number, said.scope, Number(line))) continue;
      const { entries, notes } = phoneOf(number) === number ? phones : others;
      entries.push({ destination, ...said, reason: ASKED, source: IMPORT });
      notes.push({ owner: suppressionOwner(destination), key: said.scope, body: { number, reason, source, by } });
      if (tell === null || entries !== phones.entries) continue;
      shared.push({ number, ...said, reason: wordsForTeam(reason ?? ASKED), source: wordsForTeam(source) });
    }
    found.added += await store.suppress(phones.entries, phones.notes);
    if (others.entries.length > 0) await store.suppress(others.entries, others.notes);
    if (tell !== null && shared.length > 0) team = heardMore(team, await tell((list) => list.add(shared)));
    const entries = [...phones.entries, ...others.entries];
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
      if (isRemoved(line)) {
        removed.see(line, words.at(nth).scope);
        return [];
      }
      const at = line.ofRow === undefined ? nth : `${nth} ${line.line}`;
      return line.phones.flatMap((phone) => {
        const spelled = spellingsOf(phone);
        return destinationKeys(digest, phone).map((key, nth) => `${key} ${spelled[nth] ?? phone} ${at}`);
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
    await Promise.all([lastRing(config, store, caller), isHeard(team) ? lastRingElsewhere(caller) : null]);
  }
  return { read, ...found, removed: removed.phones, waited, team };
}

type Said = { readonly entries: Suppression[]; readonly notes: Personal[] };

function isHeard(team: Heard | null): boolean {
  return team?.is === 'heard';
}

/** What was not heard once is told, whatever was heard of it. */
function heardMore(before: Heard | null, now: Heard): Heard {
  if (before === null || now.is === 'unheard') return now;
  return before.is === 'unheard' ? before : { ...now, changed: before.changed + now.changed };
}

/** In the list that a team shares a later line takes an earlier one back: who was taken back there is not taken in here. */
class Removed {
  /** By number and scope, the last line that says so. */
  readonly #lines = new Map<string, number>();

  get phones(): number {
    return this.#lines.size;
  }

  see({ phones, line }: NoLine, scope: Scope): void {
    for (const phone of phones.slice(0, 1)) this.#lines.set(`${phoneOf(phone)} ${scope}`, line);
  }

  isOver(number: string, scope: Scope, line: number): boolean {
    return this.#lines.size > 0 && (this.#lines.get(`${phoneOf(number)} ${scope}`) ?? -1) > line;
  }
}

/** When it was taken back; who writes that it was not has said no all the same. */
function isRemoved({ ofRow }: NoLine): boolean {
  return ofRow !== undefined && !/^(?:no?|false|0|-)?$/i.test(ofRow('removed'));
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
