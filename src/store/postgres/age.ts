/** What has been kept long enough goes, a short write at a time; its dead rows with a vacuum (`settleErased`). */
import type { Clock } from '../../clock.ts';
import type { Store } from '../port.ts';
import { POSTGRES } from '../sql/dialect.ts';
import { runOver } from '../sql/routine.ts';
import { cutLog, eraseNotes, eraseOwn, neededOwners, setMark } from '../sql/routines/age.ts';
import type { Database } from './database.ts';
import { clearDead, lockContacts } from './erase.ts';

type Part = 'eraseOld' | 'eraseNotes' | 'cutLog' | 'setMark' | 'settleErased';

export function postgresAge(db: Database, clock: Clock): Pick<Store, Part> {
  return {
    eraseOld: (owners) =>
      db.write(async (tx) => {
        // What a commit remembers of them it remembers before this, or not at all.
        await lockContacts(tx, owners);
        const needed = new Set(await runOver(tx, neededOwners(POSTGRES, owners)));
        const free = owners.filter((owner) => !needed.has(owner));
        return { notes: await runOver(tx, eraseOwn(POSTGRES, free)), needed: needed.size };
      }),
    eraseNotes: (notes) =>
      db.write(async (tx) => {
        await lockContacts(
          tx,
          notes.map(({ owner }) => owner),
        );
        return runOver(tx, eraseNotes(notes));
      }),
    cutLog: (to) => db.write((tx) => runOver(tx, cutLog(to))),
    setMark: (name, value) => db.write((tx) => runOver(tx, setMark(name, value))),
    settleErased: () => clearDead(db, clock),
  };
}
