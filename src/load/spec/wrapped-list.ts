/** Tells a list with a JSON object around it from a campaign file. */
import { visit, type JSONVisitor } from 'jsonc-parser';
import { specSchema } from './schema.ts';

/** What only a campaign file says. */
const SETTINGS: ReadonlySet<string> = new Set(
  Object.keys(specSchema.shape).filter((key) => key !== 'contacts' && key !== 'name'),
);
/** `{"data": {"contacts": [{…}]}}`, as an API answers: it has contacts, and says nothing of who calls or when. */
export function isWrappedList(head: string, tail: string): boolean {
  let contacts = false;
  let setting = false;
  const visitor: JSONVisitor = {
    onObjectProperty: (name, _offset, _length, _line, _character, path) => {
      setting ||= path().length === 0 && SETTINGS.has(name);
    },
    // An array of objects, under keys alone. `columns` and `variables` of a campaign hold names.
    onObjectBegin: (_offset, _length, _line, _character, path) => {
      const at = path();
      contacts ||= at.length > 1 && at.at(-1) === 0 && at.slice(0, -1).every((key) => typeof key === 'string');
    },
  };
  try {
    visit(head.replace(/^\uFEFF/, ''), visitor);
  } catch {
    // Nested deeper than the parser can follow: whoever reads it says so.
    return false;
  }
  return contacts && !setting && !/"(?:agent_id|from_number_id)"\s*:/.test(tail);
}
