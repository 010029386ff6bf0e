/** A program without types hands over anything: it is told what is wrong by a code, and nothing is half loaded. */
import { describe, expect, it } from 'vitest';
import { ERROR_CODES, LedgerError, openOutdial, openSandbox, OutdialError, UserError } from '../../src/index.ts';
import { all, code, FAST, people, program } from './program.ts';

const p = program();
const CODES: ReadonlySet<string> = new Set(Object.values(ERROR_CODES).flatMap((group) => Object.keys(group)));

const circle: Record<string, unknown> = { ...FAST };
circle['self'] = circle;
const thrower = (): never => {
  throw new RangeError('of the program');
};
const ODD: readonly unknown[] = [
  ...[null, 0, 7, NaN, true, '', ' ', 'x', Symbol('x'), 10n, [], [1], {}, () => 1, new Date(NaN), new Map()],
  ...[Object.create(null), new Proxy({}, { ownKeys: thrower, get: thrower }), { toString: thrower }, circle],
];

describe('every member, given anything', () => {
  it('rejects with a code of the catalogue, or does what it was asked', async () => {
    const campaign = await p.outdial.load({ ...FAST, contacts: people(1) });
    // Whatever is asked, nobody is to be rung by it.
    await campaign.pause();
    const members = (of: object): [string, (...args: unknown[]) => unknown][] =>
      Object.entries(of).filter(([name, member]) => typeof member === 'function' && !['close', 'run'].includes(name));
    const asked = [...members(p.outdial), ...members(campaign), ...members(p.outdial.people)];
    expect(asked.length).toBeGreaterThan(25);
    for (const [name, member] of asked) {
      if (['doctor', 'pauseAll', 'phoneNumbers', 'cancel', 'resume'].includes(name)) continue;
      for (const odd of ODD) {
        for (const args of [[odd], ['x', odd], [odd, odd]]) {
          // Files of the folder are nobody's surprise.
          if (name === 'backup' || name === 'writeResults') args[0] = '/nowhere/at/all';
          const error: unknown = await (async () => {
            const said: unknown = await member(...args);
            if (said !== null && typeof said === 'object' && Symbol.asyncIterator in said && name !== 'events') {
              await all(said as AsyncIterable<unknown>);
            }
          })().catch((cause: unknown) => cause);
          if (error === undefined) continue;
          expect(error, `${name}(${args.map((arg) => typeof arg).join(', ')})`).toBeInstanceOf(OutdialError);
          expect(CODES).toContain((error as OutdialError).code);
        }
      }
    }
    expect(p.sandbox.record()).toEqual([]);
  });

  it('a run does not begin by it', async () => {
    await p.outdial.load({ ...FAST, contacts: people(1) });
    for (const odd of ODD.slice(0, -3).filter((one) => !(one instanceof Map))) {
      const given = Object.keys(Object(odd) as object).length === 0 && typeof odd === 'object' && !Array.isArray(odd);
      if (odd !== null && given) continue;
      expect(await code(p.outdial.run(odd as never)), typeof odd).toBe('wrong_option');
    }
    const options = ['limit', 'signal', 'atOnce', 'beforeDial', 'beforeDialTimeout', 'campaigns', 'onEvent'];
    for (const name of [...options, 'acceptRejects', 'continueFinished', 'beforedial']) {
      expect(await code(p.outdial.run({ [name]: new Map() } as never)), name).toBe('wrong_option');
    }
    expect(await code(p.outdial.run({ campaigns: [] }))).toBe('nothing_loaded');
    expect(await code(p.outdial.run({ beforeDial: () => true, beforeDialTimeout: '1h' }))).toBe('wrong_option');
    const campaign = await p.outdial.campaign('calls');
    expect(await code(campaign.run({ campaigns: ['others'] } as never))).toBe('wrong_option');
    expect(() => campaign.on('settle' as never, () => 1)).toThrow(UserError);
    expect(() => campaign.on('settled', 'x' as never)).toThrow(UserError);
    expect(p.sandbox.record()).toEqual([]);
  });

  it('options of opening and of the sandbox are named when they are wrong', async () => {
    for (const odd of [...ODD, undefined])
      expect(await code(openOutdial(odd as never)), typeof odd).toBe('wrong_option');
    const given = { dataDir: 'x', apiKey: 'sk_car_secret', cwd: p.dir };
    for (const name of ['dataDir', 'apiKey', 'baseUrl', 'operator', 'cwd', 'clock', 'acceptOtherLedgers', 'account']) {
      const error: unknown = await openOutdial({ ...given, [name]: 5 } as never).catch((cause: unknown) => cause);
      expect(error).toMatchObject({ code: 'wrong_option' });
      expect(String(error)).toContain(name);
      expect(String(error)).not.toContain('secret');
    }
    expect(await code(openSandbox({ port: 70_000 }))).toBe('wrong_option');
    expect(await code(openSandbox({ speed: 0 }))).toBe('wrong_option');
  });
});

describe('rows that break off', () => {
  const nothing = async (): Promise<void> => {
    expect(await p.outdial.campaigns()).toEqual([]);
  };

  it('load nothing, and their own error is the cause', async () => {
    const mine = new Error('connection lost');
    let closed = 0;
    async function* rows(): AsyncGenerator<Record<string, unknown>> {
      try {
        yield* people(700);
        throw mine;
      } finally {
        closed += 1;
      }
    }
    const error: unknown = await p.outdial.load({ ...FAST, contacts: rows() }).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'UserError', code: 'rows_failed', cause: mine });
    expect(closed).toBe(1);
    await nothing();
    // The same may be loaded right after.
    expect((await p.outdial.load({ ...FAST, contacts: people(2) })).loaded.accepted).toBe(2);
  });

  it('whatever is wrong with the iterable', async () => {
    const hostile: readonly unknown[] = [
      { [Symbol.asyncIterator]: () => null },
      { [Symbol.asyncIterator]: thrower },
      { [Symbol.iterator]: () => ({ next: () => 5 }) },
      { [Symbol.iterator]: () => ({ next: thrower }) },
      { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('x')), return: thrower }) },
    ];
    for (const contacts of hostile) {
      expect(await code(p.outdial.load({ ...FAST, contacts } as never))).toBe('rows_failed');
    }
    for (const contacts of [5, null, undefined, {}, () => 1]) {
      expect(await code(p.outdial.load({ ...FAST, contacts } as never))).toMatch(/^(bad|missing)_field$/);
    }
    await nothing();
  });

  it('a signal ends them, even where they hang, and lets go of them', async () => {
    const stop = new AbortController();
    let asked = 0;
    const hangs = {
      [Symbol.asyncIterator]: () => ({
        next: () => (asked++ < 3 ? Promise.resolve({ value: people(4)[asked], done: false }) : new Promise(() => 1)),
      }),
    };
    const loading = p.outdial.load({ ...FAST, contacts: hangs as never }, { signal: stop.signal });
    setTimeout(() => stop.abort('enough'), 100);
    await expect(loading).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    await expect(p.outdial.load({ ...FAST, contacts: [] }, { signal: stop.signal })).rejects.toMatchObject({
      code: 'aborted',
    });
    await nothing();
  });

  it('one row that cannot be read is a rejected row', async () => {
    const rows = [
      people(1)[0],
      {
        get phone() {
          return thrower();
        },
      },
      new Proxy({}, { ownKeys: thrower }),
      { phone: { toJSON: thrower, toString: thrower } },
      { phone: circle },
      { phone: Symbol('x') },
      { phone: 10n },
      null,
    ];
    const { loaded } = await p.outdial.load({ ...FAST, columns: undefined, contacts: rows } as never);
    expect(loaded).toMatchObject({ rows: 8, accepted: 1, rejected: 7 });
  });
});

it('a ledger that cannot be used is told by its class and kind', async () => {
  const other = await p.open({ dataDir: 'other' });
  await other.close();
  const { writeFileSync, rmSync, readdirSync } = await import('node:fs');
  for (const name of readdirSync(`${p.dir}/other`)) rmSync(`${p.dir}/other/${name}`, { recursive: true });
  writeFileSync(`${p.dir}/other/ledger.sqlite`, 'x'.repeat(8192), { mode: 0o600 });
  const error: unknown = await p.open({ dataDir: 'other' }).catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(OutdialError);
  expect(['ledger_corrupt', 'not_a_ledger']).toContain((error as OutdialError).code);
  if (error instanceof LedgerError) expect(error.kind).toBe('corrupt');
});
