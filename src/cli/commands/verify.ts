/** `outdial verify`: is the log whole, and is a head that was noted down earlier still in it? */
import type { Command } from 'commander';
import { readLedger } from '../../app/ledger.ts';
import { headFrom, verifyLog, type LogHead, type Verified } from '../../app/verify.ts';
import { count } from '../../report/when.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';

export function addVerify(command: Command, context: Context, done: Done): void {
  command
    .option('--head <hash>', 'a head that a run, backup or verify printed: it must still be in the chain')
    .addHelpText(
      'after',
      '\nA line that was altered, taken out or put in breaks the chain, and the first such line is named (exit 1).\n' +
        'Whoever rewrites the whole chain cannot be seen from within: note the head down elsewhere and give it here.\n' +
        '\nExamples:\n  $ outdial verify\n  $ outdial verify --head 3f1c…',
    )
    .action(async (options: { head?: string }) => {
      const wanted = options.head === undefined ? null : headFrom(options.head);
      const config = configOf(context, command);
      const found = await readLedger(context, config, (ledger) => verifyLog(ledger, wanted));
      done(await show(found, wanted, context));
    });
}

/** A head of before is in the chain no more: whoever keeps it has to know why. */
function cutWords({ seq, hash }: LogHead): string {
  return `It begins after line ${seq}: what stood before was cut for its age (retention.log). Head of that line: ${hash}`;
}

async function show(found: Verified, wanted: string | null, context: Context): Promise<Exit> {
  const { terminal } = context;
  if (found.is === 'broken') {
    await terminal.tell(`broken at line ${found.at}: it, or what stood before it, is not what was written.`);
    terminal.say(`${count(found.at - 1, 'line')} before it hold.`);
    sayNext(context, 'outdial backup evidence.sqlite', 'Keep it as it is, and compare it with an older backup:');
    return EXIT.attention;
  }
  if (found.is === 'head_missing') {
    await terminal.tell(`The chain holds, but no line of it has the head ${wanted ?? ''}.`);
    if (found.from !== null) terminal.say(cutWords(found.from));
    terminal.say('What that head stood for was rewritten or cut off, or it is the head of another ledger.');
    sayNext(context, 'outdial status');
    return EXIT.attention;
  }
  const { head, from } = found;
  const known = wanted === null ? '' : '; the head you gave is in it';
  await terminal.tell(
    head === null ? 'The log is empty.' : `The chain holds${known}: ${count(head.seq, 'line')}, head ${head.hash}`,
  );
  if (from !== null) terminal.say(cutWords(from));
  sayNext(context, head === null ? 'outdial run campaign.json' : `outdial verify --head ${head.hash}`);
  return EXIT.ok;
}
