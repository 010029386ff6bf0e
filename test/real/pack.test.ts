/** The package as users get it: packed, installed into an empty folder, and run from there. */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/needs.ts';

const describe = describeWith('npm');

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';

describe('the packed tarball', () => {
  let folder: string;
  let tarball: string;
  const outdial = async (...args: string[]): Promise<{ stdout: string; stderr: string }> => {
    const env = {
      PATH: process.env['PATH'],
      HOME: folder,
      USERPROFILE: folder,
      LOCALAPPDATA: folder,
      XDG_DATA_HOME: folder,
    };
    const command = join(folder, 'node_modules', '.bin', windows ? 'outdial.cmd' : 'outdial');
    return run(command, args, { cwd: folder, env, shell: windows });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outdial-pack-'));
    // What a plain `tsc` has built since is larger.
    await run(process.execPath, [join(ROOT, 'scripts/trim-dist.mjs')]);
    // Built already (test/support/build.ts): a build at this moment would take the command away from the tests beside this one.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const { stdout } = await run(npm, pack, { cwd: ROOT, shell: windows });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
    tarball = join(folder, filename);
    await writeFile(join(folder, 'package.json'), '{"private": true, "type": "module"}');
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`];
    await run(npm, install, { cwd: folder, shell: windows });
  }, 300_000);

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has nothing for publint to complain of', async () => {
    const { messages, pkg } = await publint({ pkgDir: ROOT });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  it('says its version, and what it can do', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect((await outdial('--version')).stdout.trim()).toBe(version);
    expect((await outdial('--help')).stdout).toContain('outdial run campaign.json');
  });

  it('runs the demo from an empty folder, and leaves its results', async () => {
    // `--limit` ends with work left, which is exit code 3.
    const ended = await outdial('demo', '--limit', '3').catch((error: { code: number; stdout: string }) => error);
    expect(ended).toMatchObject({ code: 3 });
    const results = await readFile(ended.stdout.trim(), 'utf8');
    expect(results.split('\r\n')[0]).toMatch(/^\uFEFFrow,to_number,status,disposition,attempts,/);
    expect(results.match(/,answered,/g)?.length ?? 0).toBeGreaterThan(0);
  });

  it('has types that every module resolution finds, but for CommonJS, which cannot load it', async () => {
    const attw = join(ROOT, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    // ESM only: what is opened is awaited at the top of a program, and two copies of one ledger's code in a process would
    // each hold a lock of their own. `require` of Node 20.19 and later loads it as it is.
    const args = [attw, tarball, '--profile', 'esm-only', '--format', 'json', '--exclude-entrypoints'];
    const schemas = ['./campaign.schema.json', './outdial.schema.json', './package.json'];
    const { stdout } = await run(process.execPath, [...args, ...schemas], { cwd: folder }).catch(
      ({ stdout: said }: { stdout: string }) => ({ stdout: said }),
    );
    const { analysis, problems } = JSON.parse(stdout) as {
      analysis: { types: unknown; entrypoints: object };
      problems?: object;
    };
    expect(analysis.types).toEqual({ kind: 'included' });
    expect(Object.keys(analysis.entrypoints)).toContain('.');
    const kinds = Object.values(problems ?? {}).flat() as { kind: string; resolutionKind: string }[];
    expect(kinds.filter(({ resolutionKind }) => !['node10', 'node16-cjs'].includes(resolutionKind))).toEqual([]);
  });

  it('is under one megabyte', async () => {
    const { size } = await stat(tarball);
    console.log(`the packed tarball: ${Math.round(size / 1_000)} kB`);
    expect(size).toBeLessThan(1_000_000);
  });

  describe('is a library: the examples', () => {
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const compile = async (...args: string[]): Promise<void> => {
      const types = ['--typeRoots', join(ROOT, 'node_modules', '@types')];
      await run(process.execPath, [tsc, '-p', '.', ...types, ...args], { cwd: folder }).catch(
        ({ stdout }: { stdout: string }) => expect(stdout).toBe(''),
      );
    };

    beforeAll(async () => {
      const examples = join(folder, 'node_modules', 'outdial', 'examples');
      for (const name of await readdir(examples)) await cp(join(examples, name), join(folder, name));
      // What a library must not read.
      await writeFile(join(folder, '.env'), 'CARTESIA_API_KEY=sk_car_of_somebody_else\n');
    });

    it('compile as strictly as can be, as Node and as a bundler resolve', async () => {
      await compile('--module', 'esnext', '--moduleResolution', 'bundler', '--noEmit');
      await compile();
    }, 120_000);

    const example = async (name: string): Promise<string> => {
      const env = { OUTDIAL_DATA_DIR: join(folder, 'elsewhere'), CARTESIA_API_KEY: 'not a key', REDIS_URL: 'nonsense' };
      const { stdout, stderr } = await run(process.execPath, [`${name}.js`], { cwd: folder, env });
      // It writes nothing to the console of the program that it is a part of.
      expect(stderr).toBe('');
      return stdout;
    };

    it('run: rows from a database, and what became of each', async () => {
      const said = await example('from-a-database');
      expect(said).toContain('20 can be dialed, 0 cannot {}');
      expect(said.match(/^\d+ (completed|exhausted) \w+$/gm)).toHaveLength(20);
    });

    it('run: asked before each call', async () => {
      const said = await example('before-dial');
      expect(said).toContain('B1: yes, try 1\n');
      expect(said).toContain('B2: skipped (before_dial_no)\n');
      expect(said).not.toContain('B2: yes');
      expect(said).toMatch(/B3: waits \(before_dial_later\)\n[^]*B3: yes, try 1\n/);
      expect(said).toMatch(/\nfinished\n$/);
    });

    it('run: events, each once, and none again from where it stopped', async () => {
      const said = await example('follow-events');
      expect(said.match(/^R\d: \w+, \w+$/gm)).toHaveLength(3);
      expect(Number(await readFile(join(folder, 'cursor.txt'), 'utf8'))).toBeGreaterThan(0);
    });

    it('run: each night anew, and nobody is called a second time', async () => {
      expect(await example('nightly')).toBe('finished\n2 rows in nightly.csv\n');
      expect(await example('nightly')).toBe('2 rows in nightly.csv\n');
      expect(await readFile(join(folder, 'nightly.csv'), 'utf8')).toMatch(/,N1\r\n|N1/);
    });
  });
});
