/** Messages as they come through a server: whole, or not at all. */
import { describe, expect, it } from 'vitest';
import { toJob, toReport } from '../../src/queue/message.ts';
import { JOBS, REPORTS } from '../contract/queue/given.ts';

const WRONG: readonly unknown[] = [undefined, null, '', -1, 0.5, Number.NaN, [], {}, true, [''], 'x'.repeat(20_000)];

function* broken(message: object): Generator<object> {
  for (const field of Object.keys(message)) {
    const { [field]: _, ...rest } = message as Record<string, unknown>;
    yield rest;
    for (const value of WRONG) yield { ...message, [field]: value };
  }
}

describe.each([
  { name: 'jobs', read: toJob, messages: JOBS, other: REPORTS },
  { name: 'reports', read: toReport, messages: REPORTS, other: JOBS },
])('$name', ({ read, messages, other }) => {
  it('are read as they were written, without what is not of them', () => {
    for (const message of messages) {
      expect(read(JSON.parse(JSON.stringify(message)))).toEqual(message);
      expect(read({ ...message, later: 'version' })).toEqual(message);
    }
  });

  it('are whole where they are read at all', () => {
    for (const message of messages) {
      for (const wrong of broken(message)) {
        const text = read(wrong);
        // A wrong value may be another right one (an instant below zero); it is never of the wrong kind.
        if (text !== null) expect(kinds(text)).toEqual(kinds(message));
      }
    }
  });

  it('nothing else is one', () => {
    for (const value of [...WRONG, ...other]) expect(read(value)).toBeNull();
  });
});

it('an id that no ledger can keep is none', () => {
  for (const id of ['c1\0', 'c1\n', '\ud83d', 'x'.repeat(301)]) {
    for (const message of JOBS) if ('contacts' in message) expect(toJob({ ...message, contacts: [id] })).toBeNull();
    expect(toReport({ is: 'idle', epoch: 1, batch: id, line: 'ap_1' })).toBeNull();
  }
});

function kinds(message: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(message).map(([key, value]) => [key, key === 'failure' ? 'text or null' : typeof value]),
  );
}
