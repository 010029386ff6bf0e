/** Which number format each style of a workbook has. */
import { damaged } from './damage.ts';
import { builtInFormat, formatOf, NUMBER, type Format } from './number-format.ts';
import { attribute, readAll } from './xml.ts';
import type { Package } from './zip.ts';

/** As many as Excel has. */
const MOST = 65_536;

/** By the `s` of a cell. */
export async function readStyles(pack: Package, name: string): Promise<readonly Format[]> {
  const part = pack.part(name);
  if (part === undefined) return [];
  const codes = new Map<number, Format>();
  const styles: Format[] = [];
  // Styles have formats in several places; those that cells name stand in one.
  let within = false;
  await readAll(pack.file, part, {
    open: (element, attributes) => {
      const id = Number(attribute(attributes, 'numFmtId') ?? 0);
      if (element === 'cellXfs') within = true;
      else if (element === 'numFmt') codes.set(id, formatOf(attribute(attributes, 'formatCode') ?? ''));
      else if (element === 'xf' && within) styles.push(codes.get(id) ?? builtInFormat(id));
      if (styles.length > MOST || codes.size > MOST) throw damaged(pack.file, 'it has more styles than a workbook may');
    },
    close: (element) => {
      if (element === 'cellXfs') within = false;
    },
    text: () => undefined,
  });
  return styles;
}

export function formatAt(styles: readonly Format[], index: string | undefined): Format {
  return index === undefined ? NUMBER : (styles[Number(index)] ?? NUMBER);
}
