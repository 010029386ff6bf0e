/** Finds a SQLite that keeps what it is given: Node's own where it is new enough, else the one that comes with outdial. */
import { userError } from '../../model/errors.ts';

/** The part of the standard `node:sqlite` API that the ledger uses. */
export type Statement = {
  run(...parameters: readonly unknown[]): { changes: number | bigint };
  get(...parameters: readonly unknown[]): unknown;
  all(...parameters: readonly unknown[]): unknown[];
};
export type Connection = { exec(sql: string): void; prepare(sql: string): Statement; close(): void };
export type Engine = {
  readonly open: (path: string) => Connection;
  /** Nothing can be written through it. */
  readonly openToRead: (path: string) => Connection;
  readonly version: string;
  readonly from: string;
};

type Driver = { readonly DatabaseSync: new (path: string, options?: { readonly readOnly: boolean }) => Connection };

/**
 * Before 3.51.3 two processes that write and checkpoint one WAL at the same moment can lose committed rows
 * (https://www.sqlite.org/wal.html, the WAL-reset bug): a call that was made would be forgotten, and made again.
 */
const OLDEST = [3, 51, 3] as const;

/** Names a module that the types of the oldest supported Node do not know. */
const NODES_OWN: string = 'node:sqlite';

/** Throws `sqlite_too_old` where neither is new enough. `nodesVersion`: of the SQLite inside Node. */
export async function findEngine(nodesVersion: string | undefined = process.versions['sqlite']): Promise<Engine> {
  if (isSafe(nodesVersion)) return engineOf((await import(NODES_OWN)) as Driver, 'Node');
  try {
    return engineOf((await import('@photostructure/sqlite')) as Driver, '@photostructure/sqlite');
  } catch (error) {
    const own = nodesVersion === undefined ? 'This Node has no SQLite' : `This Node's SQLite is ${nodesVersion}`;
    const why = error instanceof Error ? error.message : String(error);
    throw userError(
      'sqlite_too_old',
      `${own}, which can lose committed rows when two processes write, and the bundled one does not load: ${why}`,
      `Use a Node whose SQLite is ${OLDEST.join('.')} or newer, or install outdial again with npm on this machine.`,
    );
  }
}

/** Is a SQLite of this version free of the WAL-reset bug? */
export function isSafe(version: string | undefined): boolean {
  const parts = (version ?? '0').split('.').map(Number);
  for (const [place, least] of OLDEST.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}

function engineOf({ DatabaseSync }: Driver, from: string): Engine {
  const open = (path: string): Connection => new DatabaseSync(path);
  const memory = open(':memory:');
  const { version } = memory.prepare('SELECT sqlite_version() AS version').get() as { version: string };
  memory.close();
  if (!isSafe(version)) throw new Error(`its SQLite is ${version}`);
  return { open, openToRead: (path) => new DatabaseSync(path, { readOnly: true }), version, from };
}
