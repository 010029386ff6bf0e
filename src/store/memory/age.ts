/** What has been kept long enough goes, in memory. */
import { isOpen } from '../../model/attempt.ts';
import type { ContactId } from '../../model/ids.ts';
import type { Store } from '../port.ts';
import type { Tables } from './tables.ts';

type Part = 'eraseOld' | 'eraseNotes' | 'settleErased' | 'cutLog' | 'logAnchor' | 'mark' | 'setMark';

export function memoryAge(tables: Tables): Pick<Store, Part> {
  return {
    async eraseOld(owners) {
      const free = owners.filter((owner) => !isNeeded(tables, owner as ContactId));
      let notes = 0;
      for (const owner of free) {
        notes += tables.personal.get(owner)?.size ?? 0;
        tables.personal.delete(owner);
      }
      return { notes, needed: owners.length - free.length };
    },
    async eraseNotes(notes) {
      return notes.filter(({ owner, key }) => tables.personal.get(owner)?.delete(key) === true).length;
    },
    async settleErased() {
      return true;
    },
    async cutLog(to) {
      return tables.cutLog(to);
    },
    async logAnchor() {
      return tables.anchor;
    },
    async mark(name) {
      return tables.marks.get(name) ?? null;
    },
    async setMark(name, value) {
      tables.marks.set(name, value);
    },
  };
}

function isNeeded(tables: Tables, id: ContactId): boolean {
  const contact = tables.contacts.get(id);
  if (contact === undefined) return false;
  const attempts = [...(tables.attemptsOf.get(id) ?? [])].flatMap((attempt) => tables.attempts.get(attempt) ?? []);
  return 'dueAt' in contact.state || attempts.some(isOpen);
}
