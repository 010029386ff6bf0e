/** What may be repeated of text that can hold a secret: nothing of a password or a key, all of what helps. */
import { describe, expect, it } from 'vitest';
import { formatProblem, userError } from '../../src/model/errors.ts';
import { hideSecrets, isNoPath, shown, shownFile, shownPath } from '../../src/model/secrets.ts';

const SECRET = 'hunter2xyz';

describe('hideSecrets', () => {
  it.each([
    `postgres://outdial:${SECRET}@db:5432/outdial is away`,
    `redis://:${SECRET}@cache`,
    // What browsers would call a path is the rest of a password.
    `postgres://outdial:a/${SECRET}@db/outdial`,
    `postgres://outdial:a?${SECRET}#@db/outdial`,
    `postgres://u:p@${SECRET}@db/x`,
    // Joined to a folder a URL loses a slash.
    `/desk/postgres:/u:${SECRET}@db/x is no folder`,
    `postgresql:///x?password=${SECRET}&sslmode=require`,
    `Authorization: Bearer ${SECRET}${SECRET}`,
    `the key sk_car_${SECRET} is refused`,
    `{"url":"postgres://u:${SECRET}@h/d"}`,
  ])('takes it out of %s', (text) => {
    expect(hideSecrets(text)).not.toContain(SECRET);
    expect(hideSecrets(text)).toContain('•••');
  });

  it.each([
    [`postgres://outdial:${SECRET}@db:5432/outdial is away`, 'postgres://outdial:•••@db:5432/outdial is away'],
    [`redis://:${SECRET}@cache`, 'redis://:•••@cache'],
    [`postgresql:///x?password=${SECRET}&sslmode=require`, 'postgresql:///x?password=•••&sslmode=require'],
    [`a;pwd=${SECRET};b Token=${SECRET} c`, 'a;pwd=•••;b Token=••• c'],
    [`{"a":"secret=${SECRET}"}`, '{"a":"secret=•••"}'],
    [`the key sk_car_${SECRET} is refused`, 'the key sk_••• is refused'],
    [`Authorization: Bearer  ${SECRET}`, 'Authorization: Bearer •••'],
    [`authorization: basic ${SECRET}==`, 'authorization: basic •••'],
  ])('says of %s all the rest', (text, left) => expect(hideSecrets(text)).toBe(left));

  it.each([
    'Write it as in postgres://user:password@host:5432/database.',
    'Copy the key again: it looks like sk_car_… .',
    'CARTESIA_API_KEY=sk_car_sandbox',
    'http://127.0.0.1:8787 answers',
    'mail ada@example.com at 10:30',
  ])('leaves %s', (text) => expect(hideSecrets(text)).toBe(text));
});

describe('an error', () => {
  it('holds no secret, in whichever part of it somebody put one', () => {
    const url = `postgres://u:${SECRET}@h/d`;
    const error = userError('bad_field', `${url} is bad.`, `Mend ${url}.`, { file: url });
    const all = [error.message, error.stack, JSON.stringify(error.problems), error.problems.map(formatProblem).join()];
    expect(all.join('\n')).not.toContain(SECRET);
  });
});

describe('shown', () => {
  it.each(['fast', 'latest', '0', '5 parsecs', '1h', 'no-verify', '2026-13'])('repeats %s', (text) =>
    expect(shown(text)).toBe(`"${text}"`),
  );
  it.each([SECRET, `sk_car_${SECRET}`, 'postgres://u:p@h/d', 'p@ss', 'a=b', 'x'.repeat(40), ''])('not %s', (text) =>
    expect(shown(text)).toBe('what it is set to'),
  );
});

describe('shownPath', () => {
  it.each(['/run/secrets/key', './key', '../a b/key.txt', 'secrets/key', 'C:\\keys\\key', '~/key'])(
    'repeats %s',
    (path) => expect(shownPath(path)).toBe(path),
  );
  it.each([
    SECRET,
    `sk_car_${SECRET}`,
    `/tmp/sk_car_${SECRET}`,
    `postgres://u:${SECRET}@h/d`,
    `postgres:/u:${SECRET}@h/d`,
    `https://h/${SECRET}`,
    `u:${SECRET}@h/d`,
    'Zm9vYmFyYmF6cXV4/QUJDREVGR0hJSktMTU5PUA==',
    `/Zm9vYmFyYmF6cXV4QUJDREVG9HSElK`,
    '-----BEGIN PRIVATE KEY-----/x',
    `/run/x\n${SECRET}`,
  ])('not %s', (path) => expect(shownPath(path)).toBe('the file that it names'));
});

it('a name that only has a slash somewhere is no path, and may be a secret', () => {
  for (const text of ['hunter!2/x', '(x)/y']) expect(shownPath(text)).toBe('the file that it names');
});

it.each([
  ['postgres://u@h/d', true],
  ['postgres:/u', true],
  ['redis+tls:/u', true],
  ['c:/keys/key', false],
  ['./ab:/c', false],
  ['a://b', true],
  ['x sk_car_1', true],
  ['task_x', false],
  ['-----BEGIN PRIVATE KEY-----', true],
  ['a\tb', true],
  ['a b', false],
])('%j was asked for a path, and is none: %s', (text, is) => expect(isNoPath(text)).toBe(is));

it.each([
  ['key', 'key'],
  ['keys/key.txt', 'keys/key.txt'],
  ['p@ss', 'the file that it names'],
  ['password=x', 'the file that it names'],
])('%j after a flag is shown as %j', (typed, text) => expect(shownFile(typed)).toBe(text));

it.each([
  ['/ABCDEFGHIJKLM12z', false],
  ['/abcdefghijklm12Z', false],
  ['/abcdefghijklmnZ1', false],
  ['/ABCDEFGH_+1234za', false],
  ['/ABCDEFGHIJKL12z', true],
  ['/ABCDEFGH12345678', true],
  ['/abcdefgh12345678', true],
  ['/abcdefghABCDEFGH', true],
  ['/abcdefghijkl/AB12', true],
  ['/0123456789abcdef0123456789abcdef', false],
  ['/0123456789abcdef0123456789abcde', true],
])('the path %j is one that people write: %s', (path, is) => {
  expect(shownPath(path)).toBe(is ? path : 'the file that it names');
});

it.each([
  ['a', true],
  ['no-verify', true],
  ['abcdefghijkl', true],
  ['abcdefghijklm', false],
  ['a1', false],
  ['10:30', true],
  ['1.5', true],
  ['123456789012', true],
  ['1234567890123', false],
  ['5 parsecs', true],
  ['5parsecss', true],
  ['5 parsecsss', false],
  ['5  p', false],
  [' 5', false],
  ['5!', false],
])('the setting %j is shown as it is: %s', (text, is) => {
  expect(shown(text)).toBe(is ? `"${text}"` : 'what it is set to');
});
