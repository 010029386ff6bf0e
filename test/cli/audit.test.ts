/** `audit` finds what was planted in the logs of several dialers, invents nothing, and says what it could not judge. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDesk, type Desk } from './harness.ts';

let desk: Desk;
beforeEach(() => {
  desk = aDesk({});
});
afterEach(() => desk.remove());

type Json = {
  summary: {
    calls: number;
    findings: number;
    by_rule: { rule: string; count: number; source?: string }[];
    not_judged: { reason: string; count: number; rows: number[] }[];
  };
  findings: {
    row: number;
    rule: string;
    at: string;
    to_number: string;
    zone: string;
    local_time: string;
    message: string;
  }[];
};

async function audited(log: string, ...flags: string[]): Promise<{ exit: number; json: Json }> {
  const { exit, out } = await desk.run(['audit', log, '--preset', 'us_federal', '--json', ...flags]);
  return { exit, json: JSON.parse(out) as Json };
}

const write = (name: string, ...lines: string[]): void => writeFileSync(join(desk.dir, name), `${lines.join('\n')}\n`);

describe('audit', () => {
  it('reads what Twilio writes', async () => {
    write(
      'twilio.csv',
      'Call SID,Direction,From,To,Start Time,Status,Duration',
      'CA1,outbound-api,+14155550100,+12125550101,2026-11-24T15:00:00Z,completed,30',
      'CA2,outbound-api,+14155550100,+12125550102,2026-11-24T12:59:59Z,no-answer,0',
      'CA3,inbound,+12125550103,+14155550100,2026-11-24T03:00:00Z,completed,30',
      'CA4,outbound-api,+14155550100,+12125550104,2026-11-25T02:00:00Z,busy,0',
    );
    const { exit, json } = await audited('twilio.csv');
    expect(exit).toBe(1);
    expect(json.summary).toMatchObject({ calls: 3, findings: 2, not_judged: [{ reason: 'inbound', count: 1 }] });
    expect(json.findings.map(({ row, rule, zone, local_time: local }) => ({ row, rule, zone, local }))).toEqual([
      { row: 3, rule: 'us-hours', zone: 'America/New_York', local: '2026-11-24T07:59:59-05:00' },
      { row: 5, rule: 'us-hours', zone: 'America/New_York', local: '2026-11-24T21:00:00-05:00' },
    ]);
    expect(json.findings[0]).toMatchObject({ at: '2026-11-24T12:59:59.000Z', to_number: '+12125550102' });
  });

  it('asks for the zone of a clock, takes the one that is given, or that of whoever was called', async () => {
    write('log.csv', 'phone,called at', '+12125550101,2026-11-24 21:30', '+13125550101,2026-11-24 20:30');
    const none = await desk.run(['audit', 'log.csv', '--preset', 'us_federal']);
    expect(none.exit).toBe(2);
    expect(none.err).toMatch(/a time without its zone: give --timezone/);
    expect((await audited('log.csv', '--timezone', 'America/New_York')).json.findings.map(({ row }) => row)).toEqual([
      2,
    ]);
    expect((await audited('log.csv', '--timezone', 'America/Los_Angeles')).json.summary.findings).toBe(2);
    const there = await audited('log.csv', '--timezone', 'contact');
    expect(there.json.findings.map(({ row }) => row)).toEqual([2]);
    const wrong = await desk.run(['audit', 'log.csv', '--timezone', 'Mars/Olympus']);
    expect([wrong.exit, wrong.err]).toEqual([2, expect.stringMatching(/"Mars\/Olympus" is no time zone/)]);
  });

  it('who asked not to be called, from then on', async () => {
    write('log.csv', 'to,at', '+12125550101,2026-11-24T15:00:00Z', '+12125550102,2026-11-24T15:00:00Z');
    write('no.csv', 'number,at', '+12125550101,2026-11-24T15:00:01Z', '+12125550102,2026-11-24T14:00:00Z');
    const { exit, json } = await audited('log.csv', '--suppression', 'no.csv');
    expect(exit).toBe(1);
    expect(json.findings.map(({ row, rule }) => [row, rule])).toEqual([[3, 'suppressed']]);
    expect(json.summary.by_rule).toEqual([{ rule: 'suppressed', count: 1 }]);
  });

  it('exit 0 where nothing is found, and what could not be judged is said', async () => {
    write('log.csv', 'to,at', '+12125550101,2026-11-24T15:00:00Z', 'nobody,2026-11-24T15:00:00Z', '+12125550101,soon');
    const { exit, json } = await audited('log.csv');
    expect(exit).toBe(0);
    expect(json.summary.not_judged.map(({ reason, count, rows }) => [reason, count, rows])).toEqual([
      ['bad_number', 1, [3]],
      ['bad_time', 1, [4]],
    ]);
    const words = await desk.run(['audit', 'log.csv', '--preset', 'us_federal']);
    expect(words.out).toMatch(/Nothing found/);
    expect(words.out).not.toMatch(/\+1212555/);
  });

  it("judges by a pack of the user's own", async () => {
    write('log.csv', 'to,at', '+12125550101,2026-11-24T15:00:00Z', '+12125550101,2026-11-24T21:00:00Z');
    const rule = {
      id: 'mornings',
      summary: 'Mornings alone.',
      source: 'the house',
      regions: ['US'],
      hours: [{ from: '09:00', to: '12:00' }],
    };
    write('own.json', JSON.stringify({ pack: 'own', version: '2026-11-27', rules: [rule] }));
    const { exit, out } = await desk.run(['audit', 'log.csv', '--preset', 'own.json', '--json']);
    expect(exit).toBe(1);
    const { findings } = JSON.parse(out) as Json;
    expect(findings.map(({ row, rule: broken }) => [row, broken])).toEqual([[3, 'mornings']]);
  });

  it.each([
    [['nowhere.csv'], /nowhere\.csv/],
    [['log.csv', '--preset', 'us_sfae'], /no rule pack called "us_sfae".*us_safe/s],
    [['log.csv', '--time-column', 'When'], /no column "When"/],
    [['no-time.csv'], /No column says when/],
    [['no-number.csv'], /No column says who/],
  ])('%j cannot be read: exit 2', async (args, words) => {
    write('log.csv', 'to,at', '+12125550101,2026-11-24T15:00:00Z');
    write('no-time.csv', 'to,name', '+12125550101,x');
    write('no-number.csv', 'name,at', 'x,2026-11-24T15:00:00Z');
    const { exit, err } = await desk.run(['audit', ...args]);
    expect(exit).toBe(2);
    expect(err).toMatch(words);
    expect(err).not.toMatch(/ {4}at /);
  });
});
