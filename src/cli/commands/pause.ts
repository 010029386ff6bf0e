/** `outdial pause`: no new call of a campaign, from any terminal or machine that sees the ledger. It never asks. */
import type { Command } from 'commander';
import { pauseCampaigns, type Paused } from '../../app/campaign/steer.ts';
import { readLedger } from '../../app/ledger.ts';
import { typedInstant } from '../../model/typed-instant.ts';
import type { Instant } from '../../model/time.ts';
import { count, operatorZone } from '../../report/when.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { whenWords } from '../terminal/show-steering.ts';
import {
  hungUpLines,
  hungUpRecord,
  meanwhile,
  namesOf,
  standsRecord,
  statusOf,
  unchanged,
  whichOf,
} from '../terminal/steer-flags.ts';

type Options = { all?: true; until?: string; hangUp?: true; json?: true };

export function addPause(command: Command, context: Context, done: Done): void {
  command
    .option('--all', 'every campaign that runs')
    .option('--until <instant>', 'it goes on by itself then: 13:00, tomorrow 09:00, mon 09:00, or with date and offset')
    .option('--hang-up', 'end the calls that are talking too')
    .option('--json', 'print what became of it as JSON')
    .addHelpText(
      'after',
      '\nOpen calls go on to their end; --hang-up ends those that are talking (one that rings cannot be taken back).\n' +
        'Whoever they were is not dialed again by itself. The run stays, and waits for outdial resume.\n' +
        '\nExamples:\n  $ outdial pause reminders\n  $ outdial pause reminders --until 13:00\n  $ outdial pause --all --hang-up',
    )
    .action(async (names: string[], options: Options) => {
      const config = configOf(context, command);
      const { all, json } = options;
      const hangUp = options.hangUp === true;
      const which = whichOf(names, all === true);
      const until = untilOf(options, context);
      const result = await readLedger(context, config, (ledger) =>
        pauseCampaigns(ledger, which, { until, hangUp }, config, context),
      );
      if (json === true) await context.terminal.out(JSON.stringify(recordOf(result)));
      for (const line of lines(result, until, context)) context.terminal.say(line);
      const paused = result.now.filter(({ state }) => state.is === 'paused');
      const next = paused.length === 0 ? statusOf(result.chosen, which) : `outdial resume ${namesOf(paused, which)}`;
      sayNext(context, next);
      done(EXIT.ok);
    });
}

function untilOf({ until }: Options, { clock }: Context): Instant | null {
  return until === undefined ? null : typedInstant(until, clock.now(), operatorZone());
}

function lines({ paused, now, hungUp }: Paused, until: Instant | null, context: Context): readonly string[] {
  const when = until === null ? '' : ` until ${whenWords(until, context)}`;
  const running = now.filter(({ state }) => state.is === 'running');
  const said =
    paused === 0
      ? [unchanged(now, 'running', context)]
      : [`${count(paused, 'campaign')} paused${when}: no new call begins.`, ...meanwhile(running, context)];
  return [...said, ...(hungUp === null ? [] : hungUpLines(hungUp))];
}

function recordOf({ paused, now, hungUp }: Paused): Record<string, unknown> {
  return { paused, campaigns: now.map(standsRecord), hung_up: hungUpRecord(hungUp) };
}
