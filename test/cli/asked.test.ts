/** `scrub` and `before_dial` by real commands and by URL: asked for the whole list at loading, and before each dial. */
import { readFileSync, writeFileSync, existsSync, mkdirSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk, type Ran } from './harness.ts';

const [ADA, GRACE, JOAN, MARY] = ['+14155550101', '+14155550103', '+14155550104', '+14155550105'];

let sandbox: Sandbox;
let desk: Desk;
let server: Server | null;
beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500 });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
  server = null;
  mkdirSync(join(desk.dir, 'data'), { recursive: true });
  campaign('spring', [ADA, GRACE, JOAN, MARY]);
});
afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await sandbox.close();
  desk.remove();
});

const at = (name: string): string => join(desk.dir, name);
const account = (value: unknown): void => writeFileSync(at('data/outdial.json'), JSON.stringify(value));
function campaign(name: string, people: readonly string[], more: object = {}): void {
  const spec = { name, agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', ...more };
  const contacts = people.map((phone) => ({ phone, Visit: `v${phone.slice(-1)}`, Name: 'Ann' }));
  const pacing = { calls_per_second: 20, batch_window: '0' };
  writeFileSync(at(`${name}.json`), JSON.stringify({ ...spec, contacts, pacing, retry: { max_attempts: 1 } }));
}
const rung = (): string[] => sandbox.record().map(({ to }) => to);
async function run(...more: readonly string[]): Promise<Ran> {
  const ran = await desk.run(['run', 'spring.json', '--yes', ...more]);
  expect(ran.exit, ran.err).toBe(0);
  return ran;
}

type Body = { readonly numbers?: readonly string[]; readonly number?: string } & Record<string, unknown>;
async function serve(answer: (body: Body, reply: ServerResponse, asked: IncomingMessage) => void): Promise<string> {
  server = createServer((asked, reply) => {
    let text = '';
    asked.on('data', (chunk: Buffer) => (text += chunk.toString()));
    asked.on('end', () => answer(JSON.parse(text) as Body, reply, asked));
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Lists GRACE, and writes down what it was asked. */
const REGISTRY = `
const { appendFileSync, readFileSync } = require('node:fs');
const asked = readFileSync(0, 'utf8').trim().split('\\n');
appendFileSync('asked.txt', asked.join(' ') + '\\n');
for (const one of asked) console.log(one + ',' + (one.endsWith('03') ? 'yes,since May' : 'no'));
`;

describe('scrub', () => {
  const asked = (): string[] =>
    existsSync(at('data/asked.txt')) ? readFileSync(at('data/asked.txt'), 'utf8').trim().split('\n') : [];

  it('by a command: the whole list at loading, in one question, and nobody again while it is fresh', async () => {
    writeFileSync(at('data/registry.cjs'), REGISTRY);
    account({ scrub: [{ name: 'national_dnc', command: [process.execPath, 'registry.cjs'] }] });
    const loaded = await run('--load-only');
    expect(loaded.err).toContain('Registries: asked about 4 numbers, 1 of them listed and left out.');
    expect(asked()).toEqual([[ADA, GRACE, JOAN, MARY].join(' ')]);
    expect(rung()).toEqual([]);
    const ran = await run();
    expect(ran.err).not.toContain('Registries:');
    expect(asked()).toHaveLength(1);
    expect(rung().sort()).toEqual([ADA, JOAN, MARY]);
    const why = await desk.run(['why', GRACE]);
    expect(why.out).toContain('(national_dnc: "since May")');
  });

  it('by a URL that fails at loading: nobody is lost, and it is asked again before the dial', async () => {
    let questions = 0;
    const url = await serve(({ numbers = [] }, reply) => {
      questions += 1;
      if (questions === 1) reply.writeHead(503).end();
      else reply.end(JSON.stringify(numbers.map((number) => ({ number, listed: number === GRACE }))));
    });
    account({ scrub: [{ name: 'national_dnc', url }] });
    const ran = await run();
    expect(ran.err).toContain('Registries: 4 numbers asked about when it is their turn.');
    expect(questions).toBe(2);
    expect(rung().sort()).toEqual([ADA, JOAN, MARY]);
  });
});

/** Says no to JOAN; of MARY's first question it says nothing. Long-lived: answers in any order. */
const LAST_WORD = `
const { appendFileSync } = require('node:fs');
require('node:readline').createInterface({ input: process.stdin }).on('line', (line) => {
  const { q, ...asked } = JSON.parse(line);
  appendFileSync('words.txt', JSON.stringify(asked) + '\\n');
  if (asked.number.endsWith('04')) console.log(JSON.stringify({ q, answer: 'no', reason: 'has canceled' }));
  else setTimeout(() => console.log(JSON.stringify({ q, answer: 'yes' })), asked.number.endsWith('01') ? 300 : 0);
});
`;

describe('before_dial', () => {
  it('by a command: a no leaves with its reason, a slow yes comes later, and it is told the columns named and no other', async () => {
    writeFileSync(at('data/word.cjs'), LAST_WORD);
    account({ before_dial: { command: [process.execPath, 'word.cjs'], columns: ['Visit'] } });
    await run();
    expect(rung().sort()).toEqual([ADA, GRACE, MARY]);
    // Whoever was slow has delayed nobody.
    expect(rung().at(-1)).toBe(ADA);
    const told = readFileSync(at('data/words.txt'), 'utf8').trim().split('\n');
    expect(told.map((line) => JSON.parse(line) as unknown)).toContainEqual(
      expect.objectContaining({ number: JOAN, cells: { Visit: 'v4' }, campaign: 'spring', attempt: 1 }),
    );
    expect(told.join()).not.toContain('Ann');
    expect((await desk.run(['why', JOAN])).out).toContain('has canceled');
  });

  it('by a URL: silence is later, and nobody else waits for it', async () => {
    const url = await serve(({ number }, reply, { headers }) => {
      if (headers.authorization !== 'Bearer k') reply.writeHead(401).end();
      else if (number !== MARY) reply.end('{"answer": "yes"}');
    });
    account({ before_dial: { url, headers_env: { authorization: 'WORD_KEY' }, timeout: '500ms' } });
    const going = desk.start(['run', 'spring.json', '--yes', '--until-idle'], { env: { WORD_KEY: 'Bearer k' } });
    await going.says(/3 answered[^]*0 of 8 slots|waiting until/);
    going.interrupt();
    const { exit } = await going.done;
    expect(exit).toBe(3);
    expect(rung().sort()).toEqual([ADA, GRACE, JOAN]);
    expect((await desk.run(['why', MARY])).out).toMatch(/waiting|later/);
  });

  it('that stands in a campaign file is refused with where it belongs', async () => {
    campaign('spring', [ADA], { before_dial: { command: ['x'] } });
    const ran = await desk.run(['run', 'spring.json', '--yes']);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringContaining('outdial.json') as string });
    expect(rung()).toEqual([]);
  });
});
