/** What a workbook says of itself: its sheets in their order, where its parts are, and when its days begin. */
import { posix } from 'node:path';
import { damaged } from './damage.ts';
import type { Sheet } from './choose-sheet.ts';
import { attribute, isTrue, readAll } from './xml.ts';
import type { Package } from './zip.ts';

export type Book = {
  readonly sheets: readonly (Sheet & { readonly part: string })[];
  readonly date1904: boolean;
  /** Names of parts. */
  readonly strings: string;
  readonly styles: string;
};

/** More than a person can have made; each is held with its name. */
const MOST_SHEETS = 10_000;

type Relation = { readonly id: string; readonly kind: string; readonly target: string };

export async function readBook(pack: Package): Promise<Book> {
  const name = await bookName(pack);
  const part = pack.part(name);
  if (part === undefined) throw damaged(pack.file, 'it does not say which sheets it has');
  const relations = await relationsOf(pack, name);
  const byKind = (kind: string, otherwise: string): string =>
    relations.find((one) => one.kind === kind)?.target ?? posix.join(posix.dirname(name), otherwise);
  const sheets: (Sheet & { part: string })[] = [];
  let date1904 = false;
  await readAll(pack.file, part, {
    open: (element, attributes) => {
      if (element === 'workbookPr') date1904 = isTrue(attribute(attributes, 'date1904'));
      if (element !== 'sheet') return;
      const relation = relations.find(({ id }) => id === attribute(attributes, 'id'));
      // Charts and macros are sheets to Excel, and have no rows.
      if (relation !== undefined && relation.kind !== 'worksheet') return;
      const number = attribute(attributes, 'sheetId') ?? '';
      sheets.push({
        name: attribute(attributes, 'name') ?? '',
        visible: !/hidden/i.test(attribute(attributes, 'state') ?? ''),
        part: relation?.target ?? posix.join(posix.dirname(name), `worksheets/sheet${number}.xml`),
      });
      if (sheets.length > MOST_SHEETS) throw damaged(pack.file, `it has more than ${MOST_SHEETS} sheets`);
    },
    close: () => undefined,
    text: () => undefined,
  });
  return {
    sheets,
    date1904,
    strings: byKind('sharedStrings', 'sharedStrings.xml'),
    styles: byKind('styles', 'styles.xml'),
  };
}

/** Not everybody calls it xl/workbook.xml. */
async function bookName(pack: Package): Promise<string> {
  const root = await relationsOf(pack, '');
  return root.find(({ kind }) => kind === 'officeDocument')?.target ?? 'xl/workbook.xml';
}

/** Of a part, or of the package: kinds by their last word, since the strict form of the format has other addresses. */
async function relationsOf(pack: Package, of: string): Promise<readonly Relation[]> {
  const folder = posix.dirname(of);
  const part = pack.part(posix.join(folder, '_rels', `${posix.basename(of)}.rels`));
  const relations: Relation[] = [];
  if (part === undefined) return relations;
  await readAll(pack.file, part, {
    open: (element, attributes) => {
      if (element !== 'Relationship') return;
      const target = (attribute(attributes, 'Target') ?? '').replaceAll('\\', '/');
      relations.push({
        id: attribute(attributes, 'Id') ?? '',
        kind: (attribute(attributes, 'Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      });
    },
    close: () => undefined,
    text: () => undefined,
  });
  return relations;
}
