/** Makes text of a settings file's bytes: UTF-8, or UTF-16 as its first two bytes say; anything else is refused, not guessed. */

const LITTLE = 0xfffe;
const BIG = 0xfeff;

/**
 * Throws an `Error` whose message says what is wrong. A file that is read as something else sets nothing, without a word:
 * PowerShell 5 writes UTF-16, and the rehearsal's host that stands in it would not be heard.
 */
export function decoded(bytes: Buffer, mayBeWide: boolean): string {
  const mark = bytes.length < 2 ? 0 : bytes.readUInt16BE(0);
  const wide = mark === LITTLE || mark === BIG;
  // Node reads it as UTF-8 whatever it is: what it put into the environment would be nothing that we see.
  if (wide && !mayBeWide) throw new Error('it is UTF-16, which Node reads as something else');
  const even = bytes.length % 2 === 0;
  if (wide && !even) throw new Error('it begins as UTF-16 and is not');
  const plain = mark === BIG ? Buffer.from(bytes).swap16() : bytes;
  let text: string;
  try {
    text = new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(plain);
  } catch {
    throw new Error('it is not UTF-8 text');
  }
  // Of UTF-16 without its mark, of UTF-32, of a binary file.
  if (text.includes('\0')) throw new Error('it is not UTF-8 text');
  return text;
}
