/** Hours are read as people type them, and what could mean two things is refused. */
import { describe, expect, it } from 'vitest';
import { hoursText, readHours } from '../../src/app/campaign/init/hours.ts';

describe('hours', () => {
  it.each([
    ['mon-fri 09:00-18:00', 'mon-fri 09:00-18:00'],
    ['Monday – Friday 9 to 17', 'mon-fri 09:00-17:00'],
    ['sat,mon 9.30-16:00', 'mon,sat 09:30-16:00'],
    ['mon, wed and sat 10:00 - 16:30', 'mon,wed,sat 10:00-16:30'],
    ['fri-mon 8-24:00', 'mon,fri,sat,sun 08:00-24:00'],
    ['mon-sun 00:00-24:00', 'mon-sun 00:00-24:00'],
    ['tue 9-12', 'tue 09:00-12:00'],
    ['mon-fri 9am - 5:30 pm', 'mon-fri 09:00-17:30'],
    ['mon 12am-12pm', 'mon 00:00-12:00'],
  ])('%s', (typed, read) => {
    expect(hoursText(readHours(typed))).toBe(read);
    expect(hoursText(readHours(read))).toBe(read);
  });

  it.each([
    '',
    'always',
    'mon-fri',
    '9-17',
    't 9-17',
    'mon-xyz 9-17',
    'mon 18-9',
    'mon 9-9',
    'mon 9-25',
    'mon 9:75-12',
    'mon 9:1234-12',
    'mon-wed-fri 9-12',
    'mon 13am-5pm',
  ])('not %j', (typed) => {
    expect(() => readHours(typed)).toThrow(/Write days and times such as/);
  });
});
