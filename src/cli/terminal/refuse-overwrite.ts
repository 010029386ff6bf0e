/** Keeps what a command writes from replacing what is there: what is being read never, another file only with `--force`. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { sweepFolder } from '../../files/leftovers.ts';
import { userError } from '../../model/errors.ts';
import { refuseTarget } from '../../files/new-file.ts';
import { pathOf, type Context } from './context.ts';
import { keepLedger } from './output-paths.ts';
import type { Source } from '../../app/campaign/source.ts';

/** A file that an option names. */
export type Output = { readonly flag: string; readonly path: string | undefined };

type Reading = { readonly sources: readonly Source[]; readonly dataDir: string; readonly force: boolean };

/** Before anything is read or written. `outputs`: as typed. */
export async function refuseOverwrite(context: Context, outputs: readonly Output[], reading: Reading): Promise<void> {
  const { sources, dataDir, force } = reading;
  const seen = new Map<string, string>();
  for (const { flag, path: typed } of outputs) {
    if (typed === undefined) continue;
    refuseDash(flag, typed);
    const target = pathOf(context, typed);
    const place = { file: typed };
    keepLedger(dataDir, target, flag);
    const names = await namesOf(target);
    for (const { what, path } of sources.flatMap((source) => readFrom(context, source))) {
      if (!(await namesOf(path)).some((name) => names.includes(name))) continue;
      throw userError('input_overwrite', `${flag} would overwrite ${what}.`, 'Name another file.', place);
    }
    await refuseTarget(target, force, flag);
    for (const name of names) {
      const other = seen.get(name);
      if (other !== undefined) {
        throw userError('same_output', `${other} and ${flag} name the same file.`, 'Name another one.', place);
      }
    }
    for (const name of names) seen.set(name, flag);
    await sweepFolder(dirname(target));
  }
}

/** Elsewhere it means the terminal: a file of that name is what nobody asked for, and nobody finds. */
export function refuseDash(flag: string, typed: string): void {
  if (typed !== '-') return;
  throw userError('bad_output', `${flag}: - is not taken for the terminal here.`, 'Write ./- for a file of that name.');
}

/** The rejected rows of several campaigns would go into one file. */
export function refuseSharedRejects(rejects: string | undefined, sources: readonly Source[]): void {
  if (rejects === undefined || sources.length < 2) return;
  const message = '--rejects names one file, and the rejected rows of several campaigns would go into it.';
  throw userError('rejects_shared', message, 'Run them one by one, each with a file of its own.');
}

function readFrom(context: Context, { spec, named, bare }: Source): { what: string; path: string }[] {
  const list = spec.contacts.is === 'file' ? [{ what: 'the list', path: spec.contacts.path }] : [];
  const file = bare ? [] : [{ what: 'the campaign file', path: pathOf(context, named) }];
  return [...list, ...file, ...spec.suppression.map((path) => ({ what: 'a do-not-call list', path }))];
}

/** By path and by the file itself: symbolic links, hard links and file systems that ignore case have many names for one. */
async function namesOf(path: string): Promise<string[]> {
  try {
    const { dev, ino } = await stat(path, { bigint: true });
    return [await realpath(path), ...(ino === 0n ? [] : [`${dev}:${ino}`])];
  } catch {
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return [join(folder, basename(path))];
  }
}
