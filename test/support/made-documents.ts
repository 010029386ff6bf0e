/** Documents that are made of the code: `node scripts/make-docs.mjs` writes them, and a test holds them equal. */
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { ROW_CODES } from '../../src/model/row-codes.ts';
import { statePictures } from './state-pictures.ts';

const MADE = '<!-- Made by scripts/make-docs.mjs: change the code it is made of. -->';

/** By its path from the root. */
export function madeDocuments(): Readonly<Record<string, string>> {
  return { 'docs/codes.md': codes(), 'docs/states.md': states() };
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

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
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
