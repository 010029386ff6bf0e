/** Makes a folder and what is missing above it, one step at a time. */
// Node's own recursive mkdir never returns where a file system says "no such file" to making one (`/proc/x`).
import { mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** New folders get `mode`. Throws what the file system says. */
export function makeFolder(path: string, mode: number): void {
  if (isFolder(path)) return;
  const above = dirname(path);
  if (above !== path) makeFolder(above, mode);
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Another process may have been quicker.
    if (!isFolder(path)) throw error;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
