/** Text from outside made safe for a screen: a header, a name, a provider's words must not steer the terminal. */
// Control characters move cursors, rename windows and paste commands; turns of direction show a text as what it is not.

const UNSAFE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
/** What our own messages are colored with: no hiding, no moving. */
const COLOR = '\\u001b\\[(?:[0-2]|22|39|3[0-6]|90)m';
const UNSAFE_OR_COLOR = new RegExp(`${COLOR}|${UNSAFE.source}`, 'gu');

/** One line: line breaks are escaped too. */
export function printable(text: string): string {
  return text.replace(UNSAFE, escaped);
}

/** Several lines, with the colors they were given where `colors` is true. */
export function printableLines(text: string, colors: boolean): string {
  const keep = (found: string): boolean => found === '\n' || found === '\t' || (colors && found.length > 1);
  return text.replace(colors ? UNSAFE_OR_COLOR : UNSAFE, (found) => (keep(found) ? found : escaped(found)));
}

function escaped(character: string): string {
  return `\\u${(character.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
}
