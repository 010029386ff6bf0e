/** What calls may be for, and what is proposed for each: hours and tries that people of that kind of call are used to. */
import { PURPOSES } from '../../../model/purposes.ts';
import { readHours, type Hours } from './hours.ts';

export { PURPOSES };
export type Purpose = (typeof PURPOSES)[number];

type Usual = { readonly words: string; readonly hours: string; readonly tries: number };

const USUAL: Readonly<Record<Purpose, Usual>> = {
  appointment: { words: 'reminders and confirmations of appointments', hours: 'mon-fri 09:00-18:00', tries: 3 },
  informational: { words: 'news of a delivery, an order, a change', hours: 'mon-fri 09:00-18:00', tries: 2 },
  marketing: { words: 'selling or advertising', hours: 'mon-fri 10:00-18:00', tries: 1 },
  collections: { words: 'unpaid bills', hours: 'mon-fri 09:00-18:00', tries: 1 },
  emergency: { words: 'a danger to health or safety', hours: 'mon-sun 08:00-20:00', tries: 3 },
};

/** Where nobody says what the calls are for: the most careful of them. */
const UNSAID: Omit<Usual, 'words'> = { hours: 'mon-fri 10:00-18:00', tries: 1 };

export function purposeWords(purpose: Purpose): string {
  return USUAL[purpose].words;
}

export function usualHours(purpose: Purpose | null): Hours {
  return readHours((purpose === null ? UNSAID : USUAL[purpose]).hours);
}

export function usualTries(purpose: Purpose | null): number {
  return (purpose === null ? UNSAID : USUAL[purpose]).tries;
}

const APPOINTMENT = /appointment|\bappt|\bcita\b|\btermin\b|rendez|\brdv\b|appuntamento|afspraak|\bconsulta\b/i;

/** The column that says that it is about appointments; of other purposes no header tells. */
export function appointmentColumn(headers: readonly string[]): string | null {
  return headers.find((header) => APPOINTMENT.test(header.replace(/_/g, ' '))) ?? null;
}
