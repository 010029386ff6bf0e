/** The flags that `check`, `run` and `demo` share: they stand for keys of the campaign file and win over it. */
import type { Command } from 'commander';
import type { SpecFlags } from '../../load/spec/flags.ts';
import { several } from './flags.ts';

export function addCampaignFlags(command: Command): Command {
  return command
    .option('--name <name>', 'name of the campaign (default: the name of the file)')
    .option('--agent-id <id>', 'the agent that talks')
    .option('--from-number-id <id>', 'number to call from: id, E.164 or label; may be given several times', several)
    .option('--to-number-column <column>', 'column with the number; several in the order to try', several)
    .option('--id-column <column>', "column with the contact's own id")
    .option('--timezone-column <column>', 'column with the IANA time zone')
    .option('--default-country <code>', 'country of numbers without a "+", such as US')
    .option('--calls-per-second <n>', 'call starts a second on each line')
    .option('--max-concurrent-calls <n>', 'calls open at once')
    .option('--ringing-timeout-seconds <n>', 'how long a phone rings, 5 to 80')
    .option('--max-call-duration-minutes <n>', 'the longest a call may last, 1 to 480')
    .option('--rejects <file>', 'write rejected rows there, to be mended and loaded again')
    .option('--force', 'replace files that are there, where an option names one to be written');
}

/** Options of commander are named as the keys of `SpecFlags`; the rest is left out. */
export function specFlags(options: SpecFlags): SpecFlags {
  const keys = [
    'name',
    'agentId',
    'fromNumberId',
    'toNumberColumn',
    'idColumn',
    'timezoneColumn',
    'defaultCountry',
    'callsPerSecond',
    'maxConcurrentCalls',
    'ringingTimeoutSeconds',
    'maxCallDurationMinutes',
  ] as const satisfies readonly (keyof SpecFlags)[];
  return Object.fromEntries(keys.filter((key) => options[key] !== undefined).map((key) => [key, options[key]]));
}
