/** A campaign on the host that rings people, as `simulate` plays it: who is rung when, by the rules that hold there without being asked for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aDesk, type Desk } from './harness.ts';

let desk: Desk;
beforeEach(() => {
  // No base URL: the usual host. No key: nobody is asked anything.
  desk = aDesk({});
});
afterEach(() => desk.remove());

const put = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);

const PHILADELPHIA = '+12155550104';
const MIAMI = '+13055550101';
const BIRMINGHAM = '+12055550109';
const LOUISVILLE = '+15025550103';
const DALLAS = '+12145550105';
const TOLL_FREE = '+18005550106';
const VANCOUVER = '+16045550107';
const PARIS = '+33199000108';
const STATES = { [PHILADELPHIA]: 'PA', [MIAMI]: 'FL', [BIRMINGHAM]: 'AL', [LOUISVILLE]: 'KY', [DALLAS]: 'TX' };

type Rung = Readonly<Record<string, string>>;

/** By number the minute (UTC) at which it first rings. */
async function rung(start: string, numbers: readonly string[], more: Record<string, unknown>): Promise<Rung> {
  const states: Readonly<Record<string, string>> = STATES;
  put('contacts.csv', `Phone,State\n${numbers.map((number) => `${number},${states[number] ?? ''}`).join('\n')}\n`);
  const who = { name: 'real', agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'contacts.csv' };
  put('campaign.json', JSON.stringify({ ...who, allow_toll_free: true, ...more }));
  const args = ['simulate', 'campaign.json', '--seeds', '1', '--line-type', 'twilio', '--start', start];
  const { exit, err } = await desk.run([...args, '--dials', 'dials.csv', '--force']);
  expect(exit, err).toBe(0);
  const lines = readFileSync(join(desk.dir, 'dials.csv'), 'utf8').trimEnd().split('\r\n').slice(1);
  return Object.fromEntries(lines.map((line) => [line.split(',')[1] ?? '', line.slice(0, 16)]));
}

const marketing = (preset?: string) => ({
  consent: { level: 'written', at: '2026-01-05', source: 'a form', stated_by: 'Robin' },
  compliance: { purpose: 'marketing', ...(preset === undefined ? {} : { preset }) },
});

describe('a real host', () => {
  it.each<[name: string, start: string, rules: Record<string, unknown>, expected: Rung]>([
    [
      'the default over Thanksgiving: nine where all of their state is awake, ten in Kentucky, and for who may be anywhere a day that is no holiday anywhere',
      '2026-11-25T22:30:00-05:00',
      marketing(),
      {
        [PHILADELPHIA]: '2026-11-27T14:00',
        [MIAMI]: '2026-11-27T15:00',
        [BIRMINGHAM]: '2026-11-27T15:00',
        [LOUISVILLE]: '2026-11-27T16:00',
        [DALLAS]: '2026-11-27T16:00',
        [TOLL_FREE]: '2026-11-30T18:00',
      },
    ],
    [
      'the default over the night that clocks go forward: nobody on Sunday, and Monday an hour sooner',
      '2026-03-07T18:00:00-05:00',
      marketing(),
      { [PHILADELPHIA]: '2026-03-09T13:00', [MIAMI]: '2026-03-09T14:00', [DALLAS]: '2026-03-09T15:00' },
    ],
    [
      'federal law alone over the night that clocks go back: Sunday at eight, an hour later',
      '2026-10-31T22:00:00-04:00',
      marketing('us_federal'),
      { [PHILADELPHIA]: '2026-11-01T13:00', [MIAMI]: '2026-11-01T14:00' },
    ],
    [
      'British Columbia, which keeps its summer time: Monday at nine is sixteen',
      '2026-11-01T20:00:00-08:00',
      marketing('ca'),
      { [VANCOUVER]: '2026-11-02T16:00' },
    ],
    [
      'Paris, on a Friday that is Christmas: Monday at ten',
      '2026-12-25T10:00:00+01:00',
      marketing('fr'),
      { [PARIS]: '2026-12-28T09:00' },
    ],
    [
      'Paris, too short before noon to ring: after the break',
      '2026-12-28T12:59:50+01:00',
      marketing('fr'),
      { [PARIS]: '2026-12-28T13:00' },
    ],
    [
      'a window of its own narrows the rules, and its days off are off',
      '2026-11-25T22:30:00-05:00',
      { ...marketing(), window: { from: '08:00', to: '11:00', except: ['2026-11-27'] } },
      { [PHILADELPHIA]: '2026-11-30T14:00', [MIAMI]: '2026-11-30T15:00' },
    ],
  ])('%s', async (_, start, rules, expected) => {
    expect(await rung(start, Object.keys(expected), rules)).toEqual(expected);
  });

  it('a zone whose time outdial.json says is read by that, in the file of dials too', async () => {
    mkdirSync(join(desk.dir, 'data'), { mode: 0o700 });
    put('data/outdial.json', JSON.stringify({ zone_overrides: { 'America/New_York': '-04:00' } }));
    const expected = { [PHILADELPHIA]: '2026-11-27T13:00' };
    expect(await rung('2026-11-25T22:30:00-05:00', [PHILADELPHIA], marketing())).toEqual(expected);
    expect(readFileSync(join(desk.dir, 'dials.csv'), 'utf8')).toContain('2026-11-27T09:00:00-04:00');
  });

  const check = async (): Promise<{ readonly summary: Record<string, unknown>; readonly issues: unknown[] }> => {
    const { out, err } = await desk.run(['check', 'campaign.json', '--offline', '--json']);
    expect(out, err).not.toBe('');
    return JSON.parse(out) as Awaited<ReturnType<typeof check>>;
  };
  const spec = (more: Record<string, unknown>): void =>
    put(
      'campaign.json',
      JSON.stringify({ name: 'real', agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'contacts.csv', ...more }),
    );

  it('says with the row which rule its hours never meet, and that the end comes before they open', async () => {
    put('contacts.csv', 'Phone,State\n+12155550104,PA\n');
    const env = { CARTESIA_BASE_URL: 'http://127.0.0.1:1' };
    const asked = ['check', 'campaign.json', '--offline', '--json'];
    const issuesOf = async (more: Record<string, unknown>): Promise<unknown> => {
      spec({ compliance: { preset: 'us_safe', purpose: 'marketing' }, ...more });
      const { issues } = JSON.parse((await desk.run(asked, { env })).out) as { issues: { severity: string }[] };
      return issues.filter(({ severity }) => severity === 'error');
    };
    expect(await issuesOf({ window: { from: '20:30', to: '21:30' } })).toMatchObject([
      { code: 'never_open', message: expect.stringContaining('(us-safe-workdays: ') as string },
    ]);
    const weekend = { start_at: '2031-11-29T18:00:00-05:00', end_at: '2031-12-01T08:00:00-05:00' };
    expect(await issuesOf({ schedule: weekend })).toMatchObject([
      { code: 'never_open', message: expect.stringContaining('the campaign ends before') as string },
    ]);
  });

  it('refuses a country that the rules do not speak of, and a budget below one call, before anybody is asked', async () => {
    put('contacts.csv', `Phone\n+33142685300\n`);
    spec(marketing());
    expect(await check()).toMatchObject({
      summary: { purpose_missing: false, window_missing: false },
      issues: expect.arrayContaining([expect.objectContaining({ code: 'no_rules_for_country' })]) as unknown[],
    });
    spec({ ...marketing(), limits: { budget_usd: 0.5 } });
    const small = await desk.run(['check', 'campaign.json', '--offline']);
    expect(small).toMatchObject({ exit: 2, err: expect.stringContaining('do not pay for one call') as string });
  });

  it('says by which rules, for whom, and what is missing', async () => {
    put('contacts.csv', `Phone,State\n${LOUISVILLE},KY\n${PHILADELPHIA},PA\n`);
    spec({});
    const asked = ['simulate', 'campaign.json', '--seeds', '1', '--line-type', 'twilio'];
    const told = await desk.run([...asked, '--start', '2026-12-01T15:00:00Z']);
    expect(told.err).toContain('"compliance": {"purpose": "appointment"}');
    spec(marketing());
    const { out } = await desk.run([...asked, '--start', '2026-12-01T15:00:00Z']);
    expect(out).toMatch(/^ {2}hours +whenever the rules allow$/m);
    expect(out).toMatch(/^ {2}rules +us_safe 20\d\d-\d\d-\d\d, marketing$/m);
    expect(out).toMatch(/^ +1 contact: .*\(us-ky-hours\)$/m);
    const json = JSON.parse((await desk.run([...asked, '--json'])).out) as Record<string, unknown>;
    expect(json['rules']).toMatchObject({ pack: 'us_safe', purpose: 'marketing' });
  });
});
