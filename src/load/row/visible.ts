/** Takes out of a text what nobody sees or says: control characters, marks of direction, pictures. */
// What shapes letters that are seen stays (`model/printable.ts`): joiners within words and emoji, selectors of variants.
const JOINER = '[\\u200c\\u200d]';
const LETTER = '[\\p{L}\\p{M}\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\ufe0f]';
const HIDDEN = new RegExp(
  `(?!${JOINER})\\p{Cf}|\\p{Co}|(?<!${LETTER})${JOINER}|${JOINER}(?!${LETTER})|[\\u115f\\u1160\\u3164\\uffa0\\u2800]`,
  'gu',
);
/** Of two or more, one: a line break is a space to whoever speaks. */
const SPACES = /[\t\n\v\f\r\u0085\u2028\u2029]+/g;
const CONTROL = /\p{Cc}+/gu;
const EMOJI =
  /(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}\ufe0f|[\u{1f1e6}-\u{1f1ff}])(?:[\p{Emoji_Modifier}\ufe0f\u20e3]|\u200d(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}))*|[\d#*]\ufe0f?\u20e3/gu;

/** Letters, digits and signs of a keyboard: nothing in it is hidden, and nothing a picture. */
const PLAIN = /^[ -~]*$/;

/** Line breaks become spaces, as a voice says them: that is no damage. */
export function oneLine(text: string): string {
  return text.replace(SPACES, ' ').trim();
}

export function visible(text: string): string {
  if (PLAIN.test(text)) return text.trim();
  return text.replace(CONTROL, ' ').replace(HIDDEN, '').trim();
}

export function withoutEmoji(text: string): string {
  if (PLAIN.test(text)) return text;
  const bare = text.replace(EMOJI, '');
  return bare === text
    ? text
    : bare
        .replace(/ {2,}/g, ' ')
        .replace(/ (?=[,.;:!?]|$)/g, '')
        .trim();
}
