/** The text of a campaign file as a value, with the line and column of everything in it. */
import { findNodeAtLocation, parseTree, printParseErrorCode, type Node, type ParseError } from 'jsonc-parser';
import { userError, type Place, type Problem, type UserError } from '../../model/errors.ts';
import { parseExact } from '../list/exact-json.ts';

export type Path = readonly (string | number)[];

/** `pacing.calls_per_second`, `doubt.look_ups[2]`. */
export function dotted(path: Path): string {
  return path.reduce<string>(
    (text, part) => (typeof part === 'number' ? `${text}[${part}]` : text === '' ? part : `${text}.${part}`),
    '',
  );
}

export type SpecJson = {
  readonly value: unknown;
  /** Where a value stands; of what is missing, where it should. */
  readonly placeOf: (path: Path) => Place;
  /** Keys that stand twice in one object: JSON would silently take the last. */
  readonly problems: readonly Problem[];
};

const DEPTH_LIMIT = 64;

const MEANINGS: Readonly<Record<string, string>> = {
  InvalidSymbol: 'this is no JSON value; text stands in double quotes',
  InvalidNumberFormat: 'this is no number as JSON writes it',
  PropertyNameExpected: 'a name in double quotes is expected here: there may be a comma too many before it',
  ValueExpected: 'a value is expected here: there may be a comma too many before it',
  ColonExpected: 'a colon is expected here',
  CommaExpected: 'a comma is missing before this',
  CloseBraceExpected: 'a "}" is missing here',
  CloseBracketExpected: 'a "]" is missing here',
  EndOfFileExpected: 'the file should end here',
  InvalidCommentToken: 'JSON has no comments',
  UnexpectedEndOfString: 'a text is not closed with a double quote',
  InvalidCharacter: 'a text holds a line break or control character',
};

/** JSON.parse judges; jsonc-parser only says where. Throws a UserError for text that is not one JSON object. */
export function parseSpecJson(
  file: string,
  text: string,
  what: 'campaign' | 'account' | 'pack' = 'campaign',
): SpecJson {
  if (text.trim() === '') throw userError('file_empty', 'The file is empty.', undefined, { file });
  if (nesting(text) > DEPTH_LIMIT) {
    throw userError('json_too_deep', `The JSON is nested more than ${DEPTH_LIMIT} levels deep.`, undefined, { file });
  }
  const lines = lineStarts(text);
  const placeAt = (offset: number): Place => ({ file, ...position(lines, offset) });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw syntaxError(text, error, placeAt);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const is = Array.isArray(value) ? 'a list' : value === null ? 'null' : `a ${typeof value}`;
    if (what === 'account')
      throw userError('not_an_account', `It must be a JSON object; this is ${is}.`, undefined, { file });
    if (what === 'pack')
      throw userError('not_a_rule_pack', `A rule pack is a JSON object; this is ${is}.`, undefined, { file });
    throw userError('not_a_campaign', `A campaign file is a JSON object; this is ${is}.`, undefined, { file });
  }
  const root = parseTree(text, [], { disallowComments: true });
  return {
    value: withExactContacts(value, text),
    placeOf: (path) => placeAt(offsetOf(root, path)),
    problems: root === undefined ? [] : duplicateKeys(root, placeAt),
  };
}

/** In rows a rounded number would ring somebody else. */
function withExactContacts(value: object, text: string): unknown {
  if (!('contacts' in value) || !Array.isArray(value.contacts)) return value;
  const exact = parseExact(text) as { contacts?: unknown };
  return { ...value, contacts: exact.contacts };
}

function syntaxError(text: string, error: unknown, placeAt: (offset: number) => Place): UserError {
  const errors: ParseError[] = [];
  parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  if (first === undefined) {
    // The two disagree: then only JSON.parse's own words are left.
    return userError('not_json', `This is not valid JSON: ${(error as Error).message}.`, undefined, placeAt(0));
  }
  const place = placeAt(first.offset);
  if (first.offset >= text.trimEnd().length) {
    return userError('truncated_json', 'The file ends in the middle of the JSON.', 'Is it complete?', place);
  }
  const meaning = MEANINGS[printParseErrorCode(first.error)] ?? 'something is wrong here';
  return userError('not_json', `This is not valid JSON: ${meaning}.`, undefined, place);
}

function duplicateKeys(node: Node, placeAt: (offset: number) => Place): Problem[] {
  const problems: Problem[] = [];
  const seen = new Set<unknown>();
  for (const child of node.children ?? []) {
    const [key] = node.type === 'object' ? (child.children ?? []) : [];
    if (key !== undefined) {
      const name = String(key.value);
      const message = `The key ${JSON.stringify(name)} stands twice in the same object.`;
      if (seen.has(name))
        problems.push({ ...placeAt(key.offset), code: 'duplicate_key', message, hint: 'Remove one.' });
      seen.add(name);
    }
    problems.push(...duplicateKeys(child, placeAt));
  }
  return problems;
}

function offsetOf(root: Node | undefined, path: Path): number {
  if (root === undefined) return 0;
  const node = findNodeAtLocation(root, [...path]);
  if (node === undefined) return path.length === 0 ? root.offset : offsetOf(root, path.slice(0, -1));
  // The key is where a person looks.
  return node.parent?.type === 'property' ? node.parent.offset : node.offset;
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '[' || char === '{') deepest = Math.max(deepest, (depth += 1));
    else if (char === ']' || char === '}') depth -= 1;
  }
  return deepest;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

function position(starts: readonly number[], offset: number): { line: number; column: number } {
  let line = starts.length;
  while (line > 1 && (starts[line - 1] ?? 0) > offset) line -= 1;
  return { line, column: offset - (starts[line - 1] ?? 0) + 1 };
}
