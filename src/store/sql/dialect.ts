/** Where the two SQLs say the same thing in other words: all that a routine needs to be told. */

export type Dialect = {
  /** The column is one of a list bound at this place. */
  readonly among: (column: string, place: string) => string;
  /** The text holds this other text. */
  readonly holds: (text: string, part: string) => string;
  /** A number, or a text, at this path of a text of JSON; NULL where there is none. */
  readonly numberAt: (text: string, ...path: readonly string[]) => string;
  readonly textAt: (text: string, ...path: readonly string[]) => string;
  /** The function that picks the greater of two numbers. */
  readonly greater: string;
  /** The pattern match that folds the case of letters (SQLite: of ASCII only). */
  readonly alike: string;
  /** Keeps others from the rows read until the commit. Within a write SQLite has locked the whole ledger already. */
  readonly locked: (how: 'to share' | 'to change') => string;
};

export const SQLITE: Dialect = {
  among: (column, place) => `${column} IN (SELECT value FROM json_each(${place}))`,
  holds: (text, part) => `instr(${text}, ${part}) > 0`,
  numberAt: (text, ...path) => `json_extract(${text}, '$.${path.join('.')}')`,
  textAt: (text, ...path) => `json_extract(${text}, '$.${path.join('.')}')`,
  greater: 'max',
  alike: 'LIKE',
  locked: () => '',
};

export const POSTGRES: Dialect = {
  among: (column, place) => `${column} = ANY(${place}::text[])`,
  holds: (text, part) => `strpos(${text}, ${part}) > 0`,
  // As `json`, not `jsonb`: a text of it may hold the NUL that a name may contain.
  numberAt: (text, ...path) => `(${text}::json #>> '{${path.join(',')}}')::bigint`,
  textAt: (text, ...path) => `(${text}::json #>> '{${path.join(',')}}')`,
  greater: 'greatest',
  alike: 'ILIKE',
  locked: (how) => (how === 'to share' ? 'FOR SHARE' : 'FOR UPDATE'),
};
