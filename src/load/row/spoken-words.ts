/** Months, weekdays and the words between them, as they are written and said in the languages that are spoken. */
import { DAY } from '../../model/time.ts';
import { instantOf } from './spoken-calendar.ts';

/** Base languages; a region may stand behind (`es-MX`). */
export const LANGUAGES = ['en', 'es', 'fr', 'de', 'pt', 'it', 'nl'] as const;

/** Letters without accents and dots, in lower case: however a name is written, it is one. */
export function plainWord(word: string): string {
  return word
    .normalize('NFKD')
    .replace(/[\p{M}.]+/gu, '')
    .toLowerCase();
}

/** 4 January 2026 was a Sunday. */
export const A_SUNDAY = instantOf({ year: 2026, month: 1, day: 4 });
const more = (names: string): readonly (readonly [string, number])[] =>
  names.split(' ').map((pair) => {
    const [name = '', number = ''] = pair.split('=');
    return [name, Number(number)] as const;
  });

function namesOf(what: 'month' | 'weekday', at: readonly number[]): readonly (readonly [string, number])[] {
  return LANGUAGES.flatMap((language) =>
    (['long', 'short'] as const).flatMap((form) => {
      const alone = new Intl.DateTimeFormat(language, { [what]: form, timeZone: 'UTC' });
      // Beside a day some languages write a month in another way.
      const within = new Intl.DateTimeFormat(language, { [what]: form, day: 'numeric', timeZone: 'UTC' });
      return at.flatMap((instant, index) => {
        const inside = within.formatToParts(instant).find(({ type }) => type === what)?.value ?? '';
        return [alone.format(instant), inside].map((name) => [plainWord(name), index] as const);
      });
    }),
  );
}

/** 1 is January. */
export const MONTHS: ReadonlyMap<string, number> = new Map([
  ...namesOf(
    'month',
    Array.from({ length: 12 }, (_, at) => instantOf({ year: 2026, month: at + 1, day: 15 })),
  ).map(([name, at]) => [name, at + 1] as const),
  ...more(
    'sept=9 set=9 setiembre=9 janv=1 fevr=2 avr=4 juil=7 mrz=3 mar=3 mrt=3 ene=1 abr=4 ago=8 dic=12 dez=12 janner=1 feber=2',
  ),
]);

/** 0 is Sunday. */
export const WEEKDAYS_SAID: ReadonlyMap<string, number> = new Map([
  ...namesOf(
    'weekday',
    Array.from({ length: 7 }, (_, at) => A_SUNDAY + at * DAY),
  ),
  ...more('tues=2 thur=4 thurs=4 segunda=1 terca=2 quarta=3 quinta=4 sexta=5'),
]);

/** What stands before a time. `one`: before one o'clock, where that is another word. */
export const AT: Readonly<
  Record<(typeof LANGUAGES)[number], { readonly one: string; readonly many: string; readonly end: string }>
> = {
  en: { one: ' at ', many: ' at ', end: '' },
  es: { one: ' a la ', many: ' a las ', end: '' },
  fr: { one: ' à ', many: ' à ', end: '' },
  de: { one: ' um ', many: ' um ', end: ' Uhr' },
  pt: { one: ' à ', many: ' às ', end: '' },
  it: { one: " all'", many: ' alle ', end: '' },
  nl: { one: ' om ', many: ' om ', end: ' uur' },
};

/** The same as they are read, at the start of what stands behind a day. */
export const JOINED = /^(?:[,;@|–-]|at|um|à|a\s+las|a\s+la|as|às|a|alle\s+ore|alle|all['’]|ore|om|t)(?:\s+|(?=\d))/i;
