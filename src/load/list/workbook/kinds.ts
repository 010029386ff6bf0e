/** Which program's document a zip is, by what stands in it: two kinds are read, the others are told what to save as. */
import { userError } from '../../../model/errors.ts';
import { showCell } from '../../number/messages.ts';
import { damaged, locked, SAVE_AS } from './damage.ts';
import { attribute, readAll } from './xml.ts';
import type { Package } from './zip.ts';

const IN_NUMBERS = 'Open it in Numbers and choose File, Export To, Excel (or CSV).';
/** Names shown of what is in an archive. */
const SHOWN = 5;

export async function kindOf(pack: Package): Promise<'excel' | 'opendocument'> {
  const { file } = pack;
  const refuse = (what: string, hint: string): Error =>
    userError('unsupported_format', `This is ${what}.`, hint, { file });
  const mime = (await textOf(pack, 'mimetype')).trim();
  if (mime.startsWith('application/vnd.oasis.opendocument.')) {
    if (!mime.includes('.spreadsheet')) throw refuse('an OpenDocument file that holds no sheets', SAVE_AS);
    await refuseLocked(pack);
    return 'opendocument';
  }
  const names = pack.names.map((name) => name.toLowerCase());
  if (names.some((name) => /^index(?:\.zip|\/.*\.iwa)$/.test(name))) {
    throw refuse('an Apple Numbers document (or one of Pages or Keynote)', IN_NUMBERS);
  }
  const types = await contentTypes(pack);
  const isType = (text: string): boolean => types.some((type) => type.includes(text));
  if (isType('ms-excel.sheet.binary') || names.some((name) => /^xl\/workbook\.bin$/.test(name))) {
    throw refuse('a binary Excel workbook (XLSB)', SAVE_AS);
  }
  if (isType('macroenabled.main') || names.some((name) => name.endsWith('vbaproject.bin'))) {
    throw refuse('a workbook with macros (XLSM), which outdial does not open', SAVE_AS);
  }
  if (isType('wordprocessingml'))
    throw refuse('a Word document, not a list', `Copy its table into a sheet. ${SAVE_AS}`);
  if (isType('presentationml')) throw refuse('a PowerPoint presentation, not a list', SAVE_AS);
  if (isType('spreadsheetml') || pack.part('xl/workbook.xml') !== undefined) return 'excel';
  throw archive(pack, refuse);
}

function archive(pack: Package, refuse: (what: string, hint: string) => Error): Error {
  const inside = pack.names.filter((name) => !name.endsWith('/') && !/^__MACOSX\/|(?:^|\/)\./.test(name));
  if (inside.length === 0) return refuse('an empty zip archive', 'Name the list itself.');
  const shown = inside.slice(0, SHOWN).map((name) => `"${showCell(name)}"`);
  const more = inside.length > SHOWN ? ` and ${inside.length - SHOWN} more` : '';
  return refuse(
    `a zip archive, not a list: it holds ${shown.join(', ')}${more}`,
    'Unpack it, and name the list that is inside.',
  );
}

/** In lower case: programs write them as they like. */
async function contentTypes(pack: Package): Promise<readonly string[]> {
  const part = pack.part('[Content_Types].xml');
  const types: string[] = [];
  if (part === undefined) return types;
  await readAll(pack.file, part, {
    open: (element, attributes) => {
      if (element !== 'Override' && element !== 'Default') return;
      const type = (attribute(attributes, 'ContentType') ?? '').toLowerCase();
      if (type.includes('.main')) types.push(type);
      if (types.length > 1000) throw damaged(pack.file, 'it says of too many parts that they are the workbook');
    },
    close: () => undefined,
    text: () => undefined,
  });
  return types;
}

/** OpenDocument locks its parts one by one, and says so in its list of parts. */
async function refuseLocked(pack: Package): Promise<void> {
  const part = pack.part('META-INF/manifest.xml');
  if (part === undefined) return;
  await readAll(pack.file, part, {
    open: (element) => {
      if (element === 'encryption-data') throw locked(pack.file);
    },
    close: () => undefined,
    text: () => undefined,
  });
}

/** Of a part of one line; anything longer is not that. */
async function textOf(pack: Package, name: string): Promise<string> {
  const part = pack.part(name);
  if (part === undefined) return '';
  for await (const chunk of part.bytes()) return Buffer.from(chunk.subarray(0, 200)).toString('latin1');
  return '';
}
