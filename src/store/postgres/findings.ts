/** The settings of a server that the ledger's promises depend on. */
import type { Finding } from '../shared.ts';
import type { Server } from './connect.ts';
import type { Database } from './database.ts';

type Settings = {
  readonly version: string;
  readonly fsync: string;
  readonly full_page_writes: string;
  readonly synchronous_commit: string;
};

/** In a session like every other of ours: what it was told at its beginning must be in force. */
export async function findingsOf(db: Database, server: Server): Promise<Finding[]> {
  const settings = await db.one<Settings>(
    `SELECT current_setting('server_version') AS version, current_setting('fsync') AS fsync,
       current_setting('full_page_writes') AS full_page_writes,
       current_setting('synchronous_commit') AS synchronous_commit`,
  );
  if (settings === undefined) return [];
  const { place } = server;
  const found: Finding[] = [];
  if (settings.fsync !== 'on') {
    found.push({
      is: 'refused',
      code: 'fsync_off',
      message: `PostgreSQL at ${place} does not wait for its disk: after a power cut it forgets calls that were made.`,
      hint: 'Set fsync = on in postgresql.conf and restart it.',
    });
  }
  if (settings.synchronous_commit !== 'on') {
    found.push({
      is: 'refused',
      code: 'synchronous_commit_off',
      message: `PostgreSQL at ${place} says synchronous_commit = ${settings.synchronous_commit}, although we set it.`,
      hint: 'Let no pooler between outdial and PostgreSQL change the settings of a session.',
    });
  }
  if (settings.full_page_writes !== 'on') {
    found.push({
      is: 'warned',
      code: 'full_page_writes_off',
      message: `PostgreSQL at ${place} may find its pages torn after a power cut.`,
      hint: 'Set full_page_writes = on in postgresql.conf, unless the file system never writes half a page.',
    });
  }
  if (server.plain) {
    found.push({
      is: 'warned',
      code: 'plain_connection',
      message: `What is said to PostgreSQL at ${place} (numbers and names too) can be read on the way.`,
      hint: "Add ?sslmode=require to the ledger's URL.",
    });
  }
  return found;
}
