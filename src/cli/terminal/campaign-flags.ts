/** The flags that `check`, `run` and `demo` share: they stand for keys of the campaign file and win over it. */
import type { Command } from 'commander';
import type { CampaignKeys } from '../../app/campaign/source.ts';
import { several } from './flags.ts';

export function addCampaignFlags(command: Command): Command {
  return addKeyFlags(command)
    .option(
      '--purpose <purpose>',
      'what the calls are for: marketing, informational, appointment, collections, emergency',
    )
    .option('--rejects <file>', 'write rejected rows there, to be mended and loaded again')
    .option('--force', 'replace files that are there, where an option names one to be written');
}

/** Those that stand for keys, and no others. */
export function addKeyFlags(command: Command): Command {
  return command
    .option('--name <name>', 'name of the campaign (default: the name of the file)')
    .option('--agent-id <id>', 'the agent that talks')
    .option('--from-number-id <id>', 'number to call from: id, E.164 or label; may be given several times', several)
    .option('--encoding <name>', 'encoding of the list, such as windows-1252 (default: found out)')
    .option('--sheet <name>', 'sheet of a workbook, by name or number (default: the first that is not hidden)')
    .option('--to-number-column <column>', 'column with the number; several in the order to try', several)
    .option('--id-column <column>', "column with the contact's own id")
    .option('--timezone-column <column>', 'column with the IANA time zone')
    .option('--default-country <code>', 'country of numbers without a "+", such as US')
    .option('--calls-per-second <n>', 'call starts a second on each line')
    .option('--max-concurrent-calls <n>', 'calls open at once')
    .option('--ringing-timeout-seconds <n>', 'how long a phone rings, 5 to 80')
    .option('--max-call-duration-minutes <n>', 'the longest a call may last, 1 to 480');
}

/** In the order of the help. Each is the name of its flag, as commander writes it. */
const KEYS = [
  'name',
  'agentId',
  'fromNumberId',
  'encoding',
  'sheet',
  'toNumberColumn',
  'idColumn',
  'timezoneColumn',
  'defaultCountry',
  'callsPerSecond',
  'maxConcurrentCalls',
  'ringingTimeoutSeconds',
  'maxCallDurationMinutes',
  'purpose',
] as const satisfies readonly (keyof CampaignKeys)[];

/** Of a command's options, those that stand for keys of the campaign file. */
export function specFlags(options: CampaignKeys): CampaignKeys {
  return Object.fromEntries(KEYS.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
}

/** Each flag that was given with each of its values. */
export function flagsAsTyped(keys: CampaignKeys): readonly (readonly [flag: string, value: string])[] {
  return KEYS.flatMap((key) => {
    const given = keys[key];
    const flag = `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    const values = given === undefined ? [] : typeof given === 'object' ? given : [given];
    return values.map((value) => [flag, String(value)] as const);
  });
}
