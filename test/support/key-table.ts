/** The table of every key of both files, as docs/keys.md has it: of the schemas, and of what is known beside them. */
import { z } from 'zod';
import { accountSchema, OWN_KEYS } from '../../src/load/spec/account-schema.ts';
import { flagOf } from '../../src/load/spec/flags.ts';
import { specSchema } from '../../src/load/spec/schema.ts';
import { ACCOUNT_FACTS, CAMPAIGN_FACTS, type Fact } from './key-facts.ts';
import { keysOf, type Key } from './schema-keys.ts';

export const campaignKeys = (): readonly Key[] => keysOf(z.toJSONSchema(specSchema, { io: 'input' }));
export const accountKeys = (): readonly Key[] => keysOf(z.toJSONSchema(accountSchema, { io: 'input' }), ['defaults']);

const HEAD = ['key', 'type', 'default', 'range', 'who may say otherwise', 'meaning'];

export function keyTables(): { readonly campaign: string; readonly account: string } {
  const campaign = campaignKeys().map((key) => row(key, CAMPAIGN_FACTS[key.path] ?? {}, overCampaign(key)));
  const account = accountKeys().map((key) => {
    const fact = ACCOUNT_FACTS[key.path];
    return row(key, fact ?? {}, fact?.over ?? '');
  });
  return { campaign: table(campaign), account: table(account) };
}

function row(key: Key, fact: Fact, over: string): readonly string[] {
  const range = fact.range === undefined ? key.range : `\`"${fact.range[0]}"\` to \`"${fact.range[1]}"\``;
  return [`\`${key.path}\``, key.type, defaultWords(key, fact), range, over, key.meaning];
}

function defaultWords({ required, group, path }: Key, fact: Fact): string {
  if (fact.default !== undefined) return `\`${JSON.stringify(fact.default)}\``;
  if (fact.otherwise !== undefined) return fact.otherwise;
  // Within a group it is the group that may be left out.
  if (required) return path.includes('.') ? `required in \`${path.replace(/\.[^.]+$/, '')}\`` : 'required';
  return group ? 'the defaults of its keys' : '';
}

/** From the strongest: a flag, the campaign file, `defaults` of outdial.json. */
function overCampaign({ path, group }: Key): string {
  const flag = flagOf(path.split('.'));
  if (flag !== undefined && !group) return `\`${flag}\``;
  return '–';
}

/** Keys that outdial.json cannot give for every campaign. */
export const ONLY_CAMPAIGN: readonly string[] = OWN_KEYS;

export function table(rows: readonly (readonly string[])[], head: readonly string[] = HEAD): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}
