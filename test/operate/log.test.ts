/** The log: one line of JSON for each event, in time, complete even when the process dies, and without secrets. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { userError } from '../../src/model/errors.ts';
import { errorFields, openLog, type LogLevel, type LogNumbers } from '../../src/operate/log.ts';
import { childScript } from '../support/child.ts';
import { clockAt, NOON } from './a-clock.ts';
import { itWith } from '../support/needs.ts';

type Line = Record<string, unknown>;

function collect(level: LogLevel = 'info', numbers: LogNumbers = 'masked') {
  const text: string[] = [];
  const log = openLog({ clock: clockAt(NOON), level, numbers, to: { write: (line) => text.push(line) } });
  return { log, text, lines: (): Line[] => text.map((line) => JSON.parse(line) as Line) };
}

describe('a line', () => {
  it('is JSON with time, level, event, sentence and the fields of every log above it', () => {
    const { log, text, lines } = collect();
    const worker = log.child({ worker: 'w1', epoch: 3 });
    worker.child({ campaign: 'demo' }).warn('lease_lost', 'Another worker leads.', { epoch: 4, line: null });
    expect(lines()).toEqual([
      {
        level: 'warn',
        time: '2026-11-22T12:00:00.000Z',
        event: 'lease_lost',
        worker: 'w1',
        epoch: 4,
        campaign: 'demo',
        line: null,
        msg: 'Another worker leads.',
      },
    ]);
    // One line, and each name in it once: readers keep the last, or the first, or refuse.
    expect(text[0]).toMatch(/^[^\n]*\n$/);
    expect(text[0]?.match(/"epoch"/g)).toHaveLength(1);
  });

  it('is left out below the level', () => {
    const { log, lines } = collect('warn');
    log.debug('a', 'A.');
    log.info('b', 'B.');
    log.warn('c', 'C.');
    log.error('d', 'D.');
    expect(lines().map(({ level, event }) => [level, event])).toEqual([
      ['warn', 'c'],
      ['error', 'd'],
    ]);
  });

  it('stays one line whatever is in it', () => {
    const { log, text, lines } = collect();
    log.info('odd', 'a\nb\u001b[31m"', { cause: '\r\n{"level":"error"}' });
    expect(text).toHaveLength(1);
    expect(text[0]?.trim()).not.toMatch(/[\x00-\x1f]/);
    expect(lines()[0]).toMatchObject({ cause: '\r\n{"level":"error"}' });
  });
});

describe('numbers', () => {
  it.each([
    ['+14155550101 is busy', '+1415•••0101 is busy'],
    ['to 14155550101.', 'to 1415•••0101.'],
    ['4155550101', '41•••01'],
    ['call (415) 555-0101 now', 'call 41•••01 now'],
    ['415-555-0101, 415.555.0102', '41•••01, 41•••02'],
    ['+1 415 555 0101', '+1415•••0101'],
  ])('are masked: %s', (text, masked) => {
    const { log, lines } = collect();
    log.child({ above: text }).info('e', text, { cause: text });
    expect(lines()[0]).toMatchObject({ msg: masked, cause: masked, above: masked });
  });

  it.each([
    'od1.k3x9.reminders.0123456789abcdefghjk.12',
    '2026-11-22T12:00:00.000Z',
    '5f0c9a5e-1234-4567-8901-123456789012',
    'ac_14155550101x',
    '127.0.0.1:5432',
    '192.168.100.200',
  ])('are not seen where there are none: %s', (text) => {
    const { log, lines } = collect();
    log.info('e', text, { attempt: text });
    expect(lines()[0]).toMatchObject({ msg: text, attempt: text });
  });

  it('are shown when asked', () => {
    const { log, lines } = collect('info', 'shown');
    log.info('e', '+14155550101', { cause: '415-555-0101' });
    expect(lines()[0]).toMatchObject({ msg: '+14155550101', cause: '415-555-0101' });
  });
});

it.each(['masked', 'shown'] as const)('secrets are never shown (numbers %s)', (numbers) => {
  const { log, text } = collect('info', numbers);
  const secret = 'hunter2';
  log.info('e', `cannot reach postgres://outdial:${secret}@db:5432/outdial`, {
    redis: `rediss://:${secret}@cache`,
    odd: `postgres://u:p@${secret}@db/x`,
    query: `postgresql:///x?password=${secret}&sslmode=require`,
    key: `Authorization: Bearer ${secret}${secret}`,
    cartesia: `sk_car_${secret}`,
  });
  expect(text.join('')).not.toContain(secret);
  expect(text.join('')).toContain('postgres://outdial:•••@db:5432/outdial');
});

it('an error of the user has a code, any other a stack', () => {
  expect(errorFields(userError('port_taken', 'Port 1 is taken.', 'Name another.'))).toEqual({
    error: 'Port 1 is taken. Name another.',
    code: 'port_taken',
  });
  expect(errorFields(new Error('odd'))).toMatchObject({ error: 'odd', stack: expect.stringContaining('log.test') });
  expect(errorFields('text')).toEqual({ error: 'text' });
});

describe('a process', () => {
  const script = childScript('test/operate/logger.ts');

  it('that crashes has written every line', () => {
    const { stderr, signal } = spawnSync(process.execPath, [script(), 'crash'], { encoding: 'utf8' });
    expect(signal).toBe('SIGKILL');
    const events = stderr
      .trimEnd()
      .split('\n')
      .map((line) => (JSON.parse(line) as Line)['n']);
    expect(events).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });

  it('whose reader stands still goes on', async () => {
    // Nobody reads the other end; what is more than the pipe and a megabyte hold is lost, and the work is done.
    const child = spawn(process.execPath, [script(), 'survive'], { stdio: ['ignore', 'pipe', 'pipe'] });
    const [said] = (await once(child.stdout, 'data')) as [Buffer];
    expect(said.toString()).toBe('alive');
    child.kill('SIGKILL');
  });

  itWith('bash')('whose reader goes away goes on', () => {
    const shell = `"${process.execPath}" "${script()}" survive 2> >(head -1 >/dev/null)`;
    const { stdout, status } = spawnSync('bash', ['-c', shell], { encoding: 'utf8' });
    expect({ stdout, status }).toEqual({ stdout: 'alive', status: 0 });
  });
});
