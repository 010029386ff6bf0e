/** Text from outside made safe for a screen: a header, a name, a provider's words must not steer the terminal. */
// Control characters move cursors, rename windows and paste commands; marks of direction show a text as what it is not,
// and what nobody sees makes two names look like one.

/**
 * What shapes letters that are seen stays, or names were wrecked: joiners between letters (Persian, Hindi, emoji families)
 * and selectors of variants (emoji, kanji). A joiner anywhere else is shown.
 */
const JOINER = '[\\u200c-\\u200d]';
const SHAPING = `${JOINER}|[\\u180b-\\u180d\\u180f]|[\\ufe00-\\ufe0f]|[\\u{e0100}-\\u{e01ef}]`;
const LETTER = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}]';
const STRAY_JOINER = `(?<!${LETTER})${JOINER}|${JOINER}(?!${LETTER})`;
const MARK = '[\\p{Cc}\\p{Cs}\\u2028\\u2029\\ufff9-\\ufffb]';
const UNSAFE = `${MARK}|(?!${SHAPING})\\p{Default_Ignorable_Code_Point}|${STRAY_JOINER}`;
/** What our own messages are colored with: no hiding, no moving. */
const COLOR = String.raw`\u001b\[(?:[0-2]|22|39|3[0-6]|90)m`;
const IN_LINE = new RegExp(UNSAFE, 'gu');
const IN_LINE_OR_COLOR = new RegExp(`${COLOR}|${UNSAFE}`, 'gu');

/** One line: line breaks are escaped too. */
export function printable(text: string): string {
  return text.replace(IN_LINE, escaped);
}

/** Several lines, with the colors they were given where `colors` is true. */
export function printableLines(text: string, colors: boolean): string {
  const keep = (found: string): boolean => found === '\n' || found === '\t' || (colors && found.startsWith('\u001b['));
  return text.replace(colors ? IN_LINE_OR_COLOR : IN_LINE, (found) => (keep(found) ? found : escaped(found)));
}

/** A line of JSON: the same value to whoever parses it, and visible to whoever reads it. */
export function printableJson(line: string): string {
  return line.replace(IN_LINE, (found) => {
    if (found === '\n') return found;
    return [...Array(found.length).keys()].map((at) => hex4(found.charCodeAt(at))).join('');
  });
}

function hex4(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return code > 0xffff ? `\\u{${code.toString(16)}}` : hex4(code);
}
