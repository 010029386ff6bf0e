/** The one table of a team's do-not-call list, and the version of its shape. It is nobody's ledger: several share it. */
import { userError } from '../../model/errors.ts';
import type { Database } from '../../store/postgres/database.ts';

const SCHEMA = 'outdial_do_not_call';
export const TABLE = `${SCHEMA}.entry`;
const VERSION = 1;
/** Any number, as long as every outdial says the same: who makes the tables holds it. */
const LOCK = 7_246_310_022;

/** False where there is none yet. Throws for one of a later version: what it means by a row is not known here. */
export async function checkTables(db: Database, place: string): Promise<boolean> {
  const found = await db.one<{ there: string | null }>('SELECT to_regclass($1)::text AS there', `${SCHEMA}.version`);
  if (found?.there == null) return false;
  const known = await db.one<{ version: number }>(`SELECT version FROM ${SCHEMA}.version`);
  const version = Number(known?.version ?? 0);
  if (version <= VERSION) return version === VERSION;
  throw userError(
    'suppression_newer',
    `The shared do-not-call list at ${place} is of version ${version}, and this outdial knows ${VERSION}.`,
    'Update outdial on this machine.',
  );
}

/** All of it or nothing; whoever comes second finds it made. */
export async function makeTables(db: Database, place: string): Promise<void> {
  await db.write(async (tx) => {
    await tx.run(`SELECT pg_advisory_xact_lock(${LOCK})`);
    // Asked first: who may not create schemas may be given one that is empty.
    const there = await tx.all('SELECT 1 FROM pg_namespace WHERE nspname = $1', SCHEMA);
    if (there.length === 0) await tx.run(`CREATE SCHEMA ${SCHEMA}`);
    await tx.run(
      `CREATE TABLE IF NOT EXISTS ${TABLE} (
         number TEXT NOT NULL, scope TEXT NOT NULL, reason TEXT NOT NULL, source TEXT NOT NULL, at BIGINT NOT NULL,
         until_at BIGINT, removed_at BIGINT, removed_why TEXT, removed_by TEXT, PRIMARY KEY (number, scope))`,
    );
    await tx.run(`CREATE TABLE IF NOT EXISTS ${SCHEMA}.version (version INT NOT NULL)`);
    await tx.run(`INSERT INTO ${SCHEMA}.version SELECT ${VERSION} WHERE NOT EXISTS (SELECT 1 FROM ${SCHEMA}.version)`);
  });
  if (await checkTables(db, place)) return;
  throw userError(
    'suppression_newer',
    `The tables of the shared do-not-call list at ${place} are of no version that is known.`,
    `Rename the schema ${SCHEMA} there.`,
  );
}
