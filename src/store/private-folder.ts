/** Refuses a folder in which others may put, rename or remove files: what is written there would follow their links. */
import { existsSync, lstatSync, readlinkSync, realpathSync, statSync, type Stats } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { userError } from '../model/errors.ts';

const BY_GROUP = 0o020;
const BY_ANYBODY = 0o002;
const STICKY = 0o1000;

/** As Linux counts; more is a circle. */
const MOST_LINKS = 40;

const ANOTHER = 'Name a folder of your own with --data-dir or OUTDIAL_DATA_DIR.';
const ELSEWHERE = 'or name another folder with --data-dir or OUTDIAL_DATA_DIR';

/**
 * Throws a `UserError` that says how to mend it. To be asked before a folder is made and again once it is there: of one that
 * is missing, what is above it is judged. Windows has no such modes: what it reports says nothing.
 */
export function refuseSharedFolder(path: string): void {
  const me = process.geteuid?.();
  if (me === undefined) return;
  if (existsSync(path)) refuseOpen(path, me);
  refuseAbove(path, me);
}

function refuseOpen(path: string, me: number): void {
  const folder = realpathSync(path);
  const held = statSync(folder);
  if (held.uid !== me && held.uid !== 0) {
    throw refused(path, 'belongs to another user', `Make it yours (chown ${me} ${quoted(folder)}), ${ELSEWHERE}.`);
  }
  if ((held.mode & (BY_GROUP | BY_ANYBODY)) !== 0) {
    const mode = (held.mode & 0o7777).toString(8);
    throw refused(path, `may be written by others (mode ${mode})`, `chmod 700 ${quoted(folder)}, ${ELSEWHERE}.`);
  }
}

/**
 * Whoever may rename a folder, or a link on the way to it, may put another one in its place. So every folder in which a name
 * of the path is looked up is judged: those of the path as it was typed, of each link in it, and of where they lead.
 */
function refuseAbove(path: string, me: number): void {
  let at = '/';
  let names = resolve(path).split('/').filter(Boolean);
  for (let links = 0; links <= MOST_LINKS;) {
    const [name, ...rest] = names;
    if (name === undefined) return;
    names = rest;
    if (name === '..') at = dirname(at);
    if (name === '..' || name === '.' || name === '') continue;
    const above = statSync(at);
    refuseContainer(path, at, above, me);
    const held = lstatSync(join(at, name), { throwIfNoEntry: false });
    if (held === undefined) return;
    if (!held.isSymbolicLink()) {
      at = join(at, name);
      continue;
    }
    // With the sticky bit its owner may still put another one there.
    if (writtenBy(above) !== null && held.uid !== me && held.uid !== 0) {
      throw refused(path, `is reached by the link ${join(at, name)}, which belongs to another user`, ANOTHER);
    }
    links += 1;
    const target = readlinkSync(join(at, name));
    if (target.startsWith('/')) at = '/';
    names = [...target.split('/'), ...rest];
  }
}

function refuseContainer(path: string, at: string, above: Stats, me: number): void {
  if (above.uid !== me && above.uid !== 0) {
    throw refused(path, `is in ${at}, which belongs to another user`, ANOTHER);
  }
  const who = writtenBy(above);
  // With the sticky bit, as on `/tmp`, only a file's owner renames it, and the folder's.
  if (who === null || (above.mode & STICKY) !== 0) return;
  const mend = `chmod ${who === 'anybody' ? 'o-w' : 'g-w'} ${quoted(at)}, ${ELSEWHERE}.`;
  throw refused(path, `is in ${at}, which may be written by ${who}`, mend);
}

/** A group of the user alone is nobody else. */
function writtenBy({ mode, gid }: Stats): 'anybody' | 'its group' | null {
  if ((mode & BY_ANYBODY) !== 0) return 'anybody';
  const own = gid === process.getegid?.() && gid === process.geteuid?.();
  return (mode & BY_GROUP) !== 0 && !own ? 'its group' : null;
}

function refused(path: string, what: string, hint: string): Error {
  const why = 'names and numbers would be in their reach, and what is written there could be led elsewhere';
  return userError('folder_shared', `The folder ${path} ${what}: ${why}.`, hint);
}

function quoted(path: string): string {
  return /^[\w@%+=:,./-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
