/** JSON.parse that never rounds: a number JavaScript cannot hold exactly, or written with an exponent, stays text. */
// `1.41556E+10` is what a spreadsheet leaves of a phone number; as a JavaScript number it would look whole again and
// ring a stranger. A twenty-digit id would be rounded.

const SUSPECT = /\d[eE][+-]?\d|\d{16}/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;

/** Throws what JSON.parse throws. Numbers as above come back as strings. */
export function parseExact(text: string): unknown {
  const plain: unknown = JSON.parse(text);
  if (!SUSPECT.test(text)) return plain;
  return JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') || isExact(token) ? token : `"${token}"`)));
}

function isExact(literal: string): boolean {
  if (/[eE]/.test(literal)) return false;
  const value = Number(literal);
  return !Number.isInteger(value) || Number.isSafeInteger(value);
}
