/** `outdial verify`: is the log whole, and is a head that was noted down earlier still in it? */
import type { Command } from 'commander';
import { userError } from '../../model/errors.ts';
import { count } from '../../report/when.ts';
import { CHAIN_START, sealOf } from '../../store/chain.ts';
import type { LoggedLine, LogHead, Store } from '../../store/port.ts';
import { configOf, EXIT, sayNext, type Context, type Exit, type Done } from '../terminal/context.ts';
import { readLedger } from '../../app/ledger.ts';

/** Some 300 bytes a line: what is held at once stays small, however long the log is. */
const PAGE = 2_000;
const LEAST_HEAD = 12;

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
      const head = options.head === undefined ? null : headOf(options.head);
      done(await readLedger(context, configOf(context, command), (store) => verify(store, head, context)));
    });
}

function headOf(text: string): string {
  const head = text.trim().toLowerCase();
  if (/^[0-9a-f]+$/.test(head) && head.length >= LEAST_HEAD && head.length <= 64) return head;
  throw userError(
    'bad_head',
    `"${text}" is no head of a log.`,
    `Give the 64 hex digits, or at least the first ${LEAST_HEAD}.`,
  );
}

async function verify(store: Store, wanted: string | null, context: Context): Promise<Exit> {
  const { terminal } = context;
  const { head, brokenAt, seen } = await walkChain(store, wanted);
  if (brokenAt !== null) {
    await terminal.out(`broken at line ${brokenAt}: it, or what stood before it, is not what was written.`);
    terminal.say(`${count(brokenAt - 1, 'line')} before it hold.`);
    sayNext(context, 'outdial backup evidence.sqlite', 'Keep it as it is, and compare it with an older backup:');
    return EXIT.attention;
  }
  if (wanted !== null && !seen) {
    await terminal.out(`The chain holds, but no line of it has the head ${wanted}.`);
    terminal.say('What that head stood for was rewritten or cut off, or it is the head of another ledger.');
    sayNext(context, 'outdial status');
    return EXIT.attention;
  }
  const known = wanted === null ? '' : '; the head you gave is in it';
  await terminal.out(
    head === null ? 'The log is empty.' : `The chain holds${known}: ${count(head.seq, 'line')}, head ${head.hash}`,
  );
  sayNext(context, head === null ? 'outdial run campaign.json' : `outdial verify --head ${head.hash}`);
  return EXIT.ok;
}

type Walked = {
  readonly head: LogHead | null;
  /** The first line that does not fit. */
  readonly brokenAt: number | null;
  /** The wanted head was met. */
  readonly seen: boolean;
};

/** From the first line to the last, a page at a time. Every line counts its own number: one taken out shows at once. */
async function walkChain(store: Store, wanted: string | null): Promise<Walked> {
  let last: LogHead = { seq: 0, hash: CHAIN_START };
  let seen = false;
  let limit = PAGE;
  for (;;) {
    const page = await readPage(store, last.seq, limit);
    if (page === null && limit === 1) return { head: last, brokenAt: last.seq + 1, seen };
    if (page === null) {
      // Somewhere in it: one by one, so that the first line that does not fit is the one that is named.
      limit = 1;
      continue;
    }
    for (const line of page) {
      const fits = line.seq === last.seq + 1 && sealOf(last.hash, line) === line.hash;
      if (!fits) return { head: last, brokenAt: last.seq + 1, seen };
      last = { seq: line.seq, hash: line.hash };
      seen ||= wanted !== null && line.hash.startsWith(wanted);
    }
    if (page.length < limit) return { head: last.seq === 0 ? null : last, brokenAt: null, seen };
  }
}

/** Null when a line of it is not JSON any more: that was altered, too. */
async function readPage(store: Store, after: number, limit: number): Promise<readonly LoggedLine[] | null> {
  try {
    return await store.log({}, after, limit);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
