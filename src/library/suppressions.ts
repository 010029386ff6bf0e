/** Whom nobody calls any more, for a program: said at once, listed, taken back with who did it and why. */
import { resolve } from 'node:path';
import type { GivenInstant } from '../app/given-instant.ts';
import type { OpenAccount } from '../app/open.ts';
import { openSharedList } from '../app/open-suppression.ts';
import type { Account } from '../app/account-file.ts';
import { numbersOf } from '../app/person/numbers.ts';
import type { Caller } from '../app/runtime.ts';
import { addSuppression } from '../app/suppression/add.ts';
import { writeLines } from '../app/results/write.ts';
import { exportSuppression } from '../app/suppression/export.ts';
import { importSuppression } from '../app/suppression/import.ts';
import { listSuppression, type ListedSuppression } from '../app/suppression/list.ts';
import { removeSuppression, type Removal as Removing } from '../app/suppression/remove.ts';
import { scopeReader } from '../app/suppression/scope.ts';
import type { Heard, OpenTeam } from '../app/suppression/team.ts';
import type { Config } from '../config/environment.ts';
import { userError } from '../model/errors.ts';
import { formatInstant, type Instant } from '../model/time.ts';
import { operatorZone } from '../report/when.ts';
import { checkArgument, givenInstant, readOptions, type Kinds } from './options.ts';

/** What is said of an opt-out. */
export type SuppressOptions = {
  /** `everywhere`, `campaign:NAME` or `purpose:NAME`. Default `everywhere`. */
  readonly scope?: string;
  /** Why, in words; kept with the personal data. */
  readonly reason?: string;
  /** Where it was said: a call, a letter, a form. */
  readonly source?: string;
  /** It ends then; refused where that has passed (`until_passed`). Default: never. */
  readonly until?: GivenInstant;
};

/** Opt-outs of the ledger. Numbers are in E.164, with their `+`. */
export type Suppressions = {
  /**
   * Once this resolves no ring to them can begin, whoever dials; a number needs to be in no list. Never asks. Answers how many
   * are newly in force. Where the team shares a list it is said there too; `shared_list_away` says that it stands here alone.
   */
  add(numbers: string | readonly string[], options?: SuppressOptions): Promise<number>;
  /** Takes them back, the only way there is; `scope` `all` takes back every one. Answers of how many numbers one was there. */
  remove(
    numbers: string | readonly string[],
    options: {
      /** Which of them. Default `everywhere`. */
      readonly scope?: string;
      /** Who says so, and how it is known. */
      readonly why: string;
    },
  ): Promise<number>;
  /** Every one, those whose end has passed too, a page at a time. */
  list(options?: Pick<SuppressOptions, 'scope'>): AsyncIterable<ListedSuppression>;
  /**
   * Writes them, those whose end has passed too, as CSV that `import` reads, readable by its owner only; `force` replaces a file
   * that is there. `unnamed`: left out of it, since the ledger holds no more than their digests (do-not-call files hold them).
   */
  export(
    path: string,
    options?: Pick<SuppressOptions, 'scope'> & { readonly force?: boolean },
  ): Promise<{ readonly written: number; readonly unnamed: number }>;
  /** Those of a file, a number a line or with columns; what cannot be read changes nothing. Answers how many were read and are new. */
  import(
    path: string,
    options?: SuppressOptions & {
      /** Of numbers without a `+`, such as `US`. Default: they need one. */
      readonly defaultCountry?: string;
    },
  ): Promise<{ readonly read: number; readonly added: number }>;
};

const KINDS: Kinds<SuppressOptions> = { scope: 'text', reason: 'text', source: 'text', until: 'instant' };
type Removal = { readonly scope?: string; readonly why: string };
type Exporting = Pick<SuppressOptions, 'scope'> & { readonly force?: boolean };
type Importing = SuppressOptions & { readonly defaultCountry?: string };

export function suppressionsOf(
  { store }: OpenAccount,
  account: Account,
  config: Config,
  caller: Caller,
  asking: () => void,
): Suppressions {
  const { sharedSuppression: shared } = account;
  const team: OpenTeam = () => (shared === null ? Promise.resolve(null) : openSharedList(shared, config, caller));
  const scopeOf = async (typed = 'everywhere'): ReturnType<typeof read> => read(typed);
  const read = async (typed: string): Promise<ReturnType<ReturnType<typeof scopeReader>>['scope']> =>
    scopeReader(await store.campaigns())(typed).scope;
  const saidOf = async ({ scope, reason, source, until: given }: SuppressOptions) => {
    const until = givenInstant(given);
    if (until !== null && until <= caller.clock.now()) throw passed(until);
    return { scope: await scopeOf(scope), until, reason: reason ?? null, source: source ?? null };
  };
  return {
    add: async (numbers, options) => {
      asking();
      const said = await saidOf(readOptions<SuppressOptions>(options, KINDS));
      const done = await addSuppression(store, { numbers: e164(numbers), ...said }, config, caller, team);
      refuseUnheard(done.team);
      return done.added;
    },
    remove: async (numbers, options) => {
      asking();
      const { scope, why = '' } = readOptions<Removal>(options, { scope: 'text', why: 'text' });
      const which = scope === 'all' ? scope : await scopeOf(scope);
      const removal: Removing = { numbers: e164(numbers), scope: which, why };
      const removed = await removeSuppression(store, removal, config, caller, team);
      return removed.filter(({ were, team: of }) => were.length > 0 || (of?.removed ?? 0) > 0).length;
    },
    list: (options) => listed(options),
    export: async (path, options) => {
      asking();
      checkArgument('path', path, 'text');
      const kinds = { scope: 'text', force: 'flag' } as const;
      const { scope, force = false } = readOptions<Exporting>(options, kinds);
      const tally = { written: 0, unnamed: 0 };
      const only = scope === undefined ? {} : { scope: await scopeOf(scope) };
      const lines = exportSuppression(store, 'csv', { ...only, now: caller.clock.now(), tally });
      await writeLines(resolve(caller.cwd, path), lines, '\r\n', force);
      return tally;
    },
    import: async (path, options) => {
      asking();
      checkArgument('path', path, 'text');
      const { defaultCountry, ...given } = readOptions<Importing>(options, { ...KINDS, defaultCountry: 'text' });
      const reading = { path: resolve(caller.cwd, path), defaultCountry: defaultCountry?.toUpperCase() ?? null };
      const how = { ...reading, ...(await saidOf(given)), zone: operatorZone(), warn: () => undefined };
      const done = await importSuppression(store, how, config, caller, team);
      refuseUnheard(done.team);
      return { read: done.read, added: done.added };
    },
  };

  async function* listed(options?: Pick<SuppressOptions, 'scope'>): AsyncGenerator<ListedSuppression> {
    asking();
    const { scope } = readOptions<Pick<SuppressOptions, 'scope'>>(options, { scope: 'text' });
    const only = scope === undefined ? {} : { scope: await scopeOf(scope) };
    for await (const one of listSuppression(store, only, caller.clock.now())) {
      yield one;
      asking();
    }
  }
}

/** It stands here, and whoever asked must know that the rest of the team has not heard it. */
function refuseUnheard(team: Heard | null): void {
  if (team?.is !== 'unheard') return;
  const message = `${team.message} Nobody calls them by this ledger; the others of the team have not heard it.`;
  throw userError('shared_list_away', message, `${team.hint} Then say it again.`);
}

/** Milliseconds that are seconds by a slip are in 1970. */
function passed(until: Instant): Error {
  const message = `An opt-out until ${formatInstant(until)} would be over already: nobody would be kept from being called.`;
  return userError('until_passed', message, 'Name a later instant, or leave until out: it holds for good.');
}

/** With their `+` nothing is left to guess: a slip would leave somebody to be called. */
function e164(given: unknown): readonly string[] {
  const numbers: unknown = typeof given === 'string' ? [given] : given;
  if (Array.isArray(numbers) && numbers.length > 0) {
    const read = numbers.map((one) =>
      typeof one === 'string' && one.trim().startsWith('+') ? numbersOf(one)[0] : undefined,
    );
    if (read.every((one) => one !== undefined)) return read;
  }
  throw userError(
    'wrong_option',
    'Numbers are given in E.164, as in +14155550101.',
    'One of them is none, or there are none.',
  );
}
