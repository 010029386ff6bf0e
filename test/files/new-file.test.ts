/** Files of ours: no planted link is followed, nothing is replaced unasked, nothing of a killed process stays. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sweepFolder, temporaryName } from '../../src/files/leftovers.ts';
import { makeFile, refuseTarget, replaceNote } from '../../src/files/new-file.ts';

const posix = process.platform !== 'win32';
let dir = '';
const at = (name: string): string => join(dir, name);
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'outdial-new-'))));
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('a new file', () => {
  it('is there whole, for its owner only, and leaves nothing beside it', async () => {
    const file = await makeFile(at('a.csv'), false);
    await file.write('one\n');
    expect(readdirSync(dir)).not.toContain('a.csv');
    await file.write('two\n');
    await file.publish();
    await file.discard();
    expect(readdirSync(dir)).toEqual(['a.csv']);
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('one\ntwo\n');
    if (posix) expect(statSync(at('a.csv')).mode & 0o777).toBe(0o600);
  });

  it('has another name each time, long names included', async () => {
    const name = 'n'.repeat(250);
    const files = [await makeFile(at(name), true), await makeFile(at(name), true)];
    expect(new Set(readdirSync(dir)).size).toBe(2);
    for (const file of files) await file.publish();
    expect(readdirSync(dir)).toEqual([name]);
  });

  it('replaces nothing unless told to, also what came to be there meanwhile', async () => {
    const file = await makeFile(at('a.csv'), false);
    writeFileSync(at('a.csv'), 'theirs');
    await expect(file.publish()).rejects.toMatchObject({ code: 'EEXIST' });
    await file.discard();
    expect(readdirSync(dir)).toEqual(['a.csv']);
    expect(readFileSync(at('a.csv'), 'utf8')).toBe('theirs');
  });

  it.runIf(posix)('takes the place of a link and never writes what it leads to', async () => {
    writeFileSync(at('victim'), 'theirs');
    for (const name of ['a.csv', 'note.json']) symlinkSync(at('victim'), at(name));
    const file = await makeFile(at('a.csv'), true);
    await file.write('ours');
    await file.publish();
    replaceNote(at('note.json'), 'ours');
    expect(readFileSync(at('victim'), 'utf8')).toBe('theirs');
    for (const name of ['a.csv', 'note.json']) {
      expect(lstatSync(at(name)).isFile()).toBe(true);
      expect(statSync(at(name)).mode & 0o777).toBe(0o600);
      expect(readFileSync(at(name), 'utf8')).toBe('ours');
    }
  });
});

describe('a target', () => {
  const code = async (name: string, replace: boolean): Promise<string> => {
    const refusal: unknown = await refuseTarget(at(name), replace, '--out').catch((error: unknown) => error);
    return (refusal as { problems?: { code: string }[] } | undefined)?.problems?.[0]?.code ?? 'allowed';
  };

  it('that is there needs to be replaced', async () => {
    writeFileSync(at('a'), '');
    expect([await code('a', false), await code('a', true), await code('none', false)]).toEqual([
      'file_exists',
      'allowed',
      'allowed',
    ]);
  });

  it.runIf(posix)('may be a link to a file, or to nothing; a folder, a device or a link to one never', async () => {
    writeFileSync(at('a'), '');
    symlinkSync(at('a'), at('link'));
    symlinkSync(at('gone'), at('dangling'));
    symlinkSync(dir, at('folder-link'));
    symlinkSync('/dev/null', at('device-link'));
    expect([await code('link', false), await code('link', true)]).toEqual(['file_exists', 'allowed']);
    expect([await code('dangling', false), await code('dangling', true)]).toEqual(['file_exists', 'allowed']);
    for (const name of ['.', 'folder-link']) expect(await code(name, true)).toBe('is_directory');
    expect(await code('device-link', true)).toBe('not_a_file');
  });
});

describe('what is left behind', () => {
  const otherPid = (pid: number | string, name = temporaryName()): string =>
    name.replace(`-${process.pid}-`, `-${pid}-`);
  const elsewhere = (): string => temporaryName().replace(/^\.outdial-[0-9a-f]{8}/, '.outdial-00000000');

  it('by a process that is gone is removed, with what SQLite put beside it', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    const name = otherPid(child.pid ?? 0);
    for (const rest of ['', '-journal', '-wal', '-shm']) writeFileSync(at(`${name}${rest}`), 'people');
    await sweepFolder(dir);
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is removed by whoever writes there next', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    writeFileSync(at(otherPid(child.pid ?? 0)), 'people');
    // An earlier process of our own number.
    writeFileSync(at(temporaryName()), 'people');
    await (await makeFile(at('a'), false)).publish();
    expect(readdirSync(dir)).toEqual(['a']);
  });

  it('of a process that lives stays, here and on another machine; as do files of others', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    const file = await makeFile(at('a'), false);
    const kept = [otherPid(child.pid ?? 0), elsewhere(), '.outdial-notes.tmp', 'x.tmp'];
    for (const name of kept) writeFileSync(at(name), 'x');
    await sweepFolder(dir);
    expect(readdirSync(dir).sort()).toEqual([...kept, file.temporary.slice(dir.length + 1)].sort());
    await file.publish();
    child.kill('SIGKILL');
  });

  it('of another machine goes when nobody has written to it for long', async () => {
    const name = elsewhere();
    writeFileSync(at(name), 'x');
    const then = statSync(at(name)).mtimeMs / 1000 - 2 * 60 * 60;
    utimesSync(at(name), then, then);
    await sweepFolder(dir);
    expect(readdirSync(dir)).toEqual([]);
  });

  it.runIf(posix)('is no link', async () => {
    writeFileSync(at('victim'), 'theirs');
    symlinkSync(at('victim'), at(otherPid(4_000_000)));
    await sweepFolder(dir);
    expect(readdirSync(dir)).toHaveLength(2);
  });
});
