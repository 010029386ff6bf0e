/** What follows from the tables: the statements that make them, for either server, and the lists of their columns. */
import { own } from '../../model/own.ts';
import { TABLES, type Column, type Index, type Server, type Table } from './tables.ts';

type Half = 'who' | 'how';
type TableName = keyof typeof TABLES;
type Columns<T extends TableName> = (typeof TABLES)[T]['columns'];
/** A record's columns of this half. */
type ColumnOf<T extends TableName, H extends Half> = {
  [C in keyof Columns<T>]: Columns<T>[C] extends { readonly half: H } ? C : never;
}[keyof Columns<T>] &
  string;
/** What a record has to say of itself to be written. */
export type Values<T extends TableName, V> = Readonly<Record<ColumnOf<T, Half>, V>>;

export function columnsOf<T extends TableName, H extends Half>(table: T, half: H): readonly ColumnOf<T, H>[] {
  const of: Readonly<Record<string, Column>> = TABLES[table].columns;
  const names = Object.entries(of).flatMap(([name, column]) => (column.half === half ? [name] : []));
  return names as ColumnOf<T, H>[]; // `Object.entries` forgets the names of its record
}

/** A column's kind as PostgreSQL takes arrays of it. */
export function kindOf(table: TableName, column: string): 'text' | 'bigint' {
  const of: Readonly<Record<string, Column>> = TABLES[table].columns;
  return own(of, column)?.kind === 'text' ? 'text' : 'bigint';
}

const TYPES: Readonly<Record<Server, Readonly<Record<Column['kind'], string>>>> = {
  sqlite: { text: 'TEXT', number: 'INTEGER', small: 'INTEGER', serial: 'INTEGER', true: 'INTEGER' },
  // Text is ordered by its bytes, as in every other ledger.
  postgres: {
    text: 'TEXT COLLATE "C"',
    number: 'BIGINT',
    small: 'SMALLINT',
    serial: 'BIGINT GENERATED ALWAYS AS IDENTITY',
    true: 'BOOLEAN',
  },
};

/** Makes the ledger where there is none. */
export function schemaStatements(server: Server): string[] {
  const tables: readonly (readonly [string, Table])[] = Object.entries(TABLES);
  const made = tables.filter(([, table]) => isOn(server, table)).flatMap(([name, table]) => make(server, name, table));
  return server === 'sqlite' ? made : [...made, `INSERT INTO chain (one, seq, hash) VALUES (true, 0, '')`];
}

function make(server: Server, name: string, { columns, key, unique, indexes = [] }: Table): string[] {
  const alone = key.length === 1 ? key[0] : undefined;
  const lines = Object.entries(columns)
    .filter(([, column]) => isOn(server, column))
    .map(([column, of]) => definition(server, column, of, column === alone));
  if (alone === undefined) lines.push(`PRIMARY KEY (${key.join(', ')})`);
  if (unique !== undefined) lines.push(`UNIQUE (${unique.join(', ')})`);
  const others = indexes.filter((index) => isOn(server, index));
  return [`CREATE TABLE ${name} (${lines.join(', ')})`, ...others.map((index) => indexOn(name, index))];
}

function definition(server: Server, name: string, column: Column, isKey: boolean): string {
  const { kind, null: mayBeNull, among, fallback, references } = column;
  return [
    `${name} ${TYPES[server][kind]}`,
    isKey ? 'PRIMARY KEY' : mayBeNull === true ? '' : 'NOT NULL',
    fallback === undefined ? '' : `DEFAULT ${fallback}`,
    among === undefined ? '' : `CHECK (${name} IN (${among.map((one) => `'${one}'`).join(', ')}))`,
    kind === 'true' ? `CHECK (${name})` : '',
    references === undefined || !isOn(server, references) ? '' : `REFERENCES ${references.table} (id)`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function indexOn(table: string, { name, by, where, unique }: Index): string {
  const only = where === undefined ? '' : ` WHERE ${where}`;
  return `CREATE ${unique === true ? 'UNIQUE ' : ''}INDEX ${name} ON ${table} (${by})${only}`;
}

function isOn(server: Server, { on }: { readonly on?: Server }): boolean {
  return on === undefined || on === server;
}
