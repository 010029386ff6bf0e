/** Takes HTML out of a cell where what a browser would show is certain, and names what is not. */
import { own } from '../../model/own.ts';

/** `mended`: what a person would have read. `unsure`: a piece of which nobody can tell what it was to say. */
export type Markup =
  | { readonly is: 'none' }
  | { readonly is: 'mended'; readonly text: string }
  | { readonly is: 'unsure'; readonly piece: string };

/** Tags whose content is text, and stays. */
const KEPT =
  'a|abbr|address|article|b|big|blockquote|br|center|cite|code|dd|div|dl|dt|em|figcaption|figure|font|footer|h[1-6]|header|hr|i|' +
  'ins|kbd|label|li|main|mark|nav|o:p|ol|p|pre|q|s|samp|section|small|span|strike|strong|sub|sup|table|tbody|td|tfoot|th|thead|' +
  'time|tr|tt|u|ul|var|wbr|body|html|head|!doctype';
const KEPT_TAG = new RegExp(`</?(?:${KEPT})(?:\\s[^<>]{0,2000})?/?>`, 'gi');
/** Within a word nothing stands between its parts: `<b>A</b>nn`. */
const INLINE =
  /^<\/?(?:a|abbr|b|big|cite|code|em|font|i|ins|kbd|label|mark|q|s|samp|small|span|strike|strong|sub|sup|tt|u|var|wbr)\b/i;
const COMMENT = /<!--[^<>]{0,2000}-->/g;
/** What is not text, and whatever else has the form of a tag. Closed, or cut off at the end of the cell. */
const OTHER_TAG = new RegExp(
  `</?(?:script|style|iframe|img|svg|form|input|button|select|option|object|embed|link|meta|video|audio|speak|break|spell|prosody|emphasis|say-as|phoneme|emotion|speed|volume)\\b[^>]{0,200}|</?[a-z][a-z0-9:-]*(?:\\s+[\\w:-]+\\s*=[^<>]{0,200})\\s*/?>?|</[a-z][a-z0-9:-]*\\s*>|<[a-z][a-z0-9]*\\s*/>|<(?:${KEPT})(?:\\s[^<>]{0,200})?$`,
  'i',
);

const NAMED: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ensp: ' ', emsp: ' ', thinsp: ' ', shy: '' },
  ...{ ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', middot: '·' },
  ...{
    laquo: '«',
    raquo: '»',
    iexcl: '¡',
    iquest: '¿',
    copy: '©',
    reg: '®',
    trade: '™',
    deg: '°',
    ordm: 'º',
    ordf: 'ª',
  },
  ...{ euro: '€', pound: '£', yen: '¥', cent: '¢', sect: '§', para: '¶', times: '×', divide: '÷', plusmn: '±' },
  ...{ frac12: '½', frac14: '¼', frac34: '¾', sup2: '²', sup3: '³', micro: 'µ', szlig: 'ß', zwj: '', zwnj: '' },
  ...{
    AElig: 'Æ',
    aelig: 'æ',
    OElig: 'Œ',
    oelig: 'œ',
    Oslash: 'Ø',
    oslash: 'ø',
    Scaron: 'Š',
    scaron: 'š',
    ETH: 'Ð',
    eth: 'ð',
  },
  ...{
    THORN: 'Þ',
    thorn: 'þ',
    zcaron: 'ž',
    Zcaron: 'Ž',
    lstrok: 'ł',
    Lstrok: 'Ł',
    num: '#',
    commat: '@',
    NewLine: ' ',
    Tab: ' ',
  },
};
const MARKS: Readonly<Record<string, string>> = {
  ...{ grave: '\u0300', acute: '\u0301', circ: '\u0302', tilde: '\u0303', uml: '\u0308', ring: '\u030a' },
  ...{ cedil: '\u0327', caron: '\u030c' },
};
const ENTITY = /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z][a-z0-9]{1,9}));/gi;
/** Some programs write it twice: `&amp;nbsp;`. */
const PASSES = 3;

export function withoutMarkup(text: string): Markup {
  if (!/<[a-z/!]|&(?:#|[a-z][a-z0-9]{1,9};)/i.test(text)) return { is: 'none' };
  let mended = text;
  for (let pass = 0; pass < PASSES; pass++) {
    const bare = mended.replace(COMMENT, ' ').replace(KEPT_TAG, (tag) => (INLINE.test(tag) ? '' : ' '));
    const piece = OTHER_TAG.exec(bare)?.[0] ?? unknownEntity(bare);
    if (piece !== undefined) return { is: 'unsure', piece };
    const decoded = bare.replace(ENTITY, (whole, decimal?: string, hex?: string, name?: string) => {
      return characterOf(decimal, hex, name) ?? whole;
    });
    if (decoded === mended) break;
    mended = decoded;
  }
  mended = mended
    .replace(/[ \t\r\n]+/g, ' ')
    .replace(/ (?=[,.;:!?](?:\s|$))/g, '')
    .trim();
  return mended === text.trim() ? { is: 'none' } : { is: 'mended', text: mended };
}

/** Three letters at least, none of them upper case alone: "AT&T;" and "R&D;" are no entities. */
function unknownEntity(text: string): string | undefined {
  for (const [whole, decimal, hex, name] of text.matchAll(ENTITY)) {
    const isName = name === undefined || (name.length > 2 && /[a-z]{2}/.test(name));
    if (isName && characterOf(decimal, hex, name) === undefined) return whole;
  }
  return undefined;
}

function characterOf(decimal?: string, hex?: string, name?: string): string | undefined {
  if (name !== undefined) {
    const known = own(NAMED, name);
    if (known !== undefined) return known;
    const mark = own(MARKS, name.slice(1));
    return mark === undefined ? undefined : `${name.charAt(0)}${mark}`.normalize('NFC');
  }
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  const isCharacter = code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
  if (code === 9 || code === 10 || code === 13 || code === 160) return ' ';
  return isCharacter ? String.fromCodePoint(code) : undefined;
}
