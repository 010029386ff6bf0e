/** Is a column named like the one with the contact's time zone? */
// Missed, it has people rung while it is night where they say they are. Taken for another's zone, it does the same.
import { plainHeader } from './headers.ts';

const NOUNS = [
  ...['time zone', 'timezones', 'zeitzone', 'fuseau horaire', 'zona horaria', 'huso horario', 'fuso orario'],
  ...['fuso horário', 'fus orari', 'tijdzone', 'tidszon', 'tidssone', 'tidszone', 'aikavyöhyke', 'strefa czasowa'],
  ...['časové pásmo', 'időzóna', 'fus orar', 'saat dilimi', 'zona waktu', 'múi giờ', 'ζώνη ώρας', 'часовой пояс'],
  ...['часовий пояс', 'часовая зона', 'タイムゾーン', '時間帯', '时区', '時區', '시간대', '표준시간대', 'เขตเวลา'],
  ...['المنطقة الزمنية', 'אזור זמן', 'समय क्षेत्र'],
].map(plainHeader);

/** What it is called by in databases, and what may stand behind either. */
const FORM =
  '(?:id|ids|name|iana|olson|tz|db|database|identifier|key|value|values|string|text|region|location|field|c)*';
/** Whose: behind the noun in Romance languages. */
const OF = '(?:(?:d[eoa]s?|del|della?|du)\\p{L}*)?';
const NOUN = new RegExp(`^(.*?)(?:${NOUNS.join('|')})${FORM}${OF}\\d*$`, 'u');
const SHORT = new RegExp(`^(.*?)(?:tz|olson|iana)${FORM}\\d*$`, 'u');
const SHORT_WORD = /^(?:tz(?:id|name|db|data|database)?|olson|iana)$/;

/** Not where the contact is, or no zone at all. */
const OTHERS =
  /owner|agent|sales|rep$|^rep|account|compan|organi[sz]ation|^org|tenant|workspace|system|server|browser|calendar|event|meeting|report|display|campaign|sender|from|caller|office|clinic|branch|store|shop|vendor|provider|doctor|staff|employee|creator|createdby|modifiedby|default|offset|abbr|utc|gmt|updated|changed|source|confidence|firma|unternehmen|standard/;

export function isTimezoneHeader(header: string): boolean {
  const [, name = header, aside = ''] = /^([^()[\]]+)[([]([^()[\]]*)[)\]]\s*[*:?]*\s*$/.exec(header) ?? [];
  if (OTHERS.test(plainHeader(aside))) return false;
  const plain = plainHeader(name.replace(/\s+(?:where|in which|at which|you|do)\s+.*$/i, ''));
  // "tz" may stand within a word ("Platz"): only as a word of its own.
  const short = name
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .some((word) => SHORT_WORD.test(word));
  const found = NOUN.exec(plain) ?? (short ? SHORT.exec(plain) : null);
  return found !== null && !OTHERS.test(plain);
}
