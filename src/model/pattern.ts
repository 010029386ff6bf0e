/** Regular expressions of a user's file, matched in linear time: no text of a stranger can make one run for ever. */
import { createRequire } from 'node:module';
import type * as re2js from 're2js';

type Library = typeof re2js;

let library: Library | null = null;
/** Loaded with the first pattern: most files have none, and it takes as long as a whole command. */
function loaded(): Library {
  library ??= createRequire(import.meta.url)('re2js') as Library;
  return library;
}

export const LONGEST_PATTERN = 1_000;
/** Of one line; whoever says more has been understood. */
const MOST_MATCHES = 50;
/**
 * Linear is the length of the text times that of the pattern, and "(a?){500}" is two thousand steps a letter: of a text only so
 * much is looked at as takes a moment. With a pattern as people write them that is more than anybody says in one breath.
 */
const MOST_STEPS = 1_000_000;
const LEAST_LOOKED_AT = 500;

/** The whole match and its groups, of each match in its order. */
export type Pattern = (text: string) => readonly string[];
/** `at`: the place of the first letter that is wrong, from 1; null where nobody can say. */
export type BadPattern = { readonly wrong: string; readonly at: number | null };

/** Case does not count. Look-around and references to a group are not to be had: they cannot be matched in linear time. */
export function patternOf(source: string): Pattern | BadPattern {
  if (source.length > LONGEST_PATTERN) {
    return { wrong: `it has ${source.length} characters, more than ${LONGEST_PATTERN}`, at: LONGEST_PATTERN + 1 };
  }
  let compiled: re2js.RE2JS;
  try {
    compiled = loaded().RE2JS.compile(source, loaded().RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    return badPattern(source, error);
  }
  const most = Math.max(LEAST_LOOKED_AT, Math.floor(MOST_STEPS / Math.max(1, compiled.programSize())));
  return (text) => {
    const found: string[] = [];
    const matcher = compiled.matcher(text.slice(0, most));
    for (let n = 0; n < MOST_MATCHES && matcher.find(); n += 1) {
      for (let group = 0; group <= matcher.groupCount(); group += 1) {
        const said = matcher.group(group)?.trim() ?? '';
        if (said !== '') found.push(said);
      }
    }
    return found;
  };
}

function badPattern(source: string, error: unknown): BadPattern {
  if (!(error instanceof loaded().RE2JSSyntaxException)) return { wrong: 'it cannot be read', at: null };
  const part = error.getPattern()?.replace(/^\(\?i\)/, '') ?? '';
  const whole = part === source;
  const place = whole ? source.length : source.indexOf(part);
  const wrong = error.getDescription();
  return { wrong: whole || part === '' ? wrong : `${wrong} "${part}"`, at: place < 0 ? null : place + 1 };
}
