/** The commands that outdial prints work when they are typed: in the folder where it was started, the way it was started. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { withSettings } from '../../src/cli/terminal/next-command.ts';
import { asStarted, howStarted } from '../../src/cli/terminal/started.ts';
import { itWith } from '../support/needs.ts';

const UNIX = { cwd: '/home/ann/calls', path: '/usr/bin:/usr/local/bin', platform: 'linux' };
const WINDOWS = { cwd: 'C:\\calls', path: 'C:\\npm', platform: 'win32' };

describe('how outdial was started', () => {
  it.each([
    ['installed for everybody', { ...UNIX, script: '/usr/local/bin/outdial' }, 'outdial'],
    ['a dependency of the project', { ...UNIX, script: '/home/ann/calls/node_modules/.bin/outdial' }, 'npx outdial'],
    ['fetched by npx', { ...UNIX, script: '/home/ann/.npm/_npx/1f/node_modules/.bin/outdial' }, 'npx outdial'],
    ['a checkout', { ...UNIX, script: '/home/ann/calls/dist/cli/main.js' }, 'node dist/cli/main.js'],
    [
      'a checkout elsewhere',
      { ...UNIX, script: '/opt/out dial/dist/cli/main.js' },
      'node "/opt/out dial/dist/cli/main.js"',
    ],
    ['a link that is on no path', { ...UNIX, script: '/home/ann/calls/outdial' }, './outdial'],
    ['a link on another path', { ...UNIX, script: '/srv/bin/outdial' }, '/srv/bin/outdial'],
    [
      'a path with a folder named relatively',
      { ...UNIX, path: 'bin', script: '/home/ann/calls/bin/outdial' },
      'outdial',
    ],
    ['Windows, for everybody', { ...WINDOWS, script: 'C:\\npm\\node_modules\\outdial\\dist\\cli\\main.js' }, 'outdial'],
    [
      'Windows, in the project',
      { ...WINDOWS, script: 'C:\\calls\\node_modules\\outdial\\dist\\cli\\main.js' },
      'npx outdial',
    ],
  ] as const)('%s', (_, start, typed) => {
    expect(howStarted(start)).toBe(typed);
  });
});

describe('a message', () => {
  it('begins its commands so, and leaves everything else', () => {
    const started = 'node dist/cli/main.js';
    expect(asStarted('next: outdial status demo', started)).toBe('next: node dist/cli/main.js status demo');
    expect(asStarted('(outdial --help shows what there is)', started)).toBe(`(${started} --help shows what there is)`);
    const others = [
      'another outdial has taken over',
      'npx outdial run',
      'my-outdial run',
      'outdial statuses',
      '/outdial run',
    ];
    for (const other of others) expect(asStarted(other, started)).toBe(other);
    expect(asStarted('outdial run $& a.json', 'node $1')).toBe('node $1 run $& a.json');
  });

  it('names the ledger that was named', () => {
    expect(withSettings('outdial status demo', { dataDir: 'my data' })).toBe(
      'outdial status --data-dir "my data" demo',
    );
    expect(withSettings('outdial status demo --data-dir x', { dataDir: 'y' })).toBe('outdial status demo --data-dir x');
    expect(withSettings('outdial status', {})).toBe('outdial status');
    expect(withSettings('mend what fails, then outdial doctor', { dataDir: '-d' })).toBe(
      'mend what fails, then outdial doctor --data-dir ./-d',
    );
  });
});

describe('typed in that folder', () => {
  const folder = mkdtempSync(join(tmpdir(), "outdial it's "));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const ROOT = resolve(import.meta.dirname, '../..');
  const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH']}`, HOME: folder };

  const sh = (line: string, cwd = ROOT): { readonly status: number | null; readonly stderr: string } =>
    spawnSync('sh', ['-c', line], { cwd, env, encoding: 'utf8' });
  const nextOf = ({ stderr }: { readonly stderr: string }): string =>
    [...stderr.matchAll(/next: (.*)/g)].at(-1)?.[1] ?? `nothing: ${stderr}`;

  itWith('npm')(
    'the next command of `npm run demo`, and the one after it',
    () => {
      const demo = sh('npm run demo');
      const next = nextOf(demo);
      expect(next).toMatch(/^node dist\/cli\/main\.js (status|resolve) /);
      const then = sh(next);
      expect(then, then.stderr).toMatchObject({ status: 0 });
      // It exports: elsewhere, since this folder is the project's.
      const last = sh(nextOf(then).replace('results.csv', `"${join(folder, 'results.csv')}"`));
      expect(last, last.stderr).toMatchObject({ status: 0 });
    },
    120_000,
  );

  it('with a ledger in a folder whose name needs quoting, from a folder whose name does, by a link', () => {
    // As npm does where it installs it.
    chmodSync(join(ROOT, 'dist/cli/main.js'), 0o755);
    symlinkSync(join(ROOT, 'dist/cli/main.js'), join(folder, 'outdial'));
    const ledger = `--data-dir "$PWD/a \\"b\\" \\$c"`;
    const loaded = sh(`./outdial demo --load-only ${ledger}`, folder);
    expect(loaded, loaded.stderr).toMatchObject({ status: 0 });
    const all = sh(`./outdial status ${ledger}`, folder);
    expect(nextOf(all)).toMatch(/^\.\/outdial status --data-dir '.*' demo$/);
    const one = sh(nextOf(all), folder);
    expect(one, one.stderr).toMatchObject({ status: 0 });
  });
});
