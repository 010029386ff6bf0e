/** The ledger of a rehearsal: a folder of its own beside the real one, emptied when the same campaign is rehearsed again. */
import { existsSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeFile } from '../files/new-file.ts';
import { userError } from '../model/errors.ts';
import type { CampaignId } from '../model/ids.ts';
import { makeFolder } from '../store/folder.ts';
import { refuseSharedFolder } from '../store/private-folder.ts';
import { isAccountHere } from './account.ts';
import { isDialed, ledgerPath, openLedger, resultsFolder } from './open-ledger.ts';
import type { Caller } from './runtime.ts';

/** Says that what is in the folder was made by rehearsals, and may go. */
const MARK = 'rehearsal.txt';
const SAYS = 'The ledger in this folder is of a rehearsal. The next rehearsal of the same campaign replaces it.\n';

/** Of this campaign, empty of every ledger. Nothing is removed that no rehearsal made, or that somebody put beside it. */
export async function freshRehearsal(dataDir: string, id: CampaignId, caller: Caller): Promise<string> {
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
    if (!(await isOfRehearsals(ledger, id, caller))) {
      const message = `${folder} holds a ledger with more than the rehearsals of "${id}".`;
      throw userError('rehearsal_foreign', message, 'Move it elsewhere, or give the rehearsal another --name.');
    }
    removeIn(folder, 'ledger.sqlite');
    removeIn(resultsFolder(folder), `${id}.`);
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

/** Somebody who was shown the folder may have dialed real people with a ledger in it: whom, is known there alone. */
async function isOfRehearsals(ledger: string, id: CampaignId, caller: Caller): Promise<boolean> {
  const store = await openLedger(caller, ledger);
  try {
    const campaigns = await store.campaigns();
    return campaigns.every((campaign) => campaign.id === id && isAccountHere(campaign.account));
  } finally {
    await store.close();
  }
}

function removeIn(folder: string, beginning: string): void {
  // A link leads to what is somebody else's.
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  for (const name of readdirSync(folder)) {
    if (name.startsWith(beginning)) rmSync(join(folder, name), { force: true });
  }
}
