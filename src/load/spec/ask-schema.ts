/** `scrub` and `before_dial` of `outdial.json`: programs and addresses that are asked about people before they are dialed. */
// They stand in the account's file alone. A campaign file travels with its list, and must make nobody's machine run anything.
import { z } from 'zod';
import { isOwnSetting, mayBeAsked, type Asked, type LastWordSettings, type ScrubSettings } from '../../model/asked.ts';
import type { Place, Problem } from '../../model/errors.ts';
import { PURPOSES } from '../../model/purposes.ts';
import { DAY, formatDuration, MINUTE, parseDuration, SECOND, type Duration } from '../../model/time.ts';
import { list, oneOf, text } from './kinds.ts';
import { dotted, type Path } from './source-text.ts';

const ranged = (least: Duration, most: Duration, such: string) => {
  const error = `must be a duration from "${formatDuration(least)}" to "${formatDuration(most)}", such as "${such}"`;
  return z.string({ error }).refine(
    (given) => {
      const ms = parseDuration(given);
      return ms !== undefined && ms >= least && ms <= most;
    },
    { error },
  );
};

const VARIABLE = 'must be the name of a variable of the environment such as "REGISTRY_KEY"';
const variable = () => z.string({ error: VARIABLE }).regex(/^[A-Za-z_][A-Za-z0-9_]{0,99}$/, { error: VARIABLE });
const HEADER = 'must map headers to names of variables such as {"Authorization": "REGISTRY_KEY"}';
const COMMAND = 'must list a program and its arguments such as ["node", "ask.js"]';
const argument = () =>
  z
    .string({ error: COMMAND })
    .max(2000, { error: COMMAND })
    .regex(/^[^\0]*$/, { error: COMMAND });

const how = {
  command: z
    .array(argument(), { error: COMMAND })
    .min(1, { error: COMMAND })
    .refine(([program]) => program?.trim() !== '', { error: COMMAND })
    .optional()
    .describe('The program and its arguments; it is run in the folder of this file, and no shell reads them.'),
  env: z
    .array(variable(), { error: 'must list names of variables such as ["REGISTRY_KEY"]' })
    .optional()
    .describe('Variables of the environment that the program gets beside PATH, HOME and their like.'),
  url: text('must be an https address', 2000).optional().describe('Or an address: https, or http of this machine.'),
  headers_env: z
    .record(z.string({ error: HEADER }).regex(/^[A-Za-z0-9-]{1,60}$/, { error: HEADER }), variable(), { error: HEADER })
    .optional()
    .describe('Headers of its requests, each by the name of the variable of the environment that holds the value.'),
};

const scrub = z.strictObject(
  {
    name: z
      .string({ error: 'must be a name such as "national_dnc"' })
      .regex(/^[a-z][a-z0-9_-]{0,39}$/, { error: 'must be a name such as "national_dnc"' })
      .describe('Of the registry, as rules name it.'),
    ...how,
    purpose: z
      .union([oneOf(PURPOSES), list(oneOf(PURPOSES), 'must list purposes')], {
        error: 'must be a purpose, or list some',
      })
      .optional()
      .describe('Only for campaigns of this purpose. Default: for all.'),
    oldest: ranged(60 * MINUTE, 31 * DAY, '31d')
      .optional()
      .describe('How long an answer holds. Default "31d".'),
    timeout: ranged(SECOND, 10 * MINUTE, '60s')
      .optional()
      .describe('How long an answer may take. Default "60s".'),
  },
  { error: 'must be an object such as {"name": "national_dnc", "command": ["node", "scrub.js"]}' },
);

export const scrubsSchema = z
  .array(scrub, { error: 'must list objects such as {"name": "national_dnc", "command": ["node", "scrub.js"]}' })
  .max(10, { error: 'must list at most 10' })
  .describe('Registries that are asked about every number before it is dialed; nobody is dialed without an answer.');

export const beforeDialSchema = z
  .strictObject(
    {
      ...how,
      columns: z
        .array(text('must be the name of a column'), { error: 'must list columns such as ["Appointment ID"]' })
        .optional()
        .describe('Columns of the list that it is told beside the number. Default: none.'),
      timeout: ranged(50, MINUTE, '10s').optional().describe('How long an answer may take. Default "10s".'),
    },
    { error: 'must be an object such as {"command": ["node", "ask.js"]}' },
  )
  .describe('Asked before each dial: yes, no, or later. Silence is later.');

type How = { command?: string[] | undefined; env?: string[] | undefined; url?: string | undefined } & {
  headers_env?: Record<string, string> | undefined;
};

export function scrubsOf(input: z.output<typeof scrubsSchema> | undefined, dir: string): readonly ScrubSettings[] {
  return (input ?? []).map((one) => ({
    name: one.name,
    how: askedOf(one, dir),
    purposes: one.purpose === undefined ? null : typeof one.purpose === 'string' ? [one.purpose] : one.purpose,
    oldest: parseDuration(one.oldest ?? '31d') ?? DAY,
    timeout: parseDuration(one.timeout ?? '60s') ?? MINUTE,
  }));
}

export function lastWordOf(input: z.output<typeof beforeDialSchema> | undefined, dir: string): LastWordSettings | null {
  if (input === undefined) return null;
  const timeout = parseDuration(input.timeout ?? '10s') ?? SECOND;
  return { how: askedOf(input, dir), columns: input.columns ?? [], timeout };
}

function askedOf({ command, env = [], url, headers_env: headersEnv = {} }: How, dir: string): Asked {
  const [program, ...rest] = command ?? [];
  if (program !== undefined) return { is: 'command', command: [program, ...rest], dir, env };
  return { is: 'url', url: url ?? '', headersEnv };
}

type Found = { readonly path: Path; readonly message: string; readonly hint: string };

/** What needs two keys at once, and what of ours is to go nowhere. */
export function askProblems(
  input: {
    scrub?: z.output<typeof scrubsSchema> | undefined;
    before_dial?: z.output<typeof beforeDialSchema> | undefined;
  },
  placeOf: (path: Path) => Place,
): readonly Problem[] {
  const scrubs = input.scrub ?? [];
  const found = [
    ...scrubs.flatMap((one, at) => howProblems(one, ['scrub', at])),
    ...scrubs.flatMap(({ name }, at): Found[] => {
      if (scrubs.findIndex((one) => one.name === name) === at) return [];
      return [
        { path: ['scrub', at, 'name'], message: `"${name}" is named twice.`, hint: 'Each registry has one name.' },
      ];
    }),
    ...(input.before_dial === undefined ? [] : howProblems(input.before_dial, ['before_dial'])),
  ];
  return found.map(({ path, message, hint }) => ({
    ...placeOf(path),
    at: dotted(path),
    code: 'bad_field',
    message,
    hint,
  }));
}

function howProblems({ command, env = [], url, headers_env: headers = {} }: How, path: Path): Found[] {
  const found: Found[] = [];
  const say = (key: string | null, message: string, hint: string): unknown =>
    found.push({ path: key === null ? path : [...path, key], message, hint });
  if ((command === undefined) === (url === undefined)) {
    say(null, 'must have a command or a url, one of the two.', 'Such as "command": ["node", "ask.js"].');
  }
  if (url !== undefined && !mayBeAsked(url)) {
    const hint = 'https://… without a user or a password; a key goes into headers_env.';
    say('url', 'must be an https address (http for this machine alone).', hint);
  }
  if (command === undefined && env.length > 0) say('env', 'has no effect without a command.', 'Remove it.');
  if (url === undefined && Object.keys(headers).length > 0)
    say('headers_env', 'has no effect without a url.', 'Remove it.');
  const ours = [...env, ...Object.values(headers)].find(isOwnSetting);
  if (ours !== undefined) {
    say(
      env.includes(ours) ? 'env' : 'headers_env',
      `hands on ${ours}, which is outdial's own.`,
      'Give the value another name.',
    );
  }
  return found;
}
