/** What a person should know: no source wipes out another's, and the gravest is shown. */
import { expect, it } from 'vitest';
import { Notices } from '../../../src/engine/state/notices.ts';

it('the ledger comes before dialing, dialing before the lists of calls', () => {
  const notices = new Notices();
  expect(notices.current).toBeNull();
  notices.note('calls', 'c');
  expect(notices.current).toBe('c');
  notices.note('dialing', 'd');
  expect(notices.current).toBe('d');
  notices.note('ledger', 'l');
  expect(notices.current).toBe('l');
  notices.clear('ledger');
  notices.note('dialing', 'd2');
  expect(notices.current).toBe('d2');
  notices.clear('dialing');
  expect(notices.current).toBe('c');
  notices.clear('calls');
  notices.clear('calls');
  expect(notices.current).toBeNull();
});

it('a sentence is handed on at once, and where nobody listens it harms nobody', () => {
  const said: string[] = [];
  const notices = new Notices((sentence) => void said.push(sentence));
  notices.say('one');
  notices.say('one');
  expect(said).toEqual(['one', 'one']);
  expect(notices.current).toBeNull();
  expect(() => new Notices().say('x')).not.toThrow();
});
