/** What `doctor` finds out about this machine: Node, time-zone data, the ledger's folder. */
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ledgerPath, locksIn, openLedger, sqliteInUse } from '../open-ledger.ts';
import type { Config } from '../../config/environment.ts';
import { UserError } from '../../model/errors.ts';
import { shellWord } from '../../report/shell-word.ts';
import { count } from '../../report/when.ts';
import { zoneDataWords } from '../../report/zone-words.ts';
import { makeFile } from '../../files/new-file.ts';
import { fileSystemOf, isRemote } from '../../store/file-system.ts';
import { makeFolder } from '../../store/folder.ts';
import { refuseSharedFolder } from '../../store/private-folder.ts';
import type { Runtime } from '../runtime.ts';
import { failures, type Finding } from './finding.ts';

const LEAST_NODE = [20, 18] as const;

export type Machine = {
  /** As `process.versions`: of Node and of what is in it. */
  readonly versions: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
};

export function nodeFindings(versions: Machine['versions']): readonly Finding[] {
  const node = versions['node'] ?? '0.0.0';
  const [major = 0, minor = 0] = node.split('.').map(Number);
  const enough = major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1]);
  return [
    enough
      ? { check: 'node', is: 'ok', message: node }
      : { check: 'node', is: 'fails', message: `${node} is too old`, mend: 'Install Node 20.18 or newer.' },
    { check: 'zone_data', is: 'ok', message: `time zones: ${zoneDataWords(versions['tz'] ?? '')}` },
  ];
}

const SYNCED = /dropbox|onedrive|google ?drive|icloud|mobile documents|nextcloud/i;

export async function ledgerFindings(config: Config, platform: string, runtime: Runtime): Promise<readonly Finding[]> {
  const { dataDir } = config;
  const folder = await folderFinding(config, platform);
  const findings: Finding[] = [await sqliteFinding(), folder];
  if (folder.is === 'fails') return findings;
  findings.push(await lockFinding(config));
  const system = fileSystemOf(dataDir);
  if (system !== null && isRemote(system)) {
    const mend = 'Name a folder on a local disk with --data-dir or OUTDIAL_DATA_DIR.';
    findings.push({
      check: 'disk',
      is: 'warning',
      message: `the folder is on a network file system (${system})`,
      mend,
    });
  } else if (SYNCED.test(dataDir)) {
    const mend = 'Name a folder that is not synced: two machines with one ledger ring people twice.';
    findings.push({ check: 'disk', is: 'warning', message: 'the folder looks synced to a cloud', mend });
  }
  findings.push(await storeFinding(config, runtime));
  return findings;
}

async function sqliteFinding(): Promise<Finding> {
  try {
    const { version, from } = await sqliteInUse();
    return { check: 'sqlite', is: 'ok', message: `${version} (${from})` };
  } catch (error) {
    return failure('sqlite', error);
  }
}

/** The first of what fails: what comes after it fails because of it. */
function failure(check: string, error: unknown): Finding {
  const [first] = failures(check, error);
  if (first === undefined) throw error;
  return first;
}

async function folderFinding({ dataDir }: Config, platform: string): Promise<Finding> {
  const mend = 'Name another folder with --data-dir or OUTDIAL_DATA_DIR.';
  try {
    refuseSharedFolder(dataDir);
    makeFolder(dataDir, 0o700);
    refuseSharedFolder(dataDir);
    const trial = await makeFile(join(dataDir, 'trial'), false);
    try {
      await trial.write('outdial');
    } finally {
      await trial.discard();
    }
    const { mode } = await stat(dataDir);
    // Windows has no modes: what it reports says nothing about who may read.
    const open = platform !== 'win32' && (mode & 0o077) !== 0;
    const seen = (mode & 0o777).toString(8);
    return open
      ? {
          check: 'folder',
          is: 'warning',
          message: `others may look into ${dataDir} (mode ${seen})`,
          mend: `chmod 700 ${shellWord(dataDir)}`,
        }
      : { check: 'folder', is: 'ok', message: `${dataDir} can be written` };
  } catch (error) {
    if (error instanceof UserError) return failure('folder', error);
    return { check: 'folder', is: 'fails', message: `${dataDir} cannot be written: ${(error as Error).message}`, mend };
  }
}

async function lockFinding(config: Config): Promise<Finding> {
  const trouble = await locksIn(config.dataDir);
  if (trouble !== null) return failure('locks', trouble);
  return { check: 'locks', is: 'ok', message: 'they work in the folder' };
}

async function storeFinding(config: Config, runtime: Runtime): Promise<Finding> {
  const path = ledgerPath(config.dataDir);
  if (!existsSync(path)) return { check: 'ledger', is: 'ok', message: 'none yet: the first campaign makes it' };
  try {
    const store = await openLedger(runtime, path);
    try {
      const { schema } = await store.info();
      return {
        check: 'ledger',
        is: 'ok',
        message: `${count((await store.campaigns()).length, 'campaign')}, schema ${schema}`,
      };
    } finally {
      await store.close();
    }
  } catch (error) {
    return failure('ledger', error);
  }
}
