/** Makes the text of a campaign file out of what was chosen, and puts it where it belongs: whole, or not at all. */
import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withFlags } from '../../../load/spec/flags.ts';
import { specFromValue } from '../../../load/spec/read.ts';
import { parseSpecJson } from '../../../load/spec/source-text.ts';
import { readSmallFile } from '../../../load/list/small-file.ts';
import { decodeWhole } from '../../../load/list/text.ts';
import { userError } from '../../../model/errors.ts';
import type { NamedColumn } from '../../../model/load-report.ts';
import { writeLines } from '../../results/write.ts';
import { NOBODY, type CampaignKeys } from '../source.ts';
import type { Hours } from './hours.ts';
import type { Purpose } from './purposes.ts';

export type Choices = {
  readonly name: string;
  /** Null: not chosen yet. Such a campaign can be checked and rehearsed, and not run. */
  readonly agentId: string | null;
  readonly fromNumberId: readonly string[] | null;
  /** Absolute. */
  readonly list: string;
  readonly toNumber: readonly string[];
  readonly id: string | null;
  readonly timezone: string | null;
  readonly tell: readonly NamedColumn[];
  readonly defaultCountry: string | null;
  readonly hours: Hours;
  readonly tries: number;
  readonly purpose: Purpose | null;
  /** Whatever else was given by flags: it stands in the file where they do. */
  readonly keys: CampaignKeys;
};

/** Throws a UserError for what no campaign file may hold. `path`: where it will be; `packageDir`: what is installed. */
export function campaignText(path: string, choices: Choices, packageDir: string): string {
  const { toNumber, id, timezone, defaultCountry, purpose, tries, hours } = choices;
  const dir = dirname(path);
  const chosen = {
    $schema: schemaAddress(dir, packageDir),
    name: choices.name,
    agent_id: choices.agentId ?? NOBODY.agentId,
    from_number_id: oneOrAll(choices.fromNumberId ?? NOBODY.fromNumberId),
    contacts: beside(dir, choices.list),
    columns: {
      to_number: oneOrAll(toNumber),
      ...(id === null ? {} : { id }),
      ...(timezone === null ? {} : { timezone }),
    },
    variables: Object.fromEntries(choices.tell.map(({ name, column }) => [name, column])),
    ...(defaultCountry === null ? {} : { default_country: defaultCountry }),
    window: { days: hours.days, from: hours.from, to: hours.to, timezone: 'contact' },
    retry:
      tries === 1 ? { max_attempts: 1 } : { max_attempts: tries, no_answer: { after: '2h' }, busy: { after: '15m' } },
    ...(purpose === null ? {} : { compliance: { purpose } }),
  };
  const value = withFlags(chosen, Object.fromEntries(Object.entries(choices.keys).filter(([key]) => !CHOSEN.has(key))));
  specFromValue(value, null, dir);
  return `${onOneLine(JSON.stringify(value, null, 2))}\n`;
}

/** Of the flags, those that the choices were made of: the others stand in the file where their keys do. */
const CHOSEN: ReadonlySet<string> = new Set([
  'agentId',
  'fromNumberId',
  'toNumberColumn',
  'idColumn',
  'timezoneColumn',
  'defaultCountry',
] satisfies (keyof CampaignKeys)[]);

/** Days are read at a glance, not one below the other. A line break in JSON never stands within a text. */
function onOneLine(json: string): string {
  return json.replace(/\[\n\s+("[^"\\]*"(?:,\n\s+"[^"\\]*")*)\n\s+\]/g, (list, items: string) => {
    const short = `[${items.replace(/\n\s+/g, ' ')}]`;
    return short.length <= LONGEST ? short : list;
  });
}
const LONGEST = 72;

/** A list of one thing is that thing. */
function oneOrAll(names: readonly string[] = []): string | readonly string[] | undefined {
  return names.length > 1 ? names : names[0];
}

/** Asks nothing of the network: within a project by its own path, else where it is installed on this machine. */
function schemaAddress(dir: string, packageDir: string): string {
  const file = join(packageDir, 'campaign.schema.json');
  const root = packageDir.split(sep).includes('node_modules')
    ? packageDir.slice(0, packageDir.lastIndexOf(`${sep}node_modules${sep}`))
    : packageDir;
  const within = relative(root, dir);
  if (isAbsolute(within) || within.split(sep)[0] === '..') return pathToFileURL(file).href;
  return beside(dir, file);
}

/** As the folder names it; with slashes, which every system reads. */
function beside(dir: string, path: string): string {
  const way = relative(dir, path);
  return isAbsolute(way) ? way : way.split(sep).join('/');
}

/** Before anybody is asked anything. */
export async function refuseFolder(path: string, named: string): Promise<void> {
  const folder = dirname(path);
  const problem = async (): Promise<string | null> => {
    try {
      if (!(await stat(folder)).isDirectory()) return 'its folder is a file';
      await access(folder, constants.W_OK);
      return null;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      return code === 'ENOENT' || code === 'ENOTDIR'
        ? 'its folder does not exist'
        : 'you may not write into its folder';
    }
  };
  const why = await problem();
  if (why === null) return;
  const message = `${named} cannot be written: ${why}.`;
  throw userError('unwritable', message, 'Name a file elsewhere: --out FILE.');
}

/** The name of the campaign in a file that is there; null: nothing is there. Throws for a file that is something else. */
export async function campaignThere(path: string, named: string): Promise<string | null> {
  if ((await stat(path).catch(() => null)) === null) return null;
  const other = userError(
    'input_overwrite',
    'There is a file of this name, and it is no campaign file: it is kept.',
    'Name another file: --out FILE.',
    { file: named },
  );
  try {
    const { value } = parseSpecJson(named, decodeWhole(await readSmallFile(path), named));
    const known = typeof value === 'object' && value !== null && 'contacts' in value && 'agent_id' in value;
    if (!known) throw other;
    return 'name' in value && typeof value.name === 'string' ? value.name : '';
  } catch {
    throw other;
  }
}

export async function writeCampaign(path: string, text: string, replace: boolean): Promise<void> {
  await writeLines(resolve(path), lines(text), '', replace);
}

async function* lines(text: string): AsyncGenerator<string> {
  yield await Promise.resolve(text);
}
