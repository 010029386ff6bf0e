/** What lies in the working folder that a next command could be about: a campaign, else a list. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { ACCOUNT_FILE } from '../../config/account-file.ts';

export type Here =
  | { readonly is: 'campaign'; readonly name: string }
  | { readonly is: 'list'; readonly name: string }
  | { readonly is: 'nothing' };

const LISTS: ReadonlySet<string> = new Set(['.xlsx', '.ods', '.csv', '.tsv', '.jsonl', '.ndjson']);
/** A folder of downloads is not read through. */
const MOST_FILES = 200;
const MOST_BYTES = 1024 * 1024;
const USUAL = 'campaign.json';

/** The newest of several; a campaign of the usual name before any other. Whatever cannot be read is not there. */
export function lookHere(cwd: string): Here {
  const files = filesIn(cwd);
  const campaigns = files.filter((name) => isCampaign(cwd, name));
  const campaign = campaigns.find((name) => name === USUAL) ?? newest(cwd, campaigns);
  if (campaign !== undefined) return { is: 'campaign', name: campaign };
  // What a spreadsheet program keeps beside an open file is no list.
  const lists = files.filter((name) => LISTS.has(extname(name).toLowerCase()) && !/^[.~]/.test(name));
  const list = newest(cwd, lists);
  return list === undefined ? { is: 'nothing' } : { is: 'list', name: list };
}

function filesIn(cwd: string): readonly string[] {
  try {
    const entries = readdirSync(cwd, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [entry.name] : [])).slice(0, MOST_FILES);
  } catch {
    return [];
  }
}

function isCampaign(cwd: string, name: string): boolean {
  if (extname(name).toLowerCase() !== '.json' || name === ACCOUNT_FILE) return false;
  const path = join(cwd, name);
  try {
    if (statSync(path).size > MOST_BYTES) return false;
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return (
      typeof value === 'object' &&
      value !== null &&
      'contacts' in value &&
      ('agent_id' in value || 'from_number_id' in value)
    );
  } catch {
    return false;
  }
}

function newest(cwd: string, names: readonly string[]): string | undefined {
  const age = (name: string): number => statSync(join(cwd, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return [...names].sort((a, b) => age(b) - age(a))[0];
}
