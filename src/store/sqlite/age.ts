/** What has been kept long enough goes, a short write at a time; the bytes of it with the journal (`settleErased`). */
import type { Store } from '../port.ts';
import { SQLITE } from '../sql/dialect.ts';
import { runNow } from '../sql/routine.ts';
import { cutLog, eraseNotes, eraseOwn, neededOwners, setMark } from '../sql/routines/age.ts';
import type { Database } from './database.ts';

type Part = 'eraseOld' | 'eraseNotes' | 'cutLog' | 'setMark' | 'settleErased';

export function sqlAge(db: Database): Pick<Store, Part> {
  return {
    eraseOld: (owners) =>
      db.write(() => {
        const needed = new Set(runNow(db, neededOwners(SQLITE, owners)));
        const free = owners.filter((owner) => !needed.has(owner));
        return { notes: runNow(db, eraseOwn(SQLITE, free)), needed: needed.size };
      }),
    eraseNotes: (notes) => db.write(() => runNow(db, eraseNotes(notes))),
    cutLog: (to) => db.write(() => runNow(db, cutLog(to))),
    setMark: (name, value) => db.write(() => runNow(db, setMark(name, value))),
    settleErased: () => db.foldJournal(),
  };
}
