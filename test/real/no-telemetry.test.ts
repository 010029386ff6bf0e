/** What leaves the house: nothing but what is asked of the base URL, and no file is written beside the data folder. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { MAIN, stage, type Stage } from './stage.ts';

/** Every way out of a Node process: each connection, datagram, name that is looked up, and program that is started. */
const WATCH = `
import { appendFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const [net, dns, dgram, child] = ['net', 'dns', 'dgram', 'child_process'].map((name) => require('node:' + name));
const note = (what) => appendFileSync(process.env.TEST_CONTACTED, what + '\\n');
const wrap = (of, name, how) => {
  const real = of[name];
  if (typeof real === 'function') of[name] = function (...args) { note(how(...args)); return real.apply(this, args); };
};
wrap(net.Socket.prototype, 'connect', (...args) => {
  const [to] = Array.isArray(args[0]) ? args[0] : args;
  return typeof to === 'object' && to !== null ? 'tcp ' + (to.path ?? (to.host ?? 'localhost') + ':' + to.port) : 'tcp ' + args.join(' ');
});
for (const of of [dns, dns.promises]) for (const name of Object.keys(of)) {
  if (/^(lookup|resolve|reverse)/.test(name)) wrap(of, name, (host) => 'name ' + host);
}
wrap(dgram.Socket.prototype, 'send', (...args) => 'udp ' + args.slice(1).join(' '));
for (const name of ['spawn', 'exec', 'execFile', 'fork', 'spawnSync', 'execFileSync', 'execSync']) wrap(child, name, (what) => 'program ' + what);
require('node:module').syncBuiltinESMExports();
`;

type Watched = {
  readonly code: number | null;
  readonly contacted: readonly string[];
  readonly written: readonly string[];
};

/** Runs a command with a home, a working folder and a temporary folder of its own. */
async function watched(on: Stage, args: readonly string[], env: Record<string, string>): Promise<Watched> {
  const places = Object.fromEntries(['home', 'cwd', 'tmp'].map((name) => [name, join(on.folder, `watched-${name}`)]));
  for (const place of Object.values(places)) mkdirSync(place, { recursive: true });
  const record = join(on.folder, 'contacted');
  writeFileSync(record, '');
  const script = join(on.folder, 'watch.mjs');
  writeFileSync(script, WATCH);
  const child = on.spawn(args.join(' '), process.execPath, [MAIN, ...args], {
    cwd: places['cwd'],
    env: {
      ...{ PATH: process.env['PATH'], HOME: places['home'], TMPDIR: places['tmp'], XDG_CONFIG_HOME: places['home'] },
      ...{ NODE_OPTIONS: `--import ${pathToFileURL(script).href}`, TEST_CONTACTED: record, ...env },
    },
    stdio: 'ignore',
  });
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  const written = Object.values(places).flatMap((place) =>
    readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => join(place, name)),
  );
  const contacted = [...new Set(readFileSync(record, 'utf8').split('\n').filter(Boolean))];
  return { code, contacted, written };
}

describe('nothing is told to anybody', () => {
  it('a run contacts the host of the base URL and no other, and writes into the data folder alone', async (test) => {
    const on = await stage(test, { people: 8 });
    const data = join(on.folder, 'elsewhere');
    const env = { CARTESIA_BASE_URL: on.sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox', OUTDIAL_DATA_DIR: data };
    const ran = await watched(on, ['run', join(on.folder, 'stage.json'), '--yes'], env);
    expect(ran.code).toBe(0);
    expect(on.sandbox.record()).toHaveLength(8);
    expect(ran.contacted).toEqual([`tcp ${new URL(on.sandbox.url).host}`]);
    expect(ran.written).toEqual([]);
    expect(existsSync(join(data, 'ledger.sqlite'))).toBe(true);
  });

  it('the demo contacts this machine alone', async (test) => {
    const on = await stage(test, { people: 1 });
    const data = join(on.folder, 'demo');
    const ran = await watched(on, ['demo', '--data-dir', data], {});
    expect(ran.code).toBe(0);
    expect(ran.contacted.length).toBeGreaterThan(0);
    // That the stand-in listens on this machine is a look-up of its address.
    const HERE = /^(?:tcp (?:127\.0\.0\.1|localhost|\[?::1\]?):\d+|name 127\.0\.0\.1)$/;
    expect(ran.contacted.filter((one) => !HERE.test(one))).toEqual([]);
    expect(ran.written).toEqual([]);
  }, 120_000);

  it('what reads the ledger contacts nobody', async (test) => {
    const on = await stage(test, { people: 3 });
    expect((await on.start().ended).code).toBe(0);
    const env = { OUTDIAL_DATA_DIR: on.dataDir };
    for (const args of [['status'], ['export', 'stage'], ['why', 'row:1'], ['verify'], ['purge', '--dry-run']]) {
      const { contacted, written } = await watched(on, args, env);
      expect({ args, contacted, written }).toEqual({ args, contacted: [], written: [] });
    }
  }, 60_000);
});
