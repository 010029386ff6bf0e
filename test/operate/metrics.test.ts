/** What a scraper and a container's health check see of a worker. */
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { NO_CONTACTS } from '../../src/model/contact.ts';
import type { CampaignId, LineId } from '../../src/model/ids.ts';
import { METRICS } from '../../src/operate/gauges.ts';
import { openMetrics, type Metrics, type MetricsOptions } from '../../src/operate/metrics.ts';
import type { CampaignReading, Readings } from '../../src/operate/readings.ts';
import { clockAt, NOON } from './a-clock.ts';
import { parseMetrics } from './metrics-text.ts';

const campaign = (over: Partial<CampaignReading> = {}): CampaignReading => ({
  id: 'reminders' as CampaignId,
  counts: {
    rows: 14,
    states: { ...NO_CONTACTS, ready: 3, completed: 7, in_doubt: 1 },
    rejected: 2,
    skippedRows: 1,
    codes: {},
    leftOut: {},
    dispositions: { answered: 7, busy: 1 },
    dialed: 12,
  },
  calls: { answered: 7, busy: 5 },
  left: 90_000,
  ...over,
});

const READINGS: Readings = {
  campaigns: [campaign()],
  slots: { configured: 8, effective: 6, open: 2, foreign: 1 },
  lines: [{ line: 'ap_1' as LineId, starts: 12, perSecond: 0.9 }],
  inDoubt: 1,
  handOver: { jobs: 4, oldest: 250 },
  lost: { given: 2, junk: 1 },
  unread: 3,
  leader: true,
  leaseLeft: 4_200,
  clockError: 3,
};

let open: Metrics | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

async function serve(over: Partial<MetricsOptions> = {}) {
  const clock = clockAt(NOON);
  const metrics = await openMetrics({ port: 0, version: '0.1.0', clock, read: async () => READINGS, ...over });
  open = metrics;
  const get = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(`http://127.0.0.1:${metrics.port}${path}`, init);
    return { status: reply.status, type: reply.headers.get('content-type'), text: await reply.text() };
  };
  const values = async (): Promise<Record<string, number>> => {
    const families = [...parseMetrics((await get('/metrics')).text).entries()];
    const samples = families.filter(([name]) => name.startsWith('outdial_')).flatMap(([, { samples }]) => samples);
    return Object.fromEntries(
      samples.map(({ name, labels, value }) => [[name, ...Object.values(labels)].join(' '), value] as const),
    );
  };
  return { metrics, clock, get, values };
}

describe('/metrics', () => {
  it('shows what was read, in base units', async () => {
    const { values } = await serve();
    expect(await values()).toEqual({
      'outdial_build_info 0.1.0': 1,
      outdial_ledger_up: 1,
      outdial_leader: 1,
      outdial_lease_seconds_left: 4.2,
      outdial_clock_error_seconds: 0.003,
      'outdial_slots configured': 8,
      'outdial_slots effective': 6,
      'outdial_slots open': 2,
      'outdial_slots foreign': 1,
      outdial_attempts_in_doubt: 1,
      outdial_hand_over_jobs: 4,
      outdial_hand_over_age_seconds: 0.25,
      'outdial_hand_over_lost_total away': 2,
      'outdial_hand_over_lost_total unreadable': 1,
      'outdial_reports_unread_total call': 3,
      'outdial_line_starts_total ap_1': 12,
      'outdial_line_calls_per_second ap_1': 0.9,
      'outdial_calls_total reminders answered': 7,
      'outdial_calls_total reminders busy': 5,
      'outdial_attempts_dialed reminders': 12,
      ...Object.fromEntries(Object.keys(NO_CONTACTS).map((state) => [`outdial_contacts reminders ${state}`, 0])),
      'outdial_contacts reminders ready': 3,
      'outdial_contacts reminders completed': 7,
      'outdial_contacts reminders in_doubt': 1,
      'outdial_contacts_by_disposition reminders answered': 7,
      'outdial_contacts_by_disposition reminders busy': 1,
      'outdial_rows_left_out reminders rejected': 2,
      'outdial_rows_left_out reminders skipped': 1,
      'outdial_campaign_forecast_seconds reminders': 90,
      outdial_campaigns_unshown: 0,
    });
  });

  it('says the same sum at each scrape, and forgets a campaign that is no longer read', async () => {
    let now: Readings = READINGS;
    const { values, clock } = await serve({ read: async () => now });
    await values();
    clock.advance(1_500);
    expect((await values())['outdial_calls_total reminders answered']).toBe(7);
    now = { ...READINGS, campaigns: [], lines: [] };
    clock.advance(1_500);
    expect(Object.keys(await values()).filter((name) => /reminders|ap_1/.test(name))).toEqual([]);
  });

  it('shows nothing of what this process does not know', async () => {
    const { values } = await serve({
      read: async () => ({
        ...READINGS,
        campaigns: [campaign({ calls: null, left: null })],
        slots: { configured: null, effective: null, open: 2, foreign: null },
        handOver: null,
        leader: false,
        leaseLeft: null,
        clockError: null,
      }),
    });
    const shown = await values();
    expect(shown['outdial_leader']).toBe(0);
    const unknown = /calls_total|forecast|hand_over_(jobs|age)|lease|clock_error|slots (configured|effective|foreign)/;
    expect(Object.keys(shown).filter((name) => unknown.test(name))).toEqual([]);
  });

  it('follows the conventions, and every metric is in docs/metrics.md', async () => {
    const { get } = await serve();
    const { type, text } = await get('/metrics');
    expect(type).toBe('text/plain; version=0.0.4; charset=utf-8');
    const families = parseMetrics(text);
    const docs = readFileSync('docs/metrics.md', 'utf8');
    for (const name of Object.keys(METRICS)) {
      const family = families.get(name);
      expect(family?.help, name).toMatch(/\.$/);
      expect(family?.type === 'counter', name).toBe(name.endsWith('_total'));
      expect(name).not.toMatch(/_(ms|milliseconds|minutes|percent|count|sum|bucket)(_|$)/);
      expect(docs, name).toContain(`\`${name}\``);
    }
    for (const [name] of docs.matchAll(/\boutdial_[a-z_]+/g)) expect(Object.keys(METRICS)).toContain(name);
    expect(families.has('nodejs_eventloop_lag_p99_seconds')).toBe(true);
    const misnamed = [...families].filter(([name, { type }]) => name.endsWith('_total') !== (type === 'counter'));
    expect(misnamed.map(([name]) => name)).toEqual([]);
  });

  it('holds nothing that looks like a phone number', async () => {
    const { get } = await serve({
      read: async () => ({
        ...READINGS,
        campaigns: [campaign({ id: 'call +14155550101' as CampaignId })],
        lines: [{ line: '+14155550100' as LineId, starts: 1, perSecond: 0 }],
      }),
    });
    const own = (await get('/metrics')).text.split('\n').filter((line) => line.includes('outdial_'));
    expect(own.filter((line) => /\d{7,}/.test(line))).toEqual([]);
    expect(own.join('\n')).toContain('line="+1415•••0100"');
  });

  it('does not grow without end', async () => {
    const many = Array.from({ length: 1_000 }, (_, n) => campaign({ id: `c${n}` as CampaignId }));
    const { values } = await serve({ read: async () => ({ ...READINGS, campaigns: many }) });
    const shown = await values();
    expect(shown['outdial_campaigns_unshown']).toBe(800);
    expect(Object.keys(shown).filter((name) => name.endsWith(' ready'))).toHaveLength(200);
  });

  it('reads the ledger once a second, however many ask', async () => {
    let asked = 0;
    const { get, clock } = await serve({ read: async () => (asked++, READINGS) });
    await Promise.all(Array.from({ length: 20 }, () => get('/metrics')));
    await get('/healthz');
    expect(asked).toBe(1);
    clock.advance(1_000);
    await get('/metrics');
    expect(asked).toBe(2);
  });

  it('shows a gap while the ledger is away, and itself all the while', async () => {
    let away = true;
    const { get, values, clock } = await serve({
      read: () => (away ? Promise.reject(new Error('away')) : Promise.resolve(READINGS)),
    });
    expect(await values()).toEqual({ 'outdial_build_info 0.1.0': 1, outdial_ledger_up: 0 });
    expect((await get('/metrics')).text).toMatch(/^process_cpu_seconds_total \d/m);
    away = false;
    clock.advance(1_000);
    expect(await values()).toMatchObject({ outdial_ledger_up: 1, outdial_leader: 1 });
  });
});

describe('/healthz', () => {
  it('is 200 while all is well', async () => {
    const { get } = await serve();
    expect(await get('/healthz')).toMatchObject({ status: 200, text: 'ok\n' });
  });

  it('is 503 with a sentence when the process cannot work, and hides what is nobody else’s', async () => {
    const trouble = () => 'postgres://outdial:hunter2@db/outdial is away for +14155550101.';
    const { get } = await serve({ trouble });
    const text = 'postgres://outdial:•••@db/outdial is away for +1415•••0101.\n';
    expect(await get('/healthz')).toMatchObject({ status: 503, text });
  });

  it('is 503 when the ledger fails', async () => {
    const { get } = await serve({ read: () => Promise.reject(new Error('The server is away.')) });
    expect(await get('/healthz')).toMatchObject({
      status: 503,
      text: 'The ledger cannot be read: The server is away.\n',
    });
  });

  it('does not hang with a ledger that hangs, nor asks it a second time', async () => {
    let asked = 0;
    let answer = (_: Readings): void => undefined;
    const { get } = await serve({
      clock: { ...clockAt(NOON), sleep: () => Promise.resolve() },
      read: () => (asked++, new Promise((resolve) => (answer = resolve))),
    });
    const hung = { status: 503, text: 'The ledger cannot be read: No answer for 4 seconds.\n' };
    expect(await get('/healthz')).toMatchObject(hung);
    expect(await get('/healthz')).toMatchObject(hung);
    expect(asked).toBe(1);
    answer(READINGS);
    expect(await get('/healthz')).toMatchObject({ status: 200 });
  });
});

describe('the endpoint', () => {
  it('has two pages, to be read', async () => {
    const { get } = await serve();
    expect((await get('/')).status).toBe(404);
    expect((await get('/metrics/x')).status).toBe(404);
    expect((await get('/__proto__')).status).toBe(404);
    expect((await get('/metrics?name=x')).status).toBe(200);
    expect((await get('/metrics', { method: 'POST', body: 'x' })).status).toBe(405);
    expect(await get('/metrics', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  it('says how to mend a port that is taken', async () => {
    const { metrics } = await serve();
    const again = openMetrics({ port: metrics.port, version: '0', clock: clockAt(NOON), read: async () => READINGS });
    await expect(again).rejects.toThrow(/127\.0\.0\.1:\d+ is taken\. Name another --metrics-port/);
    const elsewhere = { port: 0, host: '192.0.2.1', version: '0', clock: clockAt(NOON), read: async () => READINGS };
    await expect(openMetrics(elsewhere)).rejects.toThrow(
      /not an address of this machine\. Name another --metrics-host/,
    );
  });

  it('closes although somebody keeps a connection open', async () => {
    const { metrics } = await serve();
    const socket = connect(metrics.port, '127.0.0.1');
    await new Promise((resolve) => socket.once('connect', resolve));
    const gone = new Promise((resolve) => socket.once('close', resolve));
    socket.on('error', () => undefined);
    await metrics.close();
    await gone;
    open = null;
  });
});
