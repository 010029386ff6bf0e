/** Keeps `--rejects` from replacing what is being read: a list, a campaign file, a do-not-call list. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { userError } from '../model/errors.ts';
import { pathOf, type Context } from './context.ts';
import type { Source } from './source.ts';

/** Before anything is read or written. */
export async function refuseOverwrite(
  context: Context,
  rejects: string | undefined,
  sources: readonly Source[],
): Promise<void> {
  if (rejects === undefined) return;
  if (sources.length > 1) {
    const message = '--rejects names one file, and the rejected rows of several campaigns would go into it.';
    throw userError('rejects_shared', message, 'Run them one by one, each with a file of its own.');
  }
  const target = pathOf(context, rejects);
  const place = { file: rejects };
  if (await isDirectory(target)) {
    const hint = `Name a file in it: --rejects ${join(rejects, 'rejects.csv')}`;
    throw userError('is_directory', 'The rejected rows need a file; this is a directory.', hint, place);
  }
  // The writer's own half-written file must not be one of them either.
  const written = new Set([...(await namesOf(target)), ...(await namesOf(`${target}.partial`))]);
  for (const { what, path } of sources.flatMap((source) => readFrom(context, source))) {
    if (!(await namesOf(path)).some((name) => written.has(name))) continue;
    throw userError(
      'rejects_overwrite',
      `--rejects would overwrite ${what} with its own rejected rows.`,
      'Name another file.',
      place,
    );
  }
}

function readFrom(context: Context, { spec, typed, bare }: Source): { what: string; path: string }[] {
  const list = spec.contacts.is === 'file' ? [{ what: 'the list', path: spec.contacts.path }] : [];
  const file = bare ? [] : [{ what: 'the campaign file', path: pathOf(context, typed) }];
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

async function isDirectory(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() === true;
}
