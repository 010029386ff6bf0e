/** Violations planted in the logs of a dozen dialers: all are found, none is invented. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type moment from 'moment-timezone';
import { tz } from '../support/clocks.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit, type AuditOptions } from '../../src/app/audit/audit.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';
import type { PackData } from '../../src/model/rule-pack.ts';
import { NANP } from '../load/place-facts.ts';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-logs-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

/** A town of one zone, as gazetteers have it, and a wall clock there. */
type Call = { readonly to: string; readonly zone: string; readonly wall: string; readonly planted: boolean };

/** On the day of each change of clocks, around holidays and on plain days: 8:00 to 21:00 is lawful. */
const DAYS = [
  '2026-03-08',
  '2026-03-09',
  '2026-07-04',
  '2026-10-31',
  '2026-11-01',
  '2026-11-26',
  '2026-12-31',
  '2027-03-14',
];
const LAWFUL = ['08:00', '08:01', '12:30', '15:04', '20:58', '20:59'];
const PLANTED = ['00:00', '03:15', '07:58', '07:59', '21:00', '21:01', '23:59'];

const CALLS: readonly Call[] = NANP.filter(
  ([, to, , only]) => only === 'only' && !/^\+1(?:416|604|942)/.test(to),
).flatMap(([, number, zone], town) =>
  [...LAWFUL, ...PLANTED].map((time, nth): Call => {
    const to = `${number.slice(0, 8)}01${String((town * 7 + nth) % 100).padStart(2, '0')}`;
    const day = DAYS[(town + nth) % DAYS.length] ?? '';
    return { to, zone, wall: `${day} ${time}`, planted: nth >= LAWFUL.length };
  }),
);

type Shape = {
  readonly name: string;
  readonly header: string;
  readonly line: (call: Call, at: moment.Moment) => string;
  readonly options?: Partial<AuditOptions>;
  /** Of the whole file. */
  readonly bytes?: (lines: readonly string[]) => string | Uint8Array;
};

const national = (to: string): string => `(${to.slice(2, 5)}) ${to.slice(5, 8)}-${to.slice(8)}`;
const CHICAGO = 'America/Chicago';
const utc = (at: moment.Moment, format: string): string => at.clone().utc().format(format);
const crlf = (lines: readonly string[]): string => `${lines.join('\r\n')}\r\n`;

const SHAPES: readonly Shape[] = [
  {
    name: 'Twilio’s export',
    header: '"Call SID","Direction","From","To","Start Time","Status","Duration"',
    line: ({ to }, at) =>
      `"CA0","outgoing-dial","+14155550100","${to}","${utc(at, 'YYYY-MM-DDTHH:mm:ss[Z]')}","completed","31"`,
  },
  {
    name: 'Twilio’s interface',
    header: 'sid,from,to,start_time,status,duration',
    line: ({ to }, at) => `CA0,+14155550100,${to},"${utc(at, 'ddd, DD MMM YYYY HH:mm:ss')} +0000",no-answer,0`,
  },
  {
    name: 'a dialer’s, with semicolons, the day first, one clock for all',
    header: 'Agent;Phone;Call Date;Call Time;Disposition',
    line: ({ to }, at) => {
      const local = at.clone().tz(CHICAGO);
      return `A. Agent;${to.slice(1)};${local.format('DD.MM.YYYY')};${local.format('HH:mm')};ANSWERED`;
    },
    options: { timezone: CHICAGO, order: 'dmy' },
    bytes: crlf,
  },
  {
    name: 'like RingCentral’s, with a weekday before the date',
    header: 'Type,Direction,From,To,Date,Time,Action,Result,Duration',
    line: ({ to }, at) => {
      const local = at.clone().tz('America/New_York');
      return `Voice,Outbound,(415) 555-0100,${national(to)},${local.format('ddd MM/DD/YYYY')},${local.format('h:mm A')},Phone Call,Call connected,0:00:31`;
    },
    options: { timezone: 'America/New_York', order: 'mdy' },
  },
  {
    name: 'a spreadsheet’s dates, on the clock of whoever was called',
    header: 'Called Number,Start Time,Result',
    line: ({ to, wall, zone }) => `${national(to)},${tz(wall, zone).format('M/D/YYYY H:mm')},Busy`,
    options: { timezone: 'contact', order: 'mdy' },
  },
  {
    name: 'seconds since 1970',
    header: 'destination,timestamp,state',
    line: ({ to }, at) => `${to},${at.unix()},completed`,
  },
  {
    name: 'milliseconds since 1970, between tabs',
    header: 'to\tcalled_at\tstatus',
    line: ({ to }, at) => `${to}\t${at.valueOf()}\tcompleted`,
    bytes: (lines) => `\uFEFF${crlf(lines)}`,
  },
  {
    name: 'offsets behind the time',
    header: 'To,Started At,Call Status',
    line: ({ to, zone }, at) => `${to},${at.clone().tz(zone).format('YYYY-MM-DD HH:mm:ss ZZ')},failed`,
  },
  {
    name: 'offsets behind an instant of another continent',
    header: 'To,Started At,Call Status',
    line: ({ to }, at) => `${to},${at.clone().tz('Asia/Kolkata').format('YYYY-MM-DDTHH:mm:ss.SSSZ')},failed`,
  },
  {
    name: 'UTC in words, in the encoding of Excel’s Unicode text',
    header: 'Dialed Number\tCall Start Time\tCall Result',
    line: ({ to }, at) => `${to}\t${utc(at, 'MM/DD/YYYY hh:mm A')} UTC\tNo Answer`,
    options: { order: 'mdy' },
    bytes: (lines) => Buffer.from(`\uFEFF${crlf(lines)}`, 'utf16le'),
  },
];

async function rowsFound(name: string, shape: Shape): Promise<readonly number[]> {
  const lines = CALLS.map((call) => shape.line(call, tz(call.wall, call.zone)));
  const path = join(dir, `${name}.csv`);
  const all = [shape.header, ...lines];
  writeFileSync(path, shape.bytes?.(all) ?? `${all.join('\n')}\n`);
  const found = await audit({
    ...{ log: path, cwd: dir, pack: PACKS.get('us_federal') as PackData, purpose: 'marketing', suppression: [] },
    ...{ timezone: null, order: null, defaultCountry: 'US', ...shape.options },
  });
  expect([...found.unjudged]).toEqual([]);
  expect(found.calls).toBe(CALLS.length);
  return found.findings.flatMap(([, of]) => of.map(({ finding }) => finding.ring.row)).sort((a, b) => a - b);
}

describe('of the planted violations of the hours', () => {
  const planted = CALLS.flatMap((call, nth) => (call.planted ? [nth + 2] : []));

  it.each(SHAPES.map((shape, nth) => [shape.name, nth] as const))('%s shows all, and no other', async (_, nth) => {
    expect(planted.length).toBeGreaterThan(100);
    expect(await rowsFound(`shape-${nth}`, SHAPES[nth] as Shape)).toEqual(planted);
  });
});

describe('of what was planted beside the hours', () => {
  it('calls too many, calls after a no, and nothing else are found', async () => {
    const often = ['09:00', '11:00', '13:00', '15:00', '19:30'].map(
      (time) => `+13055550101,2026-11-24T${time}:00-05:00`,
    );
    const spread = [23, 24, 25, 27].map((day) => `+13055550102,2026-11-${day === 27 ? 30 : day}T10:00:00-05:00`);
    const refused = ['2026-11-23T10:00:00-05:00', '2026-11-25T10:00:00-05:00'].map((at) => `+13055550103,${at}`);
    writeFileSync(join(dir, 'often.csv'), `${['to,start time', ...often, ...spread, ...refused].join('\n')}\n`);
    writeFileSync(join(dir, 'no.csv'), 'phone,date\n+13055550103,2026-11-24T00:00:00Z\n');
    const found = await audit({
      ...{ log: 'often.csv', cwd: dir, pack: PACKS.get('us_safe') as PackData, purpose: 'informational' },
      ...{ suppression: ['no.csv'], timezone: null, order: null, defaultCountry: 'US' },
    });
    const rows = new Map(
      found.findings.map(([rule, of]) => [rule, of.map(({ finding }) => finding.ring.row).sort((a, b) => a - b)]),
    );
    expect(rows.get('suppressed')).toEqual([12]);
    const others = [...rows].filter(([rule]) => rule !== 'suppressed').flatMap(([, of]) => of);
    expect([...new Set(others)].sort((a, b) => a - b)).toEqual([5, 6]);
  });
});
