/** Refuses a folder in which others may put, rename or remove files: what is written there would follow their links. */
import { realpathSync, statSync, type Stats } from 'node:fs';
import { dirname } from 'node:path';
import { userError } from '../model/errors.ts';

const BY_GROUP = 0o020;
const BY_ANYBODY = 0o002;
const STICKY = 0o1000;

const ELSEWHERE = 'or name another folder with --data-dir or OUTDIAL_DATA_DIR';

/** Throws a `UserError` that says how to mend it. Windows has no such modes: what it reports says nothing. */
export function refuseSharedFolder(path: string): void {
  const me = process.geteuid?.();
  if (me === undefined) return;
  const folder = realpathSync(path);
  const held = statSync(folder);
  if (held.uid !== me && held.uid !== 0) {
    throw refused(path, 'belongs to another user', `Make it yours (chown ${me} ${quoted(folder)}), ${ELSEWHERE}.`);
  }
  if ((held.mode & (BY_GROUP | BY_ANYBODY)) !== 0) {
    const mode = (held.mode & 0o7777).toString(8);
    throw refused(path, `may be written by others (mode ${mode})`, `chmod 700 ${quoted(folder)}, ${ELSEWHERE}.`);
  }
  // Whoever may rename it may put another one in its place.
  for (let above = dirname(folder); ; above = dirname(above)) {
    const who = renamedBy(statSync(above));
    if (who !== null) {
      const mend = `chmod ${who === 'anybody' ? 'o-w' : 'g-w'} ${quoted(above)}, ${ELSEWHERE}.`;
      throw refused(path, `is in ${above}, which may be written by ${who}`, mend);
    }
    if (above === dirname(above)) return;
  }
}

/** With the sticky bit, as on `/tmp`, only a file's owner renames it. A group of the user alone is nobody else. */
function renamedBy({ mode, gid }: Stats): 'anybody' | 'its group' | null {
  if ((mode & STICKY) !== 0) return null;
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
