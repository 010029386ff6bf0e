/** What the account's file says of a number to call from, and what a campaign makes of it. Pure. */
import type { LineSettings } from '../../load/spec/account.ts';
import type { Spec } from '../../load/spec/spec.ts';
import type { Line } from '../../model/campaign.ts';
import type { Problem } from '../../model/errors.ts';
import type { PhoneNumber } from '../../voice/port.ts';

type Number = Pick<PhoneNumber, 'id' | 'number' | 'label' | 'provider'>;
type Asking = Pick<Spec, 'callsPerSecond' | 'account'>;

/** A Cartesia number starts one call a second; the provider queues the excess where pause, hours and cancel cannot reach it. */
const MOST_ON_CARTESIA = 1;
const USUAL = 1;

/** A line as the campaign dials with it: its own pace where it names one, else the account's for this number, else 1. */
export function lineOf({ id, number, label, provider }: Number, spec: Asking): Line {
  const { most } = saidOf({ id, number, label, provider }, spec.account.lines);
  return { id, number, provider, callsPerSecond: spec.callsPerSecond ?? most ?? USUAL };
}

/** USD a minute of its carrier; null: not said. */
export function priceOf(number: Number, { account }: Pick<Spec, 'account'>): number | null {
  return saidOf(number, account.lines).price;
}

/** Does what somebody wrote mean this number? */
export function isNamed(name: string, { id, number, label }: Omit<Number, 'provider'>): boolean {
  return id === name || digits(number) === digits(name) || label === name;
}

/** Labels have no digits that count: two of them must not be equal because neither has any. */
function digits(text: string): string {
  return /^[+\d][\d\s().-]*$/.test(text) ? text.replace(/\D/g, '') : text;
}

/** Of a number that is named twice, by its id and by its label, the slower is right. */
function saidOf(number: Number, lines: readonly LineSettings[]) {
  const mine = lines.filter(({ name }) => isNamed(name, number));
  const paces = mine.flatMap(({ callsPerSecond }) => callsPerSecond ?? []);
  const price = mine.find(({ pricePerMinute }) => pricePerMinute !== null)?.pricePerMinute ?? null;
  const most = paces.length === 0 ? null : Math.min(...paces);
  return { most, price, name: mine.find(({ callsPerSecond }) => callsPerSecond === most)?.name ?? null };
}

/** More than the account's file gives a line, or more than its provider allows. */
export function paceProblems(spec: Asking, numbers: readonly Number[]): readonly Problem[] {
  return numbers.flatMap((number): Problem[] => {
    const { most, name } = saidOf(number, spec.account.lines);
    const line = lineOf(number, spec);
    if (most !== null && name !== null && spec.callsPerSecond !== null && spec.callsPerSecond > most) {
      const file = spec.account.fileOf(['lines', name, 'calls_per_second']) ?? 'the account';
      const message = `${spec.callsPerSecond} calls a second are more than ${file} gives to ${number.number}: ${most} (lines.${name}).`;
      const hint = `Ask for ${most} or less, or leave it out: then it is ${most}. If its carrier allows more, raise it there.`;
      return [{ code: 'above_account', at: 'pacing.calls_per_second', message, hint }];
    }
    const isSlow = number.provider === 'cartesia' || number.provider === 'unknown';
    if (!isSlow || line.callsPerSecond <= MOST_ON_CARTESIA) return [];
    const byAccount = spec.callsPerSecond === null && name !== null;
    const path = ['lines', name ?? '', 'calls_per_second'];
    const where = byAccount ? { ...spec.account.placeOf(path), at: path.join('.') } : { at: 'pacing.calls_per_second' };
    return [
      {
        ...where,
        code: 'too_fast_for_line',
        message: `${line.callsPerSecond} calls a second are more than ${number.number} (${number.provider}) may start: at most ${MOST_ON_CARTESIA}.`,
        hint: 'Set it to 1, or call from a number imported from Twilio or a SIP trunk.',
      },
    ];
  });
}
