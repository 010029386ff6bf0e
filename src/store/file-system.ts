/** Names the file system that a path is on, for messages: nobody knows it by heart, and it decides whether locks work. */
import { readFileSync, realpathSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** Linux's magic numbers, where it does not tell its mounts. */
const MAGIC: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb3'],
  [0x517b, 'smb'],
  [0x65735546, 'fuse'],
  [0x01021997, '9p'],
  [0xef53, 'ext4'],
  [0x58465342, 'xfs'],
  [0x9123683e, 'btrfs'],
  [0x01021994, 'tmpfs'],
  [0x794c7630, 'overlay'],
]);

/** File systems that are on another machine, or whose locks and syncs another program answers for. */
const REMOTE =
  /^(?:nfs|cifs|smb|afs|9p|fuse|ceph|glusterfs|lustre|beegfs|gpfs|vboxsf|vmhgfs|prl_fs|drvfs|virtiofs|davfs|sshfs)/i;

/** Its type as the system calls it (`ext4`, `nfs4`, `fuse.sshfs`); null where nobody says. */
export function fileSystemOf(path: string): string | null {
  const real = existing(path);
  return ofMounts(real) ?? ofMagic(real);
}

export function isRemote(fileSystem: string): boolean {
  return REMOTE.test(fileSystem);
}

/** The nearest of what is there. */
function existing(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return dirname(path) === path ? path : existing(dirname(path));
  }
}

function ofMounts(path: string): string | null {
  let text: string;
  try {
    text = readFileSync('/proc/self/mounts', 'utf8');
  } catch {
    return null;
  }
  let best: { point: string; type: string } | null = null;
  for (const line of text.split('\n')) {
    const [, raw = '', type = ''] = line.split(' ');
    const point = raw.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(Number.parseInt(octal, 8)));
    const within = point === '/' || path === point || path.startsWith(`${point}/`);
    // Of two at one place the later one is seen.
    if (point !== '' && within && point.length >= (best?.point.length ?? 0)) best = { point, type };
  }
  return best?.type ?? null;
}

function ofMagic(path: string): string | null {
  try {
    return MAGIC.get(statfsSync(path).type >>> 0) ?? null;
  } catch {
    return null;
  }
}
