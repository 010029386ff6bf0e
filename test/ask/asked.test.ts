/** Programs and addresses that are asked: what hangs, dies, babbles or sends elsewhere gives no answer, and harms nobody. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { readAnswers } from '../../src/ask/answers.ts';
import type { CommandToRun } from '../../src/ask/failure.ts';
import { post } from '../../src/ask/post.ts';
import { Program } from '../../src/ask/program.ts';
import { runCommand } from '../../src/ask/run-command.ts';
import { systemClock } from '../../src/clock.ts';
import { passOn } from '../../src/config/pass-on.ts';
import { mayBeAsked } from '../../src/model/asked.ts';

const clock = systemClock();
const node = (script: string, env: Record<string, string> = {}): CommandToRun => ({
  command: [process.execPath, '-e', script],
  dir: tmpdir(),
  env,
});
const limits = { clock, timeout: 20_000, most: 1000 };
const words = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (value) => `answered ${String(value)}`,
    (cause: unknown) => (cause instanceof Error ? `${cause.name}: ${cause.message}` : 'not an error'),
  );

describe('a program that is run once', () => {
  it('reads its questions and answers; no shell reads its arguments', async () => {
    const script = 'process.stdin.pipe(process.stdout); process.stdout.write(process.argv[1] + "\\n")';
    const { command, ...rest } = node(script);
    expect(await runCommand({ ...rest, command: [...command, '$HOME; echo no'] }, '+12125550100\n', limits)).toBe(
      '$HOME; echo no\n+12125550100\n',
    );
  });

  it.each([
    ['process.exit(3)', 'ended with exit code 3'],
    ['process.kill(process.pid, "SIGKILL")', 'was ended by SIGKILL'],
    ['process.stdout.write("x".repeat(5000)); setInterval(() => 0, 1000)', 'wrote more than 1000 bytes'],
  ])('%s', async (script, why) => {
    expect(await words(runCommand(node(script), '', limits))).toBe(`AskFailure: ${why}`);
  });

  it('that hangs is given up, and one that is not there is said to be none', async () => {
    const hangs = runCommand(node('setInterval(() => 0, 1000)'), '', { ...limits, timeout: 200 });
    expect(await words(hangs)).toBe('AskFailure: did not answer within 200ms');
    const none = runCommand({ ...node(''), command: ['/nowhere/no-program'] }, '', limits);
    expect(await words(none)).toMatch(/^AskFailure: cannot be run/);
  });

  it('gets of the environment what is usual and what is named, and nothing of outdial', async () => {
    const env = {
      PATH: '/bin',
      REGISTRY_KEY: 'k',
      OTHER: 'o',
      CARTESIA_API_KEY: 'sk',
      DATABASE_URL: 'd',
      PGPASSWORD: 'p',
    };
    const handed = passOn(env).environment([
      'REGISTRY_KEY',
      'CARTESIA_API_KEY',
      'DATABASE_URL',
      'PGPASSWORD',
      'MISSING',
    ]);
    expect(handed).toEqual({ PATH: '/bin', REGISTRY_KEY: 'k' });
    const seen = await runCommand(node('console.log(Object.keys(process.env).sort().join())', handed), '', limits);
    expect(seen.trim().split(',')).toEqual(expect.arrayContaining(['PATH', 'REGISTRY_KEY']));
    expect(seen).not.toMatch(/OTHER|CARTESIA|DATABASE|PGPASS/);
  });
});

describe('a program that is asked line by line', () => {
  const never = new AbortController().signal;
  const ECHO = `require('readline').createInterface({ input: process.stdin }).on('line', (line) => {
    const { q, number } = JSON.parse(line);
    if (number === 'dies') process.exit(1);
    if (number === 'garbage') console.log('{"q": no');
    if (number === 'other') console.log(JSON.stringify({ q: q + 100, answer: 'yes' }));
    if (number === 'long') process.stdout.write('x'.repeat(200000));
    if (number.startsWith('+')) console.log(JSON.stringify({ q, answer: 'yes', number }));
  });`;
  let program: Program;
  afterEach(() => program.close());

  it('answers many questions of one process, each its own', async () => {
    program = new Program(node(ECHO), clock);
    const asked = ['+1', '+2', '+3'].map((number) => program.ask({ number }, never));
    expect((await Promise.all(asked)).map(({ number }) => number)).toEqual(['+1', '+2', '+3']);
  });

  it.each(['garbage', 'other', 'nothing'])('%s is no answer, and holds up nobody else', async (number) => {
    program = new Program(node(ECHO), clock);
    const stop = new AbortController();
    const asked = words(program.ask({ number }, stop.signal));
    expect(await program.ask({ number: '+1' }, never)).toMatchObject({ answer: 'yes' });
    stop.abort();
    expect(await asked).toBe('AskFailure: did not answer in time');
  });

  it.each([
    ['dies', 'ended'],
    ['long', 'wrote a line without an end'],
  ])('that %s gives whoever waits no answer, and is begun again in a moment', async (number, why) => {
    program = new Program(node(ECHO), clock);
    expect(await words(program.ask({ number }, never))).toBe(`AskFailure: ${why}`);
    expect(await words(program.ask({ number: '+1' }, never))).toMatch(/begun again in a moment$/);
    let answer = '';
    while (!answer.startsWith('answered')) {
      await clock.sleep(clock.now() + 50);
      answer = await words(program.ask({ number: '+1' }, never));
    }
  });

  it('that has said nothing at all is taken to hang, and is ended', async () => {
    program = new Program(node('setInterval(() => 0, 1000)'), clock);
    const stop = new AbortController();
    const [first, second] = [
      words(program.ask({ number: 'a' }, stop.signal)),
      words(program.ask({ number: 'b' }, never)),
    ];
    stop.abort();
    expect(await first).toBe('AskFailure: did not answer in time');
    expect(await second).toBe('AskFailure: hangs');
  });
});

describe('an address', () => {
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
  });
  async function answering(handler: Parameters<typeof createServer>[1]): Promise<string> {
    server = createServer(handler);
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/ask`;
  }

  it('gets the question and its headers', async () => {
    const url = await answering((request, reply) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => reply.end(`${request.method} ${request.headers['x-key']} ${body}`));
    });
    expect(await post(url, { 'x-key': 'k' }, { numbers: ['+1'] }, limits)).toBe('POST k {"numbers":["+1"]}');
  });

  it.each([
    [302, 'sends elsewhere, which is not followed'],
    [500, 'answered 500'],
    [404, 'answered 404'],
  ])('that answers %d answers nothing, and is followed nowhere', async (status, why) => {
    let requests = 0;
    const url = await answering((_, reply) => {
      requests += 1;
      reply.writeHead(status, { location: '/elsewhere' }).end('yes');
    });
    expect(await words(post(url, {}, {}, limits))).toBe(`AskFailure: ${why}`);
    expect(requests).toBe(1);
  });

  it('that hangs, or never stops, is given up', async () => {
    const hangs = await answering(() => undefined);
    expect(await words(post(hangs, {}, {}, { ...limits, timeout: 200 }))).toMatch(/did not answer within 200ms$/);
    server?.closeAllConnections();
    server?.close();
    const babbles = await answering((_, reply) => reply.end('x'.repeat(5000)));
    expect(await words(post(babbles, {}, {}, limits))).toBe('AskFailure: answered more than 1000 bytes');
  });

  it.each([
    ['https://registry.example/x', true],
    ['http://127.0.0.1:8080/x', true],
    ['http://localhost/x', true],
    ['http://[::1]/x', true],
    ['http://registry.example/x', false],
    ['http://127.0.0.1.evil.example/', false],
    ['https://user:word@registry.example/', false],
    ['ftp://registry.example/', false],
    ['registry.example', false],
  ])('%s', (url, may) => expect(mayBeAsked(url)).toBe(may));
});

describe('answers of a registry', () => {
  const asked = ['+1', '+2', '+3'];
  const read = (text: string): unknown => {
    const { of, odd } = readAnswers(text, asked);
    return {
      ...Object.fromEntries(
        [...of].map(([number, { listed, words: said }]) => [number, said === null ? listed : `${listed} ${said}`]),
      ),
      odd,
    };
  };
  it.each([
    [
      '{"number":"+1","listed":"yes","words":"since May"}\n{"number":"+2","listed":false}\n',
      { '+1': 'yes since May', '+2': 'no', odd: 0 },
    ],
    [
      'number,listed,words\n+1,no\n"+2","yes","a, b"\r\n+3,unknown,\n',
      { '+1': 'no', '+2': 'yes a, b', '+3': 'unknown', odd: 0 },
    ],
    ['[{"number":"+1","listed":true}]', { '+1': 'yes', odd: 0 }],
    ['{"answers":[{"number":"+1","listed":null}]}', { '+1': 'unknown', odd: 0 }],
    ['+9,no\n+1,no\n', { '+1': 'no', odd: 1 }],
    ['+1,no\n+1,yes\n+1,no\n', { '+1': 'yes', odd: 0 }],
    ['+1,constructor\n+2,perhaps\nhello\n{"number":"+3"\n', { odd: 4 }],
    ['', { odd: 0 }],
  ])('%j', (text, answers) => expect(read(text)).toEqual(answers));
});
