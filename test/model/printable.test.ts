/** What a screen may show: nothing that moves, hides or turns; names of every language as they are. */
import { describe, expect, it } from 'vitest';
import { printable, printableJson, printableLines } from '../../src/model/printable.ts';

describe('marks that nobody sees are shown', () => {
  it.each([
    ['a\u001b[2Jb', 'a\\u001b[2Jb'],
    ['a\u202eb', 'a\\u202eb'],
    ['a\u061cb', 'a\\u061cb'],
    ['a\u200eb', 'a\\u200eb'],
    ['a\u200fb', 'a\\u200fb'],
    ['a\u200bb', 'a\\u200bb'],
    ['a\ufeffb', 'a\\ufeffb'],
    ['a\u00adb', 'a\\u00adb'],
    ['a\u2060b', 'a\\u2060b'],
    ['a\u2066b', 'a\\u2066b'],
    ['a\u206fb', 'a\\u206fb'],
    ['a\u180eb', 'a\\u180eb'],
    ['a\u034fb', 'a\\u034fb'],
    ['a\u3164b', 'a\\u3164b'],
    ['a\ufff9b', 'a\\ufff9b'],
    ['a\u{e0041}b', 'a\\u{e0041}b'],
    ['a\u{1d173}b', 'a\\u{1d173}b'],
    ['a\ud800b', 'a\\ud800b'],
    ['1\u200d2', '1\\u200d2'],
    ['a \u200cb', 'a \\u200cb'],
    ['a\u200d\u200db', 'a\\u200d\\u200db'],
    ['\u200ca', '\\u200ca'],
  ])('%j', (text, shown) => {
    expect(printable(text)).toBe(shown);
    expect(printableLines(text, true)).toBe(shown);
  });
});

it.each([
  'José',
  'نرگس می\u200cخواهد',
  'क्\u200dष',
  '👨\u200d👩\u200d👧',
  '👍🏽\u200d',
  '❤\ufe0f',
  '葛\u{e0100}',
  '李雷',
  'O’Brien',
  '한국',
])('names stay: %s', (name) => {
  const whole = name.endsWith('\u200d') ? name.slice(0, -1) : name;
  expect(printable(whole)).toBe(whole);
});

it('colors stay where they are given, and lines stay lines', () => {
  expect(printableLines('\u001b[31mred\u001b[39m\n\tx\r', true)).toBe('\u001b[31mred\u001b[39m\n\tx\\u000d');
  expect(printableLines('\u001b[31mred', false)).toBe('\\u001b[31mred');
  expect(printable('a\nb')).toBe('a\\u000ab');
});

it('JSON says the same with them', () => {
  const value = { a: 'x\u202ey\u{e0041}\u200fz\n' };
  const line = `${JSON.stringify(value)}\n`;
  const shown = printableJson(line);
  expect(shown).toMatch(/^[\x20-\x7e]+\n$/);
  expect(JSON.parse(shown)).toEqual(value);
});
