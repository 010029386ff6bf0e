/** A ledger that was brought here step by step has the tables of one that was made today, column by column. */
import { writeFileSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { TABLES } from '../../src/store/sql/tables.ts';
import { migratePostgres } from '../../src/store/postgres/migrate.ts';
import { findEngine } from '../../src/store/sqlite/engine.ts';
import { openLedgerFile } from '../../src/store/sqlite/open.ts';
import { SCHEMA } from '../../src/store/sql/migrations.ts';
import { describeWith } from '../support/needs.ts';
import { freshDatabase, query, type TestDatabase } from '../support/postgres.ts';
import { testFolder } from './folder.ts';

const fixture = (name: string): Buffer =>
  gunzipSync(readFileSync(resolve(import.meta.dirname, '../fixtures/ledger-v2', name)));

/** By names, so that the order in which columns came does not matter. */
const byName = (rows: readonly unknown[]): unknown[] =>
  [...rows].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe('in a file', () => {
  const { path, open } = testFolder();

  async function schemaOf(name: string): Promise<unknown> {
    const db = (await findEngine()).open(path(name));
    const all = (sql: string): Record<string, unknown>[] => db.prepare(sql).all() as Record<string, unknown>[];
    const tables = all(`SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`);
    const found = Object.fromEntries(
      tables.map(({ name: table, sql }) => [
        table,
        {
          columns: byName(
            all(`SELECT name, upper(type), "notnull", dflt_value, pk FROM pragma_table_info('${table}')`),
          ),
          refers: byName(all(`SELECT "table", "from", "to" FROM pragma_foreign_key_list('${table}')`)),
          unique: byName(all(`SELECT origin, "unique", partial FROM pragma_index_list('${table}')`)),
          checks: byName([...String(sql).matchAll(/CHECK \(.*?\)\)/g)].map(([check]) => check)),
        },
      ]),
    );
    const indexes = all(`SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL`).map(
      ({ name: index, sql }) =>
        `${index}: ${String(sql)
          .replace(/["\s]+/g, ' ')
          .replace(/ ,/g, ',')}`,
    );
    db.close();
    return { tables: found, indexes: byName(indexes) };
  }

  it('of schema 2', async () => {
    await (await open({ path: path('new.db') })).close();
    writeFileSync(path('old.db'), fixture('sqlite/ledger.sqlite.gz'));
    (await openLedgerFile(path('old.db'))).close();
    expect(await schemaOf('old.db')).toEqual(await schemaOf('new.db'));
  });

  it('of schema 1, which knows no closed account', async () => {
    writeFileSync(path('old.db'), fixture('sqlite/ledger.sqlite.gz'));
    const db = (await findEngine()).open(path('old.db'));
    db.exec('ALTER TABLE account DROP COLUMN closed_until; PRAGMA user_version = 1');
    db.close();
    const opened = await open({ path: path('old.db') });
    expect((await opened.info()).schema).toBe(SCHEMA);
    const [campaign] = await opened.campaigns();
    expect(await opened.closedUntil(campaign!.account)).toBe(0);
    await opened.close();
    await (await open({ path: path('new.db') })).close();
    expect(await schemaOf('old.db')).toEqual(await schemaOf('new.db'));
  });
});

describeWith('PostgreSQL')('in PostgreSQL', () => {
  async function schemaOf({ run }: TestDatabase): Promise<unknown> {
    const all = async (sql: string): Promise<unknown[]> => byName((await run(sql)).rows as unknown[]);
    return {
      columns: await all(
        `SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name, is_identity
         FROM information_schema.columns WHERE table_schema = 'outdial'`,
      ),
      indexes: await all(`SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'outdial'`),
      constraints: await all(
        `SELECT conrelid::regclass::text AS of, pg_get_constraintdef(oid) AS says FROM pg_constraint
         WHERE connamespace = 'outdial'::regnamespace AND contype <> 'n'`,
      ),
    };
  }

  it('of schema 2', async () => {
    const [made, older] = [await freshDatabase(), await freshDatabase()];
    try {
      await migratePostgres({ url: made.url });
      await query(older.url, fixture('postgres/ledger.sql.gz').toString());
      expect(await migratePostgres({ url: older.url })).toMatchObject({ from: 2, to: SCHEMA });
      expect(await schemaOf(older)).toEqual(await schemaOf(made));
    } finally {
      await Promise.all([made.drop(), older.drop()]);
    }
  });
});

it('a table refers to tables that are made before it', () => {
  const names = Object.keys(TABLES);
  const late = Object.entries(TABLES).flatMap(([name, { columns }]) =>
    Object.values(columns).filter(
      (column) => 'references' in column && names.indexOf(column.references.table) >= names.indexOf(name),
    ),
  );
  expect(late).toEqual([]);
});
