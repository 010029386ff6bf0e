/** The package as users get it: packed, installed into an empty folder, and run from there. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeWith } from '../support/needs.ts';
import { PROGRAM } from './a-program.ts';

const describe = describeWith('npm');

const run = promisify(execFile);
const ROOT = resolve(import.meta.dirname, '../..');
const windows = process.platform === 'win32';
const npm = windows ? 'npm.cmd' : 'npm';

describe('the packed tarball', () => {
  let folder: string;
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
    // Built already (test/support/build.ts): a build at this moment would take the command away from the tests beside this one.
    const pack = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
    const { stdout } = await run(npm, pack, { cwd: ROOT, shell: windows });
    const [{ filename }] = JSON.parse(stdout.slice(stdout.indexOf('['))) as [{ filename: string }];
    await writeFile(join(folder, 'package.json'), '{"private": true}');
    const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', `./${filename}`];
    await run(npm, install, { cwd: folder, shell: windows });
  }, 120_000);

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

  it('is a library: a program of forty lines compiles, loads a list, dials it and says how it stands', async () => {
    const types = join(ROOT, 'node_modules', '@types');
    await writeFile(join(folder, 'dial.mts'), PROGRAM);
    // What a library must not read.
    await writeFile(join(folder, '.env'), 'CARTESIA_API_KEY=sk_car_of_somebody_else\n');
    const strict = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2022',
      '--lib',
      'es2023',
      '--skipLibCheck',
      'false',
    ];
    const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
    const compile = [tsc, ...strict, '--typeRoots', types, '--types', 'node', 'dial.mts'];
    await run(process.execPath, compile, { cwd: folder }).catch(({ stdout }: { stdout: string }) =>
      expect(stdout).toBe(''),
    );
    const main = join(folder, 'node_modules', 'outdial', 'dist', 'cli', 'main.js');
    const sandbox = spawn(process.execPath, [main, 'sandbox', '--port', '0', '--speed', '50'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    try {
      const [url] = (await once(sandbox.stdout, 'data')) as [Buffer];
      const env = { OUTDIAL_DATA_DIR: join(folder, 'elsewhere'), CARTESIA_API_KEY: 'not a key', REDIS_URL: 'nonsense' };
      const { stdout, stderr } = await run(process.execPath, ['dial.mjs', url.toString().trim()], { cwd: folder, env });
      expect(stderr).toBe('');
      expect(stdout).toMatch(/^2 to dial, rejected: {"[a-z_]+":1}\n\.*\nfinished {"completed":2,"answered":2}\n$/);
    } finally {
      sandbox.kill();
    }
  });
});
