/** What people want in the calls of a play, by the call: the provider shows it, and the judge knows it. */
import type { Conversation } from '../../src/voice/port.ts';

type Wish = 'no' | 'again' | 'done' | null;

const WISHES: readonly (readonly [Wish, string, string | null])[] = [
  [null, 'Hello?', null],
  // Their own words count for more than what the agent wrote down.
  ['no', 'Please stop calling me.', 'again'],
  ['again', 'Not now.', 'again'],
  ['done', 'Yes.', 'done'],
];

const of = (call: string): (typeof WISHES)[number] | undefined => WISHES[Number(call.replace(/\D/g, '')) % 4];

/** Of four calls one person asks not to be called, one wants another call, one is done, and of one nothing is known. */
export function wishes(call: string): Conversation {
  const [, text = 'Yes.', result = null] = of(call) ?? [];
  return { lines: [{ by: 'person', text, at: 0 }], summary: null, variables: result === null ? {} : { result } };
}

export function wishIn(call: string): Wish {
  return of(call)?.[0] ?? null;
}
