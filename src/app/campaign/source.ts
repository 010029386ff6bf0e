/** What a campaign is made of: a campaign file, or a bare list and what stands for the keys of its file. */
import { userError } from '../../model/errors.ts';
import { open } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { fileProblem } from '../../load/list/file-errors.ts';
import type { ListSource } from '../../load/list/open.ts';
import type { AccountOf } from '../account-file.ts';
import { NO_ACCOUNT, type Account } from '../../load/spec/account.ts';
import { readSpec, specFromFlags, specFromValue } from '../../load/spec/read.ts';
import { withHolidays } from './window-holidays.ts';
import type { InlineRows, Spec } from '../../load/spec/spec.ts';
import type { SpecFlags } from '../../load/spec/flags.ts';
import { decodeHead } from '../../load/list/text.ts';
import { NOBODY } from './nobody.ts';
import { isWrappedList } from '../../load/spec/wrapped-list.ts';

export type Source = {
  readonly spec: Spec;
  /** A list without a campaign file. */
  readonly bare: boolean;
  /** As whoever asks calls it: a path, or `-` for bytes that are handed over. */
  readonly named: string;
};

/** What stands for keys of the campaign file and wins over them. */
export type CampaignKeys = SpecFlags;

/** What is looked at of a file. `tail`: its last part, where it is longer than its first. */
type Ends = { readonly head: string; readonly tail: string };

/** The first line of JSON Lines must be in it. */
const HEAD = 64 * 1024;

export { NOBODY };

/**
 * `account`: what holds for every campaign of it, or for the campaign of a file. `forBare`: what stands in for keys that a bare list may do without and that
 * the account does not give either; a campaign file never sees it.
 */
export async function readSource(
  cwd: string,
  named: string,
  keys: CampaignKeys,
  account: Account | AccountOf,
  forBare: CampaignKeys = {},
): Promise<Source> {
  const accountOf = typeof account === 'function' ? account : () => account;
  if (named === '-') {
    return { spec: await withHolidays(specFromFlags('-', keys, cwd, accountOf(null), forBare)), bare: true, named };
  }
  const path = resolve(cwd, named);
  const ends = await endsOf(path, named);
  return isCampaignFile(path, ends)
    ? { spec: await withHolidays(await readSpec(path, keys, accountOf(path))), bare: false, named }
    : { spec: await withHolidays(specFromFlags(path, keys, cwd, accountOf(null), forBare)), bare: true, named };
}

/** The keys of a campaign file as a value; its contacts a path, or rows that may come one by one. */
export type CampaignValue = Readonly<Record<string, unknown>> & {
  readonly name: string;
  readonly agent_id: string;
  readonly from_number_id: string | readonly string[];
  readonly contacts: string | InlineRows;
};

/** `dir`: where its relative paths start. */
export function sourceOf(value: CampaignValue, dir: string, account: Account = NO_ACCOUNT): Source {
  // Programs without types hand over anything.
  const given: unknown = value;
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw userError('wrong_option', 'A campaign is the path of a file, or an object with its keys.');
  }
  const { contacts } = value;
  const spec = specFromValue(value, isRows(contacts) ? contacts : null, dir, account);
  return { spec, bare: false, named: value.name };
}

/** As `sourceOf`, with the days of calendars that have to be looked up. */
export async function wholeSourceOf(value: CampaignValue, dir: string, account: Account): Promise<Source> {
  const source = sourceOf(value, dir, account);
  return { ...source, spec: await withHolidays(source.spec) };
}

function isRows(contacts: unknown): contacts is InlineRows {
  return (
    typeof contacts === 'object' &&
    contacts !== null &&
    (Symbol.iterator in contacts || Symbol.asyncIterator in contacts)
  );
}

/** False where `NOBODY` stood in. */
export function saysWhoCalls({ spec }: Source): boolean {
  return spec.agentId !== NOBODY.agentId && spec.fromNumbers[0] !== NOBODY.fromNumberId[0];
}

/** For messages: what is being read. */
export function sourceWords({ named }: Source): string {
  return named === '-' ? 'standard input' : named;
}

/** `bytes`: the list itself, where it is called `-`. */
export function listSource(spec: Spec, bytes: AsyncIterable<Uint8Array>): ListSource {
  const encoding = spec.encoding === null ? {} : { encoding: spec.encoding };
  switch (spec.contacts.is) {
    case 'file':
      return { ...spec.contacts, ...encoding };
    case 'stdin':
      return { is: 'stream', name: 'stdin', bytes, ...encoding };
    case 'inline':
      return spec.contacts;
  }
}

/** Whatever is called `.json` and is no list is read as a campaign file: its reader says best what is wrong with it. */
function isCampaignFile(path: string, { head, tail }: Ends): boolean {
  if (extname(path).toLowerCase() !== '.json') return false;
  if (isWrappedList(head, tail)) return false;
  const text = head.trimStart();
  if (text.startsWith('[')) return false;
  const [first = '', ...rest] = text.split(/\r\n|\n|\r/);
  if (rest.join('').trim() === '') return true;
  try {
    // One whole object a line is JSON Lines, whatever the name says.
    return !(first.startsWith('{') && typeof JSON.parse(first) === 'object');
  } catch {
    return true;
  }
}

/** Before any flag is asked for: a file that is not there is the first thing to hear about. */
async function endsOf(path: string, named: string): Promise<Ends> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
      const { size } = await file.stat();
      const end = await file.read(Buffer.alloc(HEAD), 0, HEAD, Math.max(HEAD, size - HEAD));
      return {
        head: decodeHead(buffer.subarray(0, bytesRead)),
        tail: end.buffer.subarray(0, end.bytesRead).toString('latin1'),
      };
    } finally {
      await file.close();
    }
  } catch (error) {
    throw fileProblem(named, error);
  }
}
