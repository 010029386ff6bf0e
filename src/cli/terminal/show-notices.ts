/** What is said while a list is read, in words. */
import { sourceWords } from '../../app/campaign/source.ts';
import type { LoadNotice } from '../../app/campaign/load.ts';
import { assertNever } from '../../model/errors.ts';

export function loadWords(notice: LoadNotice): string {
  switch (notice.is) {
    case 'reading':
      return `Reading ${sourceWords(notice.source)} …`;
    case 'taken':
      return `${notice.list} is an object: its list ${JSON.stringify(notice.key)} was taken.`;
    case 'read_as':
    case 'suppression':
      return notice.message;
    default:
      return assertNever(notice);
  }
}
