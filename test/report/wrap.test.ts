import { expect, it } from 'vitest';
import { wrap } from '../../src/report/wrap.ts';
import { fitted, table } from '../../src/report/table.ts';

it('breaks at blanks, and goes on under what it goes on from', () => {
  const line = '  withheld    Date of Birth, Balance, Diagnosis (name them in "variables" to send them)';
  expect(wrap(line, 50)).toEqual([
    '  withheld    Date of Birth, Balance, Diagnosis',
    '              (name them in "variables" to send',
    '              them)',
  ]);
  for (const width of [30, 40, 60]) {
    const lines = wrap(line, width);
    expect(lines.join(' ').replace(/\s+/g, ' ').trim()).toBe(line.replace(/\s+/g, ' ').trim());
    for (const one of lines) expect(one.length).toBeLessThanOrEqual(width);
  }
});

it('leaves what fits, what is to be typed, and a word that is longer than the screen', () => {
  const typed = `next: outdial run campaign.json --data-dir ${'x'.repeat(60)} --yes`;
  expect(wrap(typed, 40)).toEqual([typed]);
  const dim = `\u001b[2m${typed}\u001b[22m`;
  expect(wrap(dim, 40)).toEqual([dim]);
  expect(wrap('short', 40)).toEqual(['short']);
  expect(wrap(`see ${'y'.repeat(50)} there`, 30)).toEqual(['see', 'y'.repeat(50), 'there']);
});

it('counts columns, not characters: colors none, East Asian ones two', () => {
  expect(wrap(`\u001b[31m${'a'.repeat(18)}\u001b[39m ${'b'.repeat(4)}`, 24)).toHaveLength(1);
  expect(wrap('日本語日本語日本語 日本語日本語', 24)).toHaveLength(2);
});

it('a table that does not fit becomes a list of its rows', () => {
  const header = ['campaign', 'state', 'to dial'];
  const rows = [['reminders', 'running', '12']];
  expect(fitted(header, rows, 80)).toEqual(table(header, rows));
  expect(fitted(header, rows, 20)).toEqual(['reminders', '  state    running', '  to dial  12']);
});
