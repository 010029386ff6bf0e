/** A newcomer's list becomes a campaign file: proposed, asked about at most six things, written whole or not at all. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Questions } from '../../src/cli/terminal/questions.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

const CLEAN = `Name,Phone,Appt Time,DOB,Time Zone
Ann,+14155550101,Tue 9:00,1980-01-02,America/Los_Angeles
Bob,+12125550142,Tue 9:30,1971-05-06,America/New_York
`;
/** Two columns that may be dialed, no country codes, something of every kind. */
const UNTIDY = `Patient Name,Mobile,Home Phone,DOB,Appt Time
Ann Lee,(415) 555-0101,,1980-01-02,Tue 9:00
Bob Ray,212-555-0142,(212) 555-0143,1971-05-06,Tue 9:30
Cleo Fox,312-555-0133,,1990-12-01,Wed 11:00
`;

let sandbox: Sandbox;
let desk: Desk;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock() });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
});
afterEach(() => desk.remove());

const put = (name: string, text: string): void => writeFileSync(join(desk.dir, name), text);
const campaign = (name = 'campaign.json'): Record<string, unknown> =>
  JSON.parse(readFileSync(join(desk.dir, name), 'utf8')) as Record<string, unknown>;

/** Answers in order; null is Ctrl-C. `asked` holds what was asked, and which answers were offered. */
function person(...answers: readonly (string | readonly string[] | null)[]): Questions & { readonly asked: string[] } {
  const asked: string[] = [];
  const next = (question: string, options: readonly { label: string }[] = []): string | readonly string[] | null => {
    asked.push([question, ...options.map(({ label }) => label)].join(' | '));
    const answer = answers[asked.length - 1];
    if (answer === undefined) throw new Error(`nobody answers: ${question}`);
    return answer;
  };
  return {
    asked,
    choose: (question, options) => Promise.resolve(next(question, options) as string | null),
    several: (question, options) => Promise.resolve(next(question, options) as readonly string[] | null),
    type: (question, refuse) => {
      const answer = next(question) as string | null;
      if (answer !== null && refuse(answer) !== undefined) throw new Error(refuse(answer));
      return Promise.resolve(answer);
    },
  };
}

const USUAL = [
  'Mobile',
  '+14155550100',
  'agent_sandbox',
  'appointment',
  'mon-sat 10:00-19:00',
  ['Patient Name'],
] as const;

describe('init asks', () => {
  it('six things at most, of a list that leaves everything open, and writes what was answered', async () => {
    put('patients.csv', UNTIDY);
    const asker = person(...USUAL);
    const ran = await desk.run(['init', 'patients.csv'], { questions: asker });
    expect(ran.exit, ran.err).toBe(0);
    expect(asker.asked).toHaveLength(6);
    expect(campaign()).toEqual({
      $schema: expect.stringMatching(/campaign\.schema\.json$/) as string,
      name: 'patients',
      agent_id: 'agent_sandbox',
      from_number_id: '+14155550100',
      contacts: 'patients.csv',
      columns: { to_number: 'Mobile' },
      variables: { patient_name: 'Patient Name' },
      default_country: 'US',
      window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: '10:00', to: '19:00', timezone: 'contact' },
      retry: { max_attempts: 3, no_answer: { after: '2h' }, busy: { after: '15m' } },
      compliance: { purpose: 'appointment' },
    });
    expect(ran.out).toMatch(/3 {2}can be dialed/);
    expect(ran.err).toMatch(/next: outdial rehearse campaign\.json\n$/);
  });

  it('with what is kept back named with its reason, and no number or birth date in clear', async () => {
    put('patients.csv', UNTIDY);
    const asker = person(...USUAL);
    const ran = await desk.run(['init', 'patients.csv'], { questions: asker });
    expect(asker.asked[5]).toMatch(/DOB \(kept back: .+\)/);
    expect(asker.asked[1]).toMatch(/\+14155550100 Sandbox: Cartesia, US only \| .*Twilio, any country/);
    const all = ran.err + ran.out.replace(/ {7}for example .*\n/g, '') + asker.asked.join('\n');
    expect(all).not.toMatch(/555-01\d\d|1980-01-02/);
  });

  it('nothing that a flag says or that has one answer', async () => {
    put('people.csv', CLEAN);
    const flags = ['--from-number-id', 'ap_sandbox', '--agent-id', 'agent_sandbox', '--purpose', 'informational'];
    const more = ['--hours', 'Mon to Fri 9-17'.replace(' to ', '-'), '--no-tell', '--tries', '1', '--name', 'trial'];
    const asker = person();
    const ran = await desk.run(['init', 'people.csv', ...flags, ...more], { questions: asker });
    expect(ran.exit, ran.err).toBe(0);
    expect(asker.asked).toEqual([]);
    expect(campaign()).toMatchObject({
      name: 'trial',
      from_number_id: 'ap_sandbox',
      columns: { to_number: 'Phone', timezone: 'Time Zone' },
      variables: {},
      window: { from: '09:00', to: '17:00' },
      retry: { max_attempts: 1 },
    });
    expect(campaign()).not.toHaveProperty('default_country');
  });

  it.each([0, 1, 2, 3, 4, 5])('and leaves nothing where question %i is answered with Ctrl-C', async (at) => {
    put('patients.csv', UNTIDY);
    const asker = person(...USUAL.slice(0, at), null);
    const ran = await desk.run(['init', 'patients.csv'], { questions: asker });
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(/Nothing was written\.\n$/) as string });
    expect(readdirSync(desk.dir).filter((name) => name !== 'data')).toEqual(['patients.csv']);
  });

  it('for the country where nothing tells it', async () => {
    put('list.csv', 'Name,Mobile\nA,07700 900123\nB,020 7946 0018\nC,0161 496 0345\n');
    const asker = person('gb', '+12125550100', 'agent_sandbox', '?', 'mon-fri 9-17', [], '1');
    await desk.run(['init', 'list.csv'], { questions: asker });
    expect(asker.asked[0]).toMatch(/no country code.*Two letters/s);
    expect(asker.asked).toHaveLength(6);
    expect(campaign()).toMatchObject({ default_country: 'GB', variables: {} });
    expect(campaign()).not.toHaveProperty('compliance');
  });
});

describe('init --yes', () => {
  it('takes what is proposed and names each on a line', async () => {
    put('people.csv', CLEAN);
    const ran = await desk.run(['init', 'people.csv', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    for (const line of [
      /^number +column "Phone": \+1415•••0101, \+1212•••0142$/m,
      /^time zone +column "Time Zone", else of the number$/m,
      /^calls from +\+14155550100 \(the only one that an agent answers\)$/m,
      /^agent +agent_sandbox \(the one that answers that number\)$/m,
      /^purpose +appointment, .*\n? +.*Time"\)$/m,
      /^hours +mon-fri 09:00-18:00.*\(proposed\)$/m,
      /^agent gets +Name, appt_time \(Appt Time\)$/m,
      /^kept back +DOB$/m,
      /^tries +up to 3 each \(proposed\)$/m,
    ])
      expect(ran.err).toMatch(line);
  });

  it('refuses what only a person knows, each with its flag, and writes nothing', async () => {
    put('list.csv', 'Mobile,Home Phone\n07700 900123,020 7946 0018\n');
    const ran = await desk.run(['init', 'list.csv', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('--to-number-column Mobile') as string });
    const again = await desk.run(['init', 'list.csv', '--yes', '--to-number-column', 'Mobile']);
    expect(again).toMatchObject({ exit: 2, err: expect.stringContaining('--default-country US') as string });
    expect(existsSync(join(desk.dir, 'campaign.json'))).toBe(false);
  });

  it('without a key leaves open who calls: it can be checked, and a run says what is missing', async () => {
    put('people.csv', CLEAN);
    const env = { CARTESIA_API_KEY: '' };
    delete desk.env['CARTESIA_API_KEY'];
    const ran = await desk.run(['init', 'people.csv', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.err.match(/no API key is set \(CARTESIA_API_KEY\)/g)).toHaveLength(1);
    expect(campaign()).toMatchObject({ agent_id: 'not_chosen', from_number_id: 'not_chosen' });
    expect((await desk.run(['check', 'campaign.json', '--offline'])).exit).toBe(0);
    const dialed = await desk.run(['run', 'campaign.json', '--yes'], {
      env: { ...env, CARTESIA_API_KEY: 'sk_car_sandbox' },
    });
    expect(dialed).toMatchObject({ exit: 2, err: expect.stringMatching(/does not say yet who calls/) as string });
  });

  it('goes on where the account cannot be asked, and says why', async () => {
    put('people.csv', CLEAN);
    const ran = await desk.run(['init', 'people.csv', '--yes'], { env: { CARTESIA_BASE_URL: 'http://127.0.0.1:1' } });
    expect(ran.exit, ran.err).toBe(0);
    expect(ran.err).toMatch(/the account could not be asked: could not reach 127\.0\.0\.1:1/);
  });

  it('gives a name of its own to each column, where two headers make one', async () => {
    put('list.csv', 'Phone,First Name,first_name,!!!\n+14155550101,A,B,C\n');
    const ran = await desk.run(['init', 'list.csv', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    expect(campaign()['variables']).toEqual({ first_name: 'First Name', first_name_2: 'first_name' });
  });

  it('takes the columns that --tell names, a sensitive one too, and no other', async () => {
    put('people.csv', CLEAN);
    expect((await desk.run(['init', 'people.csv', '--yes', '--tell', 'DOB', '--tell', 'Name'])).exit).toBe(0);
    expect(campaign()['variables']).toEqual({ DOB: 'DOB', Name: 'Name' });
    const ran = await desk.run(['init', 'people.csv', '--yes', '--force', '--tell', 'Nmae']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('Did you mean "Name"?') as string });
  });
});

describe('init refuses', () => {
  it('to guess off a terminal, and names --yes and the flags', async () => {
    put('people.csv', CLEAN);
    const ran = await desk.run(['init', 'people.csv']);
    expect(ran.exit).toBe(2);
    for (const flag of ['--yes', '--from-number-id', '--agent-id', '--purpose', '--hours', '--tell', '--tries'])
      expect(ran.err).toContain(flag);
    expect(readdirSync(desk.dir).filter((name) => name !== 'data')).toEqual(['people.csv']);
  });

  it.each<[string, string, readonly string[], RegExp]>([
    [
      'a folder that is not there',
      '',
      ['--out', 'nowhere/c.json'],
      /nowhere\/c\.json cannot be written: its folder does not exist/,
    ],
    ['a folder for a file', '', ['--out', 'folder'], /it is no campaign file: it is kept|is a directory/],
    ['the list itself', '', ['--out', 'people.csv', '--force'], /no campaign file: it is kept/],
    ['another file', '{"compilerOptions":{}}', ['--force'], /no campaign file: it is kept/],
    ['hours that are none', '', ['--hours', 'always'], /does not say on which days/],
    ['a country that is none', '', ['--default-country', 'XX'], /must be a country/],
  ])('%s', async (_, there, flags, message) => {
    put('people.csv', CLEAN);
    mkdirSync(join(desk.dir, 'folder'));
    if (there !== '') put('campaign.json', there);
    const ran = await desk.run(['init', 'people.csv', '--yes', ...flags]);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(message) as string });
    expect(readFileSync(join(desk.dir, 'people.csv'), 'utf8')).toBe(CLEAN);
    if (there !== '') expect(readFileSync(join(desk.dir, 'campaign.json'), 'utf8')).toBe(there);
    else expect(existsSync(join(desk.dir, 'campaign.json'))).toBe(false);
  });

  it('a campaign file, standard input, and a list without rows', async () => {
    put('people.csv', CLEAN);
    put('empty.csv', 'Name,Phone\n');
    await desk.run(['init', 'people.csv', '--yes']);
    const again = await desk.run(['init', 'campaign.json', '--yes']);
    expect(again).toMatchObject({ exit: 2, err: expect.stringContaining('outdial check campaign.json') as string });
    expect(await desk.run(['init', '-', '--yes'])).toMatchObject({ exit: 2 });
    expect(await desk.run(['init', 'empty.csv', '--yes', '--force'])).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/no row/) as string,
    });
  });
});

describe('a campaign file that is there', () => {
  const answerWith = (text: string): PassThrough => {
    const stdin = new PassThrough();
    stdin.write(`${text}\n`);
    return stdin;
  };

  it('is kept off a terminal, and replaced with --force', async () => {
    put('people.csv', CLEAN);
    await desk.run(['init', 'people.csv', '--yes', '--name', 'first']);
    const kept = await desk.run(['init', 'people.csv', '--yes']);
    expect(kept).toMatchObject({
      exit: 2,
      err: expect.stringMatching(/of "first".*--force.*--out people\.json/s) as string,
    });
    expect(campaign()).toMatchObject({ name: 'first' });
    expect((await desk.run(['init', 'people.csv', '--yes', '--force'])).exit).toBe(0);
    expect(campaign()).toMatchObject({ name: 'people' });
  });

  it.each([
    ['y', 0, 'people'],
    ['n', 2, 'first'],
  ])('is asked about on a terminal: %s', async (typed, exit, name) => {
    put('people.csv', CLEAN);
    await desk.run(['init', 'people.csv', '--yes', '--name', 'first']);
    const flags = ['--purpose', 'informational', '--hours', 'mon-fri 9-17', '--no-tell', '--tries', '1'];
    const asker = person('+14155550100', 'agent_sandbox');
    const ran = await desk.run(['init', 'people.csv', ...flags], {
      tty: true,
      stdin: answerWith(typed),
      questions: asker,
    });
    expect(ran.exit, ran.err).toBe(exit);
    expect(campaign()).toMatchObject({ name });
  });
});

describe('run with a list alone', () => {
  it('says how to make a campaign of it, off a terminal', async () => {
    put('people.csv', CLEAN);
    const ran = await desk.run(['run', 'people.csv']);
    expect(ran.exit).toBe(2);
    expect(ran.err).toMatch(/outdial init people\.csv.*--agent-id.*--from-number-id/s);
  });

  it('offers it on a terminal, and goes on with the campaign that was made', async () => {
    put('people.csv', CLEAN);
    const stdin = new PassThrough();
    stdin.write('y\n');
    const asker = person('+14155550100', 'agent_sandbox', 'appointment', 'mon-sun 00:00-24:00', ['Name'], '1');
    const ran = desk.start(['run', 'people.csv', '--load-only'], { tty: true, stdin, questions: asker });
    const { exit, err } = await ran.done;
    expect(exit, err).toBe(0);
    expect(err).toMatch(/Make one of it now\?/);
    expect(campaign()).toMatchObject({ name: 'people', contacts: 'people.csv' });
    expect((await desk.run(['status', 'people'])).exit).toBe(0);
  });
});
