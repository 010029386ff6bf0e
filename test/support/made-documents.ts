/** Documents that are made of the code: `node scripts/make-docs.mjs` writes them, and a test holds them equal. */
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { ROW_CODES } from '../../src/model/row-codes.ts';
import { EXPORT_COLUMNS, EXTRA_COLUMNS, RESULT_COLUMN_WORDS } from '../../src/model/result-columns.ts';
import { keyTables, ONLY_CAMPAIGN } from './key-table.ts';
import { statePictures } from './state-pictures.ts';

const MADE = '<!-- Made by scripts/make-docs.mjs: change the code it is made of. -->';

/** By its path from the root. */
export function madeDocuments(): Readonly<Record<string, string>> {
  return {
    'docs/codes.md': codes(),
    'docs/keys.md': keys(),
    'docs/results.md': results(),
    'docs/states.md': states(),
  };
}

const KINDS: Readonly<Record<keyof typeof ERROR_CODES, string>> = {
  settings: 'settings',
  files: 'files that are read or written',
  campaigns: 'campaigns and their files',
  commands: 'what is typed',
  ledger: 'the ledger',
  servers: 'the provider, the hand-over, and ports',
};

function codes(): string {
  const errors = Object.entries(ERROR_CODES).flatMap(([kind, group]) =>
    Object.entries(group).map(([code, when]) => [`\`${code}\``, KINDS[kind as keyof typeof ERROR_CODES], when]),
  );
  const rows = Object.entries(ROW_CODES).map(([code, when]) => [`\`${code}\``, when]);
  return [
    '# Codes',
    MADE,
    'A code never changes its name or its meaning; the sentence that comes with it may. Compare codes, not sentences.',
    '## Errors',
    'What `--json` and logs give as `code`. An error ends the command with exit code 2; of a server that several machines share, some are only warned of.',
    table(['code', 'about', 'appears when'], errors),
    '## Rows of a list',
    'What a row gets at loading: in `check --json`, in the file of rejected rows (`_code`), in the ledger. Some reject the row, some leave it out, some only tell.',
    table(['code', 'appears when'], rows),
    '',
  ].join('\n\n');
}

function results(): string {
  const rows = [...EXPORT_COLUMNS, ...EXTRA_COLUMNS].map((name) => [`\`${name}\``, RESULT_COLUMN_WORDS[name]]);
  return [
    '# Results',
    MADE,
    'What `outdial export` writes and a run leaves behind: a line for every row read, in the order of the list, whatever became of it. These columns come first and in this order; columns are added, none is renamed or taken away. Behind them stand the columns of your own list, under their own names (`contact.NAME` where a name is one of these).',
    table(['column', 'says'], rows),
    'In CSV, a cell that a spreadsheet would run as a formula begins with an apostrophe; in a workbook text is text. Either can be loaded again as a list: outdial knows its own columns and leaves them out.',
    '',
  ].join('\n\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function keys(): string {
  const { campaign, account } = keyTables();
  const own = ONLY_CAMPAIGN.map((key) => `\`${key}\``).join(', ');
  return [
    '# Keys',
    MADE,
    'Every key of the two files that outdial reads: the campaign file, one for each list, and `outdial.json`, one for each account. Both are JSON; a key that is not here is an error that names the nearest. Editors complete them by `campaign.schema.json` and `outdial.schema.json` of the package.',
    'Durations are `"500ms"`, `"90s"`, `"15m"`, `"2h"`, `"3d"`; instants `"2026-12-01T09:00:00-05:00"`; paths are relative to the file that names them. No secret is read from either file: they go into the environment, a file that `CARTESIA_API_KEY_FILE` names, or a `.env`.',
    '## Which wins',
    `A flag of the command line, then the campaign file, then \`defaults\` of \`outdial.json\`, then the default of the table. Every campaign key may stand under \`defaults\` but ${own}: each campaign has its own. Groups are taken key by key; lists, and \`variables\`, as a whole, so that nothing leaves the house beside what a campaign names.`,
    'What `outdial.json` says of slots and lines is what there is: a campaign that asks for more is an error that names both files. A campaign keeps what it was run with until `outdial run` reads its file again.',
    '## The campaign file',
    campaign,
    '## `outdial.json`',
    'It lies in the data folder, beside the ledger, or is named by `--config FILE`. On Unix it must be yours, and nobody else may write to it. One that merely lies in the folder where you work is not read, and that is said. A program that uses the library gives the same keys as its option `account`. `outdial doctor` lists what is in force and which file says it.',
    'Another may lie beside a campaign file: for that campaign the nearer one wins, key by key, and `check`, the screen before the first call and `doctor` say which keys it has said. It can only allow less than the first one: fewer slots, a smaller budget (both lists of `limits.per_number` hold), and, where the first one gives a budget, no lower price. `scrub`, `before_dial`, `suppression` and `retention` are refused there (`not_beside_campaign`): a folder that came with a list must make nobody’s machine run, open or erase anything.',
    account,
    '',
  ].join('\n\n');
}

function states(): string {
  const pictures = statePictures().map(
    ({ title, says, mermaid }) => `## ${title}\n\n${says}\n\n\`\`\`mermaid\n${mermaid}\n\`\`\``,
  );
  return [
    '# States',
    MADE,
    'What can become of a campaign, of an attempt and of its contact: each arrow was got by asking the table.',
    ...pictures,
    '',
  ].join('\n\n');
}
