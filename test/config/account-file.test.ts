/** Where outdial.json is looked for, and whose it must be: nothing that merely lies in the working folder is read. */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfig, type SettingFlags } from '../../src/config/environment.ts';
import { readSmallFile } from '../../src/config/settings/small-file.ts';
import { UserError } from '../../src/model/errors.ts';

let desk: string;
beforeEach(() => {
  desk = mkdtempSync(join(tmpdir(), 'outdial-account-'));
  mkdirSync(join(desk, 'data'), { mode: 0o700 });
});
afterEach(() => rmSync(desk, { recursive: true, force: true }));

const fileOf = (flags: SettingFlags = {}, env: Record<string, string> = { OUTDIAL_DATA_DIR: join(desk, 'data') }) =>
  readConfig({ env, cwd: desk, platform: process.platform, home: desk, readText: readSmallFile }, flags).accountFile;

function refusal(read: () => unknown): string {
  try {
    return `read: ${JSON.stringify(read())}`;
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ code, message }) => `${code}: ${message}`).join();
    throw error;
  }
}

describe('outdial.json', () => {
  it('lies beside the ledger, and need not be there', () => {
    expect(fileOf()).toMatchObject({ path: join(desk, 'data', 'outdial.json'), named: false });
    expect(fileOf().text()).toBeUndefined();
    writeFileSync(join(desk, 'data', 'outdial.json'), '{"a": 1}');
    expect(fileOf().text()).toBe('{"a": 1}');
    // Of a data folder that was typed, too, which may be relative.
    expect(fileOf({ dataDir: 'data' }, {}).text()).toBe('{"a": 1}');
  });

  it('is not read where one works', () => {
    writeFileSync(join(desk, 'outdial.json'), '{}');
    expect(fileOf().text()).toBeUndefined();
  });

  it('is read from where --config says, and has to be there', () => {
    writeFileSync(join(desk, 'data', 'outdial.json'), '{"a": 1}');
    writeFileSync(join(desk, 'mine.json'), '{"b": 2}');
    expect(fileOf({ configFile: 'mine.json' })).toMatchObject({ path: join(desk, 'mine.json'), named: true });
    expect(fileOf({ configFile: 'mine.json' }).text()).toBe('{"b": 2}');
    expect(refusal(() => fileOf({ configFile: 'none.json' }).text())).toBe(
      'config_unreadable: --config: none.json does not exist.',
    );
    expect(refusal(() => fileOf({ configFile: 'data' }).text())).toMatch(
      /^config_unreadable: --config: data is not used/,
    );
  });

  it.runIf(process.platform !== 'win32')('beside the ledger is nobody else’s to write, and no link', () => {
    const path = join(desk, 'data', 'outdial.json');
    writeFileSync(path, '{}');
    chmodSync(path, 0o666);
    expect(refusal(() => fileOf().text())).toMatch(/^config_unreadable: .*others may write to it/);
    rmSync(path);
    writeFileSync(join(desk, 'else.json'), '{}');
    symlinkSync(join(desk, 'else.json'), path);
    expect(refusal(() => fileOf().text())).toMatch(/^config_unreadable: .*symbolic link/);
  });

  it('that cannot be read keeps nobody from what does not need it', () => {
    mkdirSync(join(desk, 'data', 'other'));
    expect(() => fileOf({ configFile: 'none.json' })).not.toThrow();
  });
});
