/** The ledger of a rehearsal: a folder of its own beside the real one, emptied when the same campaign is rehearsed again. */
import { existsSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { makeFile } from '../files/new-file.ts';
import { userError } from '../model/errors.ts';
import type { CampaignId } from '../model/ids.ts';
import { makeFolder } from '../store/folder.ts';
import { refuseSharedFolder } from '../store/private-folder.ts';
import { isDialed, ledgerPath, resultsFolder } from './open-ledger.ts';

/** Says that what is in the folder was made by rehearsals, and may go. */
const MARK = 'rehearsal.txt';
const SAYS = 'The ledger in this folder is of a rehearsal. The next rehearsal of the same campaign replaces it.\n';

/** Of this campaign, empty of every ledger. Nothing is removed that no rehearsal made, or that somebody put beside it. */
export async function freshRehearsal(dataDir: string, id: CampaignId): Promise<string> {
  refuseSharedFolder(dataDir);
  const folder = join(dataDir, 'rehearsals', id);
  makeFolder(folder, 0o700);
  const ledger = ledgerPath(folder);
  if (existsSync(ledger)) {
    if (!existsSync(join(folder, MARK))) {
      const message = `${folder} holds a ledger that no rehearsal made.`;
      throw userError('rehearsal_foreign', message, 'Move it elsewhere, or give the rehearsal another --name.');
    }
    if (await isDialed(folder)) {
      const message = `"${id}" is being rehearsed by another outdial at this moment.`;
      throw userError('rehearsal_running', message, 'Wait until it has ended, or give this one another --name.');
    }
    for (const name of await readdir(folder)) {
      if (name.startsWith('ledger.sqlite')) rmSync(join(folder, name), { force: true });
    }
    rmSync(resultsFolder(folder), { recursive: true, force: true });
  }
  const mark = await makeFile(join(folder, MARK), true);
  try {
    await mark.write(SAYS);
    await mark.publish();
  } finally {
    await mark.discard();
  }
  return folder;
}
