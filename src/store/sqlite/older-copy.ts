/**
 * The ledger as an older version left it, kept beside it when it is brought to another schema: there is no way back but this.
 * People are in the copy too, so whoever is erased takes every copy along.
 */
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { temporaryName } from '../../files/leftovers.ts';
import { userError } from '../../model/errors.ts';
import type { Instant } from '../../model/time.ts';
import type { Connection, Engine } from './engine.ts';
import { failureOf } from './failures.ts';
import { makePrivate } from './private-file.ts';

/** Durable and looked through when this returns; no copy, no migration. */
export function copyOlder(engine: Engine, connection: Connection, file: string, schema: number): void {
  const temporary = join(dirname(resolve(file)), temporaryName());
  try {
    // Empty and private before anything is in it.
    makePrivate(temporary);
    connection.prepare('VACUUM INTO ?').run(temporary);
    if (schemaOf(engine, temporary) === schema) renameSync(temporary, pathOf(file, schema));
    // Another process was quicker: it has made the copy, and this one is of what came of it.
    else rmSync(temporary, { force: true });
  } catch (error) {
    rmSync(temporary, { force: true });
    const failure = failureOf(error, file);
    const why = failure instanceof Error ? failure.message : String(failure);
    throw userError(
      'no_older_copy',
      `The ledger ${file} has to be brought to the schema of this version, and cannot be copied before: ${why}`,
      'Make room beside it (it takes as much again), then run the command again. Nothing was changed.',
    );
  }
}

/** `olderThan`: only those made before; without it all. Answers how many. */
export function removeOlderCopies(file: string, olderThan?: Instant): number {
  const folder = dirname(resolve(file));
  const begin = `${basename(file)}.schema-`;
  let removed = 0;
  for (const name of readdirSync(folder)) {
    if (!name.startsWith(begin) || !/^\d+$/.test(name.slice(begin.length))) continue;
    const path = join(folder, name);
    if (olderThan !== undefined && statSync(path).mtimeMs >= olderThan) continue;
    rmSync(path, { force: true });
    removed += 1;
  }
  return removed;
}

function pathOf(file: string, schema: number): string {
  return `${resolve(file)}.schema-${schema}`;
}

function schemaOf(engine: Engine, path: string): number {
  const copy = engine.open(path);
  try {
    const { quick_check: verdict } = copy.prepare('PRAGMA quick_check(1)').get() as { quick_check: string };
    if (verdict !== 'ok') throw new Error(`the copy is damaged (${verdict})`);
    return (copy.prepare('PRAGMA user_version').get() as { user_version: number }).user_version;
  } finally {
    copy.close();
  }
}
