/** Which keys of a campaign file hold for a campaign that is under way, and what to do instead of setting the others. */
import { z } from 'zod';
import { userError } from '../../model/errors.ts';
import { own } from '../../model/own.ts';
import { nearest } from '../row/headers.ts';
import { specSchema } from './schema.ts';

/** Groups and keys of the file that say how, when and how often, not who. */
const LIVE: readonly string[] = [
  'ringing_timeout_seconds',
  'max_call_duration_minutes',
  'weight',
  'pacing',
  'window',
  'schedule',
  'retry',
  'doubt',
  'limits',
  'stop',
  'ramp',
];

/** Of a series: each of its campaigns is dialed once. */
const SERIES: readonly string[] = ['schedule.every', 'schedule.timezone'];

const FILE = 'Write it into the campaign file and run that again: it shows the difference and asks.';
const INSTEAD: Readonly<Record<string, string>> = {
  name: 'A campaign keeps its name. To call everybody again, run the file with another one.',
  contacts: 'To call more people: outdial add. To correct rows: run the corrected list again.',
  suppression:
    'To leave a number out at once: outdial suppress. To name another file, write it into the campaign file and run it again.',
};

type Node = {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly anyOf?: readonly Node[];
  readonly const?: unknown;
};

/** Every key that can be set, by its path: `pacing.calls_per_second`. */
export function settableKeys(): readonly string[] {
  const { properties = {} } = z.toJSONSchema(specSchema, { io: 'input' }) as Node;
  return LIVE.flatMap((key) => {
    const node = own(properties, key);
    return node === undefined ? [] : leaves(node, key).filter((path) => !SERIES.includes(path));
  });
}

function leaves({ properties, anyOf = [] }: Node, path: string): readonly string[] {
  const objects = [
    ...(properties === undefined ? [] : [properties]),
    ...anyOf.flatMap((one) => (one.properties === undefined ? [] : [one.properties])),
  ];
  if (objects.length === 0) return [path];
  // A duration where an object may stand as well is set by the key itself; a word such as "always" by its group.
  const plain = anyOf.some((one) => one.properties === undefined && one.const === undefined);
  const inner = objects.flatMap((of) => Object.entries(of).flatMap(([key, node]) => leaves(node, `${path}.${key}`)));
  return plain ? [path, ...inner] : inner;
}

/** The path of a key as it is typed; throws a `UserError` that names the nearest, or what to do instead. */
export function settablePath(typed: string): readonly string[] {
  const keys = settableKeys();
  const isGroup = keys.some((key) => key.startsWith(`${typed}.`));
  if (keys.includes(typed) || isGroup) return typed.split('.');
  const [top = ''] = typed.split('.');
  const there = Object.keys(specSchema.shape);
  if (there.includes(top) && !LIVE.includes(top)) {
    const message = `"${top}" cannot be set while a campaign is under way.`;
    throw userError('not_settable', message, own(INSTEAD, top) ?? FILE, {});
  }
  const near = keys.find((key) => key.endsWith(`.${typed}`)) ?? nearest(typed, [...keys, ...LIVE]);
  const hint = near === undefined ? `There are: ${keys.join(', ')}.` : `Did you mean ${near}?`;
  throw userError('unknown_field', `"${typed}" is no key of a campaign file.`, hint);
}
