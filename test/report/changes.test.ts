/** What differs, in words: of a plan, and of a list that is loaded again. */
import type { dialOptionsOf } from '../../src/model/dial-options.ts';
import { expect, it } from 'vitest';
import { NO_CHANGES } from '../../src/model/load-report.ts';
import { HOUR, MINUTE } from '../../src/model/time.ts';
import { listChangeWords } from '../../src/report/list-change-words.ts';
import { planChanges, planChangeWords } from '../../src/report/plan-changes.ts';
import { makeLine, makePlan, NOW } from '../support/fixtures.ts';

const window = { days: ['mon', 'tue'], from: 540, to: 1080, timezone: 'contact' } as const;

it('names of a plan what differs, by its key in the file, and nothing else', () => {
  const before = makePlan({ version: 1, window, retry: { maxAttempts: 3, after: { busy: 15 * MINUTE } } });
  const after = makePlan({
    ...before,
    version: 2,
    specText: 'other',
    window: { ...window, from: 600, to: 1020 },
    retry: { maxAttempts: 2, after: { no_answer: 2 * HOUR } },
    lines: [makeLine({ callsPerSecond: 3 })],
  });
  const changes = planChanges(before, after, NOW, 'UTC');
  expect(changes).toContainEqual({ key: 'retry.max_attempts', was: '3', is: '2' });
  expect(planChangeWords(changes)).toEqual(
    expect.arrayContaining([
      'max_attempts 3 → 2',
      'window 09:00–18:00 → 10:00–17:00',
      'retry.busy after 15m → no further try',
    ]),
  );
  expect(changes.map(({ key }) => key)).toEqual(
    expect.arrayContaining([
      'pacing.calls_per_second',
      'window',
      'retry.max_attempts',
      'retry.no_answer',
      'retry.busy',
    ]),
  );
  expect(changes).toHaveLength(5);
  expect(planChanges(before, { ...before, version: 9, specText: '' }, NOW, 'UTC')).toEqual([]);
  const days = planChanges(before, makePlan({ ...before, window: null }), NOW, 'UTC');
  expect(planChangeWords(days)).toEqual(['window mon tue 09:00–18:00, where the contact is → always']);
});

it('has words for every option that dials: a difference without them would be said to be none', () => {
  const doNotCall = { files: ['a.txt'], shared: null, defaultCountry: null, extraUsAreaCodes: [] };
  const usual = { share: 0.5, of: 20, within: 600_000 };
  const money = { budget: null, rates: {} };
  const before = makePlan({ window, purpose: 'appointment', doNotCall, startAt: NOW, endAt: NOW + 1, money });
  const other: Record<keyof ReturnType<typeof dialOptionsOf>, object> = {
    ringingTimeoutSeconds: { ringingTimeoutSeconds: 11 },
    maxCallDurationMinutes: { maxCallDurationMinutes: 11 },
    maxConcurrentCalls: { maxConcurrentCalls: 11 },
    batchWindow: { batchWindow: 11 },
    batchSize: { batchSize: 11 },
    weight: { weight: 11 },
    startAt: { startAt: null },
    endAt: { endAt: null },
    retry: { retry: { maxAttempts: 11, after: {} } },
    doubt: { doubt: { lookUps: [], then: 'redial' } },
    numberLimits: { numberLimits: [{ is: 'calls', calls: 3, per: 86_400_000, by: 'campaign' }] },
    stop: { stop: { failures: usual, shortCalls: null } },
    ramp: { ramp: { steps: [20], goOnIf: null } },
    startLatest: { startLatest: { is: 'within', duration: 11 } },
    after: { after: { id: 'other', name: 'other' } },
  };
  const rates = { [makeLine().id]: [{ perMinute: 74_000, to: 60_000, least: 0, ringing: false }] };
  const retried = { maxAttempts: 3, after: { busy: 60_000 } };
  const more = [
    { retry: { ...retried, after: { busy: [60_000, 120_000] } } },
    { retry: { ...retried, most: { busy: 1 } } },
    { retry: { ...retried, otherDayPart: ['busy'] as const } },
    { retry: { ...before.retry, dayParts: [600] } },
    { money: { budget: 1, rates: {} } },
    { money: { budget: null, rates } },
    { stop: { failures: null, shortCalls: { ...usual, under: 3000 } } },
    { purpose: 'marketing' },
    { doNotCall: { ...doNotCall, files: ['a.txt', 'b.txt'] } },
    { window: null },
  ];
  for (const over of [...Object.values(other), ...more]) {
    expect(planChanges(before, makePlan({ ...before, ...over }), NOW, 'UTC'), JSON.stringify(over)).not.toEqual([]);
  }
});

it('says of a list what each class of its rows means for who is dialed', () => {
  const changes = {
    ...NO_CHANGES,
    ...{ new: 2, changed: 1, corrected_unreached: 2, corrected_later: 1, corrected_reached: 1, called_already: 3 },
    ...{ vanished: 2, vanished_waiting: 1, woken: 1 },
  };
  const facts = { sync: false, identified: true, takesChanged: true };
  expect(listChangeWords(changes, facts)).toEqual([
    '2 new rows: dialed',
    '1 row changed otherwise than in the number: the next call of whoever is not reached yet has the new data',
    '1 corrected number of somebody not reached: dialed with the new one, with all tries',
    '1 corrected number not taken now: a call may be open, or others were asked for; load the list again later',
    '1 corrected number of somebody reached or left out: not dialed',
    '3 rows called already, nothing differs',
    '2 contacts of before not in the list any more: 1 that waits still dialed (--sync leaves them out)',
  ]);
  expect(listChangeWords({ ...changes, vanished: 1 }, { ...facts, sync: true }).at(-1)).toBe(
    '1 contact of before not in the list any more: 1 that waits left out (--sync)',
  );
  // A number is the only name that people have there: honest about what it cannot tell apart.
  expect(listChangeWords(changes, { ...facts, identified: false }).at(-1)).toMatch(/^The list has no id column/);
  expect(listChangeWords({ ...NO_CHANGES, new: 5 }, facts)).toEqual([]);
});
