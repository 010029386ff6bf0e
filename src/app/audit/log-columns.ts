/** Which columns of a call log say who was called, when, and what became of it: by their headers, or as they were named. */
import { didYouMean, plainHeader, quoteList } from '../../load/row/headers.ts';
import { isNumberHeader } from '../../load/row/mapping.ts';
import { isTimezoneHeader } from '../../load/row/timezone-header.ts';
import { userError } from '../../model/errors.ts';

export type NamedColumns = { readonly toNumber?: string | undefined; readonly at?: string | undefined };

/** Places in a record; undefined: the log has none of that kind. */
export type LogColumns = {
  readonly to: number;
  readonly at: number;
  /** Of a time of day in a column of its own beside the date. */
  readonly clock?: number;
  readonly direction?: number;
  readonly status?: number;
  readonly disposition?: number;
  readonly answeredBy?: number;
  readonly duration?: number;
  readonly timezone?: number;
  readonly consent?: number;
  readonly consentAt?: number;
  /** It is one of outdial's own exports: there a time says that somebody was dialed, whatever became of the contact. */
  readonly own: boolean;
};

const TO = ['to_number', 'to', 'called number', 'called', 'callee', 'dialed number', 'dialled number', 'destination'];
/** The instant at which it rang before that at which it was asked for or written down. */
const AT = [
  ...['last_attempt_at', 'ring time', 'ringing at', 'rang at', 'dialed at', 'dialled at', 'dial time', 'dialed time'],
  ...['start time', 'call start time', 'call start', 'call started at', 'started at', 'start', 'start date time'],
  ...[
    'start datetime',
    'call date time',
    'call datetime',
    'call time stamp',
    'call timestamp',
    'timestamp',
    'attempt at',
  ],
  ...[
    'attempted at',
    'attempt time',
    'called at',
    'placed at',
    'sent at',
    'initiated at',
    'initiated',
    'initiation time',
  ],
  ...[
    'datetime',
    'date time',
    'time stamp',
    'at',
    'date created',
    'created at',
    'created',
    'created time',
    'call created',
  ],
];
const DATE = ['call date', 'date', 'start date', 'day', 'dialed date', 'datum', 'fecha'];
const CLOCK = ['call time', 'time', 'time of day', 'start time of day', 'hour', 'uhrzeit', 'hora'];
const DIRECTION = ['direction', 'call direction', 'type', 'call type'];
const STATUS = ['status', 'call status', 'state', 'call state'];
const DISPOSITION = ['disposition', 'result', 'call result', 'outcome', 'hangup cause', 'call disposition'];
const ANSWERED_BY = ['answered by', 'answered_by', 'amd', 'amd result', 'amd status'];
const DURATION = ['duration', 'duration_seconds', 'talk time', 'talk seconds', 'billsec', 'call duration', 'seconds'];
const CONSENT = ['consent', 'consent level', 'consent type', 'consent status'];
const CONSENT_AT = ['consent_at', 'consent date', 'consent time', 'consent timestamp', 'consented at', 'opt in date'];
/** Who called, not who was called. */
const CALLERS = /from|caller|source|agent|own|ani|cli\b|origin/;

/** `file`: what messages call it. Throws a UserError where it cannot be told. */
export function logColumns(file: string, columns: readonly string[], named: NamedColumns): LogColumns {
  const plain = columns.map(plainHeader);
  const first = (names: readonly string[]): number | undefined => {
    const found = names.map((name) => plain.indexOf(plainHeader(name))).find((index) => index >= 0);
    return found;
  };
  const where = { ...moment(file, columns, named, first) };
  const timezone = columns.findIndex(isTimezoneHeader);
  return {
    to:
      named.toNumber === undefined ? toColumn(file, columns, plain, first(TO)) : byName(file, columns, named.toNumber),
    ...where,
    ...there('direction', first(DIRECTION)),
    ...there('status', first(STATUS)),
    ...there('disposition', first(DISPOSITION)),
    ...there('answeredBy', first(ANSWERED_BY)),
    ...there('duration', first(DURATION)),
    ...there('timezone', timezone < 0 ? undefined : timezone),
    ...there('consent', first(CONSENT)),
    ...there('consentAt', first(CONSENT_AT)),
    own: plain.includes('lastattemptat') && plain.includes('agentcallid'),
  };
}

function there<K extends string>(key: K, index: number | undefined): Partial<Record<K, number>> {
  return index === undefined ? {} : ({ [key]: index } as Partial<Record<K, number>>);
}

type First = (names: readonly string[]) => number | undefined;

function moment(
  file: string,
  columns: readonly string[],
  { at }: NamedColumns,
  first: First,
): Pick<LogColumns, 'at' | 'clock'> {
  if (at !== undefined) return { at: byName(file, columns, at) };
  const found = first(AT);
  const date = first(DATE);
  const clock = first(CLOCK);
  if (found !== undefined) return { at: found };
  if (date !== undefined) return { at: date, ...there('clock', clock) };
  if (clock !== undefined) return { at: clock };
  throw userError(
    'no_time_column',
    `No column says when the calls were: there are ${quoteList(columns.slice(0, 30))}.`,
    'Name it: --time-column "Start Time".',
    { file },
  );
}

function toColumn(
  file: string,
  columns: readonly string[],
  plain: readonly string[],
  known: number | undefined,
): number {
  if (known !== undefined) return known;
  const found = columns.flatMap((column, index) =>
    isNumberHeader(column) && !CALLERS.test(plain[index] ?? '') ? [index] : [],
  );
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  const [code, message] =
    only === undefined
      ? (['no_phone_column', `No column says who was called: there are ${quoteList(columns.slice(0, 30))}.`] as const)
      : ([
          'ambiguous_phone_column',
          `Several columns may say who was called: ${quoteList(found.map((index) => columns[index] ?? ''))}.`,
        ] as const);
  throw userError(code, message, 'Name it: --to-number-column "To".', { file });
}

function byName(file: string, columns: readonly string[], name: string): number {
  const exact = columns.indexOf(name);
  const index = exact >= 0 ? exact : columns.findIndex((column) => plainHeader(column) === plainHeader(name));
  if (index >= 0) return index;
  const hint = didYouMean(name, columns) || `There are ${quoteList(columns.slice(0, 30))}.`;
  throw userError('unknown_column', `The log has no column "${name.slice(0, 64)}".`, hint, { file });
}
