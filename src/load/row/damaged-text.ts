/** Text that was damaged before it came here: characters that were lost, and UTF-8 that was once read as something else. */
// An agent says what stands there: "JosÃ©" aloud to José costs more than one row that waits to be mended.
import type { RowIssue } from '../../model/load-report.ts';
import { TABLES, type TableName } from '../list/encoding/tables.ts';
import { showCell } from '../number/messages.ts';
import type { RawRow } from './types.ts';

/** Most cells hold none of these, and are looked at no further. */
const SUSPECT = /[\uFFFDÂÃÄÅÎÏÐÑâ√¬‚ƒ≈–—]/;
const SHOWN = 64;
const READ_AS: readonly TableName[] = ['windows-1252', 'macintosh'];

/** One issue for the first damaged cell: what is wrong with one is wrong with the row. */
export function damagedText(place: Pick<RowIssue, 'row' | 'line'>, cells: RawRow['cells']): RowIssue[] {
  for (const [column, cell] of Object.entries(cells)) {
    if (typeof cell !== 'string' || !SUSPECT.test(cell)) continue;
    const at = { ...place, severity: 'error', column, value: cell.slice(0, SHOWN) } as const;
    if (cell.includes('\uFFFD')) {
      const message = `"${showCell(cell)}" holds a character (\uFFFD) that stands for one that was lost.`;
      return [{ ...at, code: 'damaged_text', message, hint: 'Write the text again from its source.' }];
    }
    const meant = meantText(cell);
    if (meant === null) continue;
    const message = `"${showCell(cell)}" was read in a wrong encoding once, before it came here.`;
    const hint = `It is probably "${showCell(meant)}": write that, or export the list again from its source.`;
    return [{ ...at, code: 'mojibake', message, hint }];
  }
  return [];
}

/** Null where it is no UTF-8 that was read as another encoding. */
export function meantText(text: string): string | null {
  for (const table of READ_AS) {
    let meant = text;
    for (let times = 0; times < 3; times += 1) {
      const before = meant;
      meant = before.replace(/[^\x00-\x7f]{2,}/g, (run, at: number) => {
        const quoted = /[»”’…]$/.test(run) && /\p{Lu}/u.test(before[at - 1] ?? '');
        return quoted ? run : (undone(run, table) ?? run);
      });
      if (meant === before) break;
    }
    if (meant !== text) return meant;
  }
  return null;
}

/** The scripts that such text is met in; anything else is chance. */
const LIKELY = /^(?:[\u00A0-\u017F\u0218-\u021B]|[\u2010-\u2026\u20AC\u2122]|[\u0391-\u03CE]{2}|[\u0400-\u04FF]{2})+$/u;

function undone(run: string, table: TableName): string | null {
  const chars: string = TABLES[table];
  const bytes: number[] = [];
  for (const char of run) {
    const code = char.charCodeAt(0);
    const at = chars.indexOf(char);
    // What a table does not define is left as the control character that it was.
    if (at < 0 && !(code >= 0x80 && code < 0xa0)) return null;
    bytes.push(at < 0 ? code : at + 0x80);
  }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(bytes));
    return LIKELY.test(text) ? text : null;
  } catch {
    return null;
  }
}
