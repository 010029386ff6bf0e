/** Names files that are being written, and removes those that a killed process left behind. */
import { systemCodeOf } from '../model/errors.ts';
import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { lstat, open, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { randomId } from '../random.ts';

/** Machine, process, luck; SQLite puts its own endings behind it. */
const OURS = /^\.outdial-([0-9a-f]{8})-(\d{1,10})-[0-9a-z]{12}\.tmp(?:-journal|-wal|-shm)?$/;
/** Of another machine nobody can tell whether its process lives; what it has not touched for so long (ms) is left behind. */
const STALE = 60 * 60 * 1_000;

/** What this process is writing at this moment. */
export const making = new Set<string>();

/**
 * Removes what killed processes left in a folder: files of our making whose process is gone. What belongs to a process
 * that lives, on this machine or on another one, stays; so does whatever we may not remove.
 */
export async function sweepFolder(folder: string): Promise<void> {
  const here = machine();
  const mine = process.getuid?.();
  const names = (await readdir(folder).catch(() => [])).filter((name) => OURS.test(name));
  for (const name of names) {
    const [, where, pid] = OURS.exec(name) ?? [];
    const path = join(folder, name);
    const held = await lstat(path).catch(() => undefined);
    if (held === undefined || !held.isFile() || (mine !== undefined && held.uid !== mine)) continue;
    const left = where === here ? isGone(Number(pid), path) : await isStale(held.mtimeMs, folder);
    if (left) await rm(path, { force: true }).catch(() => undefined);
  }
}

/** By the clock of the file system, which both machines see. */
async function isStale(since: number, folder: string): Promise<boolean> {
  const probe = join(folder, temporaryName());
  try {
    const file = await open(probe, 'wx', 0o600);
    const { mtimeMs } = await file.stat().finally(() => file.close());
    return mtimeMs - since > STALE;
  } catch {
    return false;
  } finally {
    await rm(probe, { force: true }).catch(() => undefined);
  }
}

function isGone(pid: number, path: string): boolean {
  // Process ids come again, ours too.
  if (pid === process.pid) return ![...making].some((own) => path.startsWith(own));
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return systemCodeOf(error) === 'ESRCH';
  }
}

export function temporaryName(): string {
  return `.outdial-${machine()}-${process.pid}-${randomId(12)}.tmp`;
}

/** Containers on one machine count their processes each for itself. */
function machine(): string {
  let within = '';
  try {
    within = readlinkSync('/proc/self/ns/pid');
  } catch {
    // Not Linux: the machine is all there is.
  }
  return createHash('sha256').update(`${hostname()} ${within}`).digest('hex').slice(0, 8);
}
