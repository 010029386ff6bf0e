/** The sheets of an OpenDocument workbook: their names, whether a person sees them, and whether they hold anything. */
import type { Sheet } from './choose-sheet.ts';
import { damaged } from './damage.ts';
import { readAll } from './xml.ts';
import type { Part } from './zip.ts';

export type DocumentSheet = Sheet & { readonly filled: boolean };

const MOST_SHEETS = 10_000;
const MOST_STYLES = 65_536;

export async function readDocumentSheets(file: string, part: Part): Promise<readonly DocumentSheet[]> {
  const sheets: { name: string; visible: boolean; filled: boolean }[] = [];
  const hiding = new Set<string>();
  let style: string | undefined;
  let depth = 0;
  await readAll(file, part, {
    open: (element, attributes) => {
      if (element === 'style') style = attributes['style:name'];
      else if (element === 'table-properties' && attributes['table:display'] === 'false') {
        if (style !== undefined) hiding.add(style);
        if (hiding.size > MOST_STYLES) throw damaged(file, 'it has more styles than a workbook may');
      } else if (element === 'table') {
        depth += 1;
        // A table within a cell is none of its sheets.
        if (depth > 1) return;
        const visible = !hiding.has(attributes['table:style-name'] ?? '') && attributes['table:display'] !== 'false';
        sheets.push({ name: attributes['table:name'] ?? '', visible, filled: false });
        if (sheets.length > MOST_SHEETS) throw damaged(file, `it has more than ${MOST_SHEETS} sheets`);
      } else if (element === 'table-cell' && attributes['office:value-type'] !== undefined) {
        const last = sheets.at(-1);
        if (last !== undefined && depth > 0) last.filled = true;
      }
    },
    close: (element) => {
      if (element === 'table') depth -= 1;
    },
    text: () => undefined,
  });
  return sheets;
}
