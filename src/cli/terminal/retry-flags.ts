/** Whom `outdial retry` means, as it is typed: kinds, an interval, ids or a file of them. */
import { RETRY_KINDS, type RetryKind, type RetryWish } from '../../app/campaign/retry.ts';
import { readIds } from '../../app/person/read-ids.ts';
import { userError } from '../../model/errors.ts';
import { typedPast } from '../../model/typed-instant.ts';
import { operatorZone } from '../../report/when.ts';
import { sameSettings, type Context } from './context.ts';
import { fileWord } from './next-command.ts';

export type RetryFlags = {
  readonly refused?: true;
  readonly only?: string;
  readonly between?: readonly string[];
  readonly ids?: string;
};

/** Throws a `UserError` where nobody is said: everybody is never meant by saying nothing. */
export async function retryWish(name: string, flags: RetryFlags, context: Context): Promise<RetryWish> {
  const { refused, only, between, ids } = flags;
  if (refused !== true && only === undefined && between === undefined && ids === undefined) {
    const command = sameSettings(context, `outdial retry ${fileWord(name)} --only busy,no_answer`);
    throw userError('retry_whom', 'Whom to dial again was not said.', `Say for instance ${command}, or --refused.`);
  }
  if (refused === true && only !== undefined) {
    throw userError('retry_whom', '--refused and --only were both given.', `Say --only refused,${only}.`);
  }
  return {
    kinds: refused === true ? ['refused'] : only === undefined ? null : kindsOf(only),
    between: between === undefined ? null : intervalOf(between, context),
    ids: ids === undefined ? null : await readIds(ids, context.at.cwd),
  };
}

function kindsOf(typed: string): readonly RetryKind[] {
  const kinds = new Set<RetryKind>();
  for (const word of typed.split(/[\s,]+/).filter((one) => one !== '')) {
    const kind = RETRY_KINDS.find((known) => known === word.toLowerCase().replaceAll('-', '_'));
    if (kind === undefined) {
      const why = word.toLowerCase() === 'answered' ? ' Whoever was reached is not: see outdial callback.' : '';
      throw userError('retry_whom', `"${word}" is nothing that people are dialed again for.${why}`, FORMS);
    }
    kinds.add(kind);
  }
  if (kinds.size === 0) throw userError('retry_whom', '--only names nobody.', FORMS);
  return [...kinds];
}

const FORMS = `Name some of ${RETRY_KINDS.join(', ')}.`;

function intervalOf(typed: readonly string[], { clock }: Context): { readonly from: number; readonly to: number } {
  const [first, second, more] = typed;
  if (first === undefined || second === undefined || more !== undefined) {
    const hint = 'Give two after the name: --between "yesterday 9:00" "yesterday 12:00".';
    throw userError('retry_whom', `--between takes two instants, not ${typed.length}.`, hint);
  }
  const [from, to] = [first, second].map((text) => typedPast(text, clock.now(), operatorZone()));
  if (from === undefined || to === undefined || from >= to) {
    throw userError('retry_whom', `"${second}" is not later than "${first}".`, 'Give the earlier one first.');
  }
  return { from, to };
}
