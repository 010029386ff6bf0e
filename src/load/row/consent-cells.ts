/** What the consent columns of a row say: a level, a day, and whether the day can be told. */
// Read as more than it says, somebody is called who agreed to less; so what is not known plainly is "none".
import type { ConsentLevel, RowConsent } from '../../model/consent.ts';
import { CONSENT_LEVELS } from '../../model/consent.ts';
import type { ConsentColumns } from '../../model/load-report.ts';
import { own } from '../../model/own.ts';
import { HOUR, type Duration, type Instant } from '../../model/time.ts';
import { showCell } from '../number/messages.ts';
import { plainHeader } from './headers.ts';
import { instantOf, wallOf } from './spoken-calendar.ts';
import { readMoment } from './spoken-read.ts';
import { orderOf } from './spoken.ts';
import type { DestinationIssue } from './types.ts';

const WRITTEN: ReadonlySet<string> = new Set([
  ...['written', 'writtenconsent', 'expresswritten', 'expresswrittenconsent', 'priorexpresswritten'],
  ...['priorexpresswrittenconsent', 'pewc', 'ewc', 'inwriting', 'signed', 'esigned', 'esign', 'esignature'],
  ...['schriftlich', 'escrito', 'porescrito', 'ecrit', 'parecrit', 'scritto', 'periscritto', 'schriftelijk'],
]);
/** "Yes" is never more than this: to what, and how, it does not say. */
const EXPRESS: ReadonlySet<string> = new Set([
  ...[
    'express',
    'expressconsent',
    'priorexpress',
    'priorexpressconsent',
    'pec',
    'explicit',
    'oral',
    'verbal',
    'spoken',
  ],
  ...[
    'yes',
    'y',
    'true',
    't',
    '1',
    'on',
    'ok',
    'okay',
    'optin',
    'optedin',
    'in',
    'given',
    'granted',
    'agreed',
    'agree',
  ],
  ...[
    'agrees',
    'consent',
    'consented',
    'consents',
    'accepted',
    'accepts',
    'allowed',
    'obtained',
    'received',
    'checked',
  ],
  ...['subscribed', 'confirmed', 'x', 'si', 'oui', 'ja', 'sim', 's', 'o', 'j', 'wahr', 'verdadero', 'vrai', 'waar'],
  ...['ausdrucklich', 'mundlich', 'expreso', 'verbale', 'mondeling'],
]);

function levelOf(cell: string): ConsentLevel {
  if (/^[☑✓✔]/u.test(cell.trim())) return 'express';
  const plain = plainHeader(cell.normalize('NFKD').replace(/\p{M}+/gu, ''));
  return WRITTEN.has(plain) ? 'written' : EXPRESS.has(plain) ? 'express' : 'none';
}

export type ReadConsent = {
  /** Absent: the list has no such columns. */
  readonly consent?: RowConsent;
  /** Absent: nothing stands in those columns. */
  readonly source?: string;
  readonly issues: readonly (DestinationIssue & { readonly column: string; readonly value: string })[];
};

export type ConsentContext = {
  /** A rule demands one: a day that cannot be read is an error then. */
  readonly needed: boolean;
  readonly country: string | undefined;
  readonly now: Instant | null;
};

/** It is that day already in the first zone of the world. */
const EARLIEST_ZONE: Duration = 14 * HOUR;

/** Of several columns the weakest level holds, and the oldest day. */
export function consentIn(
  cells: Readonly<Record<string, string>>,
  { level: levels, at: days, source: sources }: ConsentColumns,
  context: ConsentContext,
): ReadConsent {
  const source = sources
    .map((column) => (own(cells, column) ?? '').trim())
    .filter((cell) => cell !== '')
    .join('; ');
  const from = source === '' ? {} : { source };
  if (levels.length === 0 && days.length === 0) return { ...from, issues: [] };
  const said = levels.map((column) => CONSENT_LEVELS.indexOf(levelOf(own(cells, column) ?? '')));
  const level = CONSENT_LEVELS[Math.min(...said)];
  const issues: (DestinationIssue & { column: string; value: string })[] = [];
  let at: Instant | null = null;
  for (const column of days) {
    const value = (own(cells, column) ?? '').trim();
    if (value === '') continue;
    const read = dayIn(value, context);
    if (typeof read === 'number') at = at === null ? read : Math.min(at, read);
    else {
      const message = `"${showCell(column)}" says "${showCell(value)}": ${read}.`;
      const hint = 'Write the day as 2026-05-01.';
      issues.push({
        code: 'consent_date_bad',
        severity: context.needed ? 'error' : 'warning',
        message,
        hint,
        column,
        value,
      });
    }
  }
  // One day of several that cannot be told may be the oldest.
  if (issues.length > 0) at = null;
  const consent = {
    ...(levels.length === 0 || level === undefined ? {} : { level }),
    ...(days.length === 0 ? {} : { at }),
  };
  return { consent, ...from, issues };
}

/** The beginning of the day, or the instant; else why it is neither, as the end of a sentence. */
function dayIn(text: string, { country, now }: ConsentContext): Instant | string {
  const read = readMoment(text, orderOf(country));
  switch (read.is) {
    case 'instant':
      return isAhead(read.at, now) ? 'that is yet to come' : read.at;
    case 'ambiguous':
      return 'it may be two days';
    case 'unread':
      return read.why;
    case 'moment': {
      const { day, clock } = read.moment;
      if (day?.year == null) return 'it names no day with its year';
      const whole = { ...day, year: day.year };
      return isAhead(instantOf(whole) - EARLIEST_ZONE, now) ? 'that day is yet to come' : wallOf(whole, clock);
    }
  }
}

function isAhead(at: Instant, now: Instant | null): boolean {
  return now !== null && at > now;
}
