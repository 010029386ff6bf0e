/** Preloaded into a real `outdial run` (`--import`): hurts it at an exact moment of its ledger, as no signal from outside can. */
import { copyFileSync, existsSync, mkdirSync, writeSync } from 'node:fs';
import { register } from 'node:module';
import { basename, join } from 'node:path';
import { isSafe } from '../../src/store/sqlite/engine.ts';

/**
 * `placing`: a commit that writes new attempts; `campaign`: one that makes, publishes, starts or ends a campaign; `task`: one
 * that puts something off; `commit`: any. The moment is around its COMMIT.
 */
export type Fault = {
  readonly on: 'placing' | 'campaign' | 'task' | 'commit';
  /** 1 for the first. */
  readonly nth: number;
  readonly when: 'before' | 'after';
  readonly do:
    | { readonly is: 'SIGSTOP' | 'SIGKILL' }
    /** Ledger and WAL, as they are on the disk at that moment. */
    | { readonly is: 'copy'; readonly to: string }
    /** The ledger can grow no more, as on a full disk. */
    | { readonly is: 'full' }
    | { readonly is: 'read_only' }
    /** Folds the WAL into the ledger at every commit. */
    | { readonly is: 'checkpoint_often' };
};

type Act = (...values: unknown[]) => unknown;
type Statement = { run: Act; get: Act; all: Act };
type Connection = { exec(sql: string): void; prepare(sql: string): Statement; close(): void };
type Driver = { readonly DatabaseSync: new (path: string) => Connection };

const faults = JSON.parse(process.env['TEST_FAULTS'] ?? '[]') as readonly Fault[];
const seen = { placing: 0, campaign: 0, task: 0, commit: 0 };
const WRITES = {
  placing: /^\s*INSERT INTO attempt\b/i,
  campaign: /^\s*(?:INSERT INTO|UPDATE) campaign\b/i,
  task: /^\s*INSERT (?:OR REPLACE )?INTO task\b/i,
};
/** Of each connection what its transaction writes. */
const writes = new WeakMap<Connection, Set<Fault['on']>>();

function strike(connection: Connection, when: Fault['when'], written: ReadonlySet<Fault['on']>): void {
  for (const fault of faults) {
    if (fault.when !== when || fault.nth !== seen[fault.on] || !written.has(fault.on)) continue;
    const deed = fault.do;
    switch (deed.is) {
      case 'SIGSTOP':
      case 'SIGKILL':
        writeSync(2, `[fault] ${deed.is}\n`);
        process.kill(process.pid, deed.is);
        break;
      case 'copy':
        copyLedger(deed.to);
        break;
      case 'full':
        connection.exec('PRAGMA max_page_count = 1');
        break;
      case 'read_only':
        connection.exec('PRAGMA query_only = ON');
        break;
      case 'checkpoint_often':
        connection.exec('PRAGMA wal_autocheckpoint = 1');
        break;
    }
  }
}

function copyLedger(to: string): void {
  mkdirSync(to, { recursive: true });
  const ledger = join(process.env['OUTDIAL_DATA_DIR'] ?? '', 'ledger.sqlite');
  for (const file of [ledger, `${ledger}-wal`]) if (existsSync(file)) copyFileSync(file, join(to, basename(file)));
}

// Whichever SQLite the command would find is the one that is hurt: its import is led here.
const NODES_OWN: string = 'node:sqlite';
const BUNDLED: string = '@photostructure/sqlite';
const found = isSafe(process.versions['sqlite']) ? NODES_OWN : BUNDLED;
const { DatabaseSync: Whole } = (await import(found)) as Driver;

export class DatabaseSync extends Whole {
  override exec(sql: string): void {
    if (sql !== 'COMMIT') return super.exec(sql);
    const written = new Set(writes.get(this)).add('commit');
    writes.delete(this);
    for (const on of written) seen[on] += 1;
    strike(this, 'before', written);
    super.exec(sql);
    strike(this, 'after', written);
  }

  override prepare(sql: string): Statement {
    const statement = super.prepare(sql);
    const on = (['placing', 'campaign', 'task'] as const).find((one) => WRITES[one].test(sql));
    if (on === undefined) return statement;
    const writing =
      (act: Act): Act =>
      (...values) => {
        writes.set(this, new Set(writes.get(this)).add(on));
        return act.apply(statement, values);
      };
    return { run: writing(statement.run), get: writing(statement.get), all: writing(statement.all) };
  }
}

const hooks = `export async function resolve(name, context, next) {
  if (name !== ${JSON.stringify(found)} || context.parentURL === ${JSON.stringify(import.meta.url)}) return next(name, context);
  return { url: ${JSON.stringify(import.meta.url)}, shortCircuit: true };
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);
