/** A file of settings and the real command: what Node itself reads, and what it leaves for us, decides nothing. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, type Config } from '../../../src/config/environment.ts';
import { refuseUnread } from '../../../src/config/settings/read-by-node.ts';
import { readSmallFile } from '../../../src/config/settings/small-file.ts';

const MAIN = resolve('dist/cli/main.js');
const STRANGER = 'https://stranger.example';

let desk: string;
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'outdial-node-'));
});
afterEach(() => rmSync(desk, { recursive: true, force: true }));

const file = (name: string, text: string | Buffer): string => {
  writeFileSync(join(desk, name), text);
  return name;
};

type Said = { exit: number | null; out: string; err: string; settings: readonly string[] };

/** `doctor` says what is in force and from where; `line` is what a shell is given after `doctor --json`. */
function doctor(line: string, env: Record<string, string> = {}): Said {
  const ran = spawnSync('bash', ['-c', `"$0" "$1" doctor --json ${line}`, process.execPath, MAIN], {
    cwd: desk,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] ?? '', HOME: desk, OUTDIAL_DATA_DIR: join(desk, 'data'), ...env },
  });
  const findings = ran.stdout.startsWith('{')
    ? (JSON.parse(ran.stdout) as { findings: { message: string }[] }).findings
    : [];
  return { exit: ran.status, out: ran.stdout, err: ran.stderr, settings: findings.map(({ message }) => message) };
}

describe('--settings FILE', () => {
  it('is not read by Node: no code is run, and every value is known as the file’s', () => {
    file('x.cjs', 'process.stdout.write("RAN")');
    file('a.env', `NODE_OPTIONS=--require ${join(desk, 'x.cjs')}\nCARTESIA_BASE_URL=http://127.0.0.1:9\n`);
    const { out, settings } = doctor('--settings a.env');
    expect(out).not.toContain('RAN');
    expect(settings).toContain('host 127.0.0.1:9 (CARTESIA_BASE_URL of a.env)');
    expect(doctor('--settings=a.env', { CARTESIA_API_KEY: 'sk_car_environment' }).out).toMatch(
      /CARTESIA_API_KEY is not sent where CARTESIA_BASE_URL of a\.env points/,
    );
  });

  it('reads a pipe to its end', () => {
    const { settings } = doctor('--settings <(echo CARTESIA_BASE_URL=http://127.0.0.1:9)');
    expect(settings.join()).toMatch(/host 127\.0\.0\.1:9 \(CARTESIA_BASE_URL of/);
  });
});

describe('--env-file FILE', () => {
  it('is the same file, also where Node has put its values into the environment', () => {
    file('a.env', `CARTESIA_BASE_URL=http://127.0.0.1:9\n`);
    expect(doctor('--env-file a.env').settings).toContain('host 127.0.0.1:9 (CARTESIA_BASE_URL of a.env)');
  });

  it('on a pipe that Node drained is refused, and a rehearsal does not become real', () => {
    const { out, err } = doctor('--env-file <(echo CARTESIA_BASE_URL=http://127.0.0.1:9)');
    expect(out + err).toMatch(/--env-file: \S+ .*sets nothing that outdial knows.*--settings/s);
    expect(out).not.toContain('api.cartesia.ai');
  });

  it('with what Node obeys is refused', () => {
    file('a.env', 'NODE_EXTRA_CA_CERTS=/tmp/ca.pem\nCARTESIA_BASE_URL=http://127.0.0.1:9\n');
    expect(doctor('--env-file a.env').out).toMatch(
      /a\.env sets NODE_EXTRA_CA_CERTS, and Node obeys.*--settings a\.env/,
    );
    expect(doctor('--settings a.env').settings).toContain('host 127.0.0.1:9 (CARTESIA_BASE_URL of a.env)');
    file('b.env', 'NODE_ENV=production\nCARTESIA_BASE_URL=http://127.0.0.1:9\n');
    expect(doctor('--env-file b.env').settings).toContain('host 127.0.0.1:9 (CARTESIA_BASE_URL of b.env)');
  });

  it.each(['--env-file a.env --env-file b.env', '--env-file=a.env --no-env-file', '--env-file a.env --no-settings'])(
    'and another beside it are refused: %s',
    (line) => {
      file('a.env', 'CARTESIA_BASE_URL=http://127.0.0.1:9\n');
      file('b.env', 'OUTDIAL_DEBUG=1\n');
      const { exit, err } = doctor(line);
      expect(exit).toBe(2);
      expect(err).toMatch(/Node reads every file that --env-file names.*--settings FILE/);
    },
  );

  it('and --settings are not both taken, nor one of them twice', () => {
    file('a.env', 'CARTESIA_BASE_URL=http://127.0.0.1:9\n');
    expect(doctor('--env-file a.env --settings a.env').err).toMatch(/--settings and --env-file were both given/);
    expect(doctor('--settings a.env --settings a.env').err).toMatch(/--settings was given twice/);
  });

  it('behind another flag is still seen by Node', () => {
    expect(() => refuseUnread(['check', '--name', '--env-file', 'x'], undefined)).toThrow(/Node reads every file/);
    expect(() => refuseUnread(['check', '--', '--env-file', 'x'], undefined)).not.toThrow();
    expect(() => refuseUnread(['check', '--settings', 'x'], undefined)).not.toThrow();
  });
});

describe('what Node put into the environment', () => {
  const read = (env: Record<string, string>, platform = 'linux'): Config =>
    readConfig(
      { env, cwd: desk, platform, home: desk, readText: (path, how) => readSmallFile(path, how) },
      { settingsFile: join(desk, 'a.env'), readByNode: true },
    );
  const KEY = { CARTESIA_API_KEY: 'sk_car_environment' };

  it('counts as the file’s, so that no key of the environment goes there', () => {
    file('a.env', `CARTESIA_BASE_URL="${STRANGER}"\n`);
    const astray = /CARTESIA_API_KEY is not sent where CARTESIA_BASE_URL of .* points/;
    expect(() => read({ ...KEY, CARTESIA_BASE_URL: STRANGER })).toThrow(astray);
    // What the environment says otherwise is its own: Node overrules nothing that is set.
    expect(read({ ...KEY, CARTESIA_BASE_URL: 'https://ours.example' }).apiKey).toBe('sk_car_environment');
  });

  it('also where Node takes line ends for part of the value', () => {
    const text = `CARTESIA_BASE_URL=${STRANGER}/\rX=1`;
    file('a.env', text);
    expect(() => read({ ...KEY, ...parseEnv(text) } as Record<string, string>)).toThrow(/is not sent where/);
  });

  it('is not looked for in an encoding that Node does not know', () => {
    file('a.env', Buffer.from(`\uFEFFCARTESIA_BASE_URL=${STRANGER}\n`, 'utf16le'));
    expect(() => read(KEY)).toThrow(/UTF-16, which Node reads as something else.*--settings/);
  });
});

describe('the text of a file', () => {
  const read = (settingsFile?: string): Config =>
    readConfig({ env: {}, cwd: desk, platform: 'linux', home: desk, readText: readSmallFile }, { settingsFile });
  const TEXT = `# rehearsal\nCARTESIA_API_KEY=sk_car_sandbox\nCARTESIA_BASE_URL=${STRANGER}\n`;
  const wide = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

  it.each([
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${TEXT}`)],
    ['UTF-16, as PowerShell 5 writes it', wide(TEXT.replaceAll('\n', '\r\n'))],
    ['UTF-16, the other way round', wide(TEXT).swap16()],
    ['lines that end in CR', Buffer.from(TEXT.replaceAll('\n', '\r'))],
    ['lines that end in CR LF', Buffer.from(TEXT.replaceAll('\n', '\r\n'))],
    ['UTF-16 and CR', wide(TEXT.replaceAll('\n', '\r'))],
  ])('is read: %s', (_, bytes) => {
    file('a.env', bytes);
    expect(read('a.env')).toMatchObject({ baseUrl: STRANGER, apiKey: 'sk_car_sandbox' });
    file('.env', bytes);
    expect(() => read()).toThrow(/The \.env in this folder sets CARTESIA_BASE_URL\./);
  });

  it.each([
    ['UTF-16 without its mark', Buffer.from(TEXT, 'utf16le')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
    ['half a character of UTF-16', Buffer.concat([wide(TEXT), Buffer.from('x')])],
    ['Latin-1', Buffer.from(`${TEXT}# Grüße\n`, 'latin1')],
    ['a binary file', Buffer.from(`${TEXT}\0`)],
  ])('is refused: %s', (_, bytes) => {
    file('a.env', bytes);
    expect(() => read('a.env')).toThrow(/--settings: a\.env cannot be read: it (is not UTF-8|begins as UTF-16)/);
    file('.env', bytes);
    expect(() => read()).toThrow(/\.env in this folder is not used: it (is not UTF-8|begins as UTF-16)/);
  });

  it.each(['', '\n', '# CARTESIA_BASE_URL=x', 'PORT=80', 'CARTESIA_BASE_URL=', 'CARTESIA_BASE_URL: https://x', '{}'])(
    'that sets nothing is refused where it was named: %j',
    (text) => {
      file('a.env', text);
      expect(() => read('a.env')).toThrow(/--settings: a\.env sets nothing that outdial knows/);
      file('.env', text);
      expect(read().apiKey).toBeNull();
    },
  );

  it.each([
    ['CARTESIA_BASE_ULR', 'CARTESIA_BASE_URL'],
    ['CARTESIA_BASEURL', 'CARTESIA_BASE_URL'],
    ['cartesia_base_url', 'CARTESIA_BASE_URL'],
    ['set CARTESIA_BASE_URL', 'CARTESIA_BASE_URL'],
    ['OUTDIAL_DATADIR', 'OUTDIAL_DATA_DIR'],
    ['OUTDIAL_VERBOSE', 'OUTDIAL_DEBUG'],
    ['database_url', 'DATABASE_URL'],
  ])('with %s is refused and told of %s', (name, meant) => {
    file('a.env', `CARTESIA_API_KEY=sk_car_sandbox\n${name}=hunter2\n`);
    const told = new RegExp(`sets what outdial does not know: .*did you mean ${meant}\\?`);
    if (name !== 'OUTDIAL_VERBOSE') expect(() => read('a.env')).toThrow(told);
    expect(() => read('a.env')).toThrow(/^(?!.*hunter2).*a\.env sets what outdial does not know/s);
    file('.env', `CARTESIA_API_KEY=sk_car_sandbox\n${name}=hunter2\n`);
    expect(() => read()).toThrow(/The \.env in this folder sets what outdial does not know.*--no-env-file/);
  });

  it('may name what is another program’s', () => {
    file(
      'a.env',
      'CARTESIA_API_KEY=sk_car_sandbox\nCARTESIA_AGENT_ID=x\nCARTESIA_VOICE_ID=y\nPORT=80\nMY_DATABASE=x\n',
    );
    expect(read('a.env').apiKey).toBe('sk_car_sandbox');
  });
});
