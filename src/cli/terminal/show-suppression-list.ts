/** Shows who is not called, and what an imported list has changed. */
import type { ImportedSuppression } from '../../app/suppression/import.ts';
import type { ListedSuppression } from '../../app/suppression/list.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { fitted } from '../../report/table.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';

/** Rows of a table that are laid out together. */
const PAGE = 1_000;
const HEADER = ['number', 'scope', 'since', 'until', 'reason', 'source', 'by'];

export async function showListed(
  all: AsyncIterable<ListedSuppression>,
  json: boolean,
  now: Instant,
  { terminal }: Context,
): Promise<void> {
  if (json) {
    let n = 0;
    for await (const one of all) await terminal.out(`${n++ === 0 ? '[' : ','}${JSON.stringify(forMachines(one))}`);
    await terminal.out(n === 0 ? '[]' : ']');
    return;
  }
  const unnamed = new Map<string, number>();
  let rows: string[][] = [];
  let named = 0;
  const flush = async (): Promise<void> => {
    for (const line of rows.length === 0 ? [] : fitted(HEADER, rows, terminal.width)) await terminal.out(line);
    rows = [];
  };
  for await (const one of all) {
    if (one.number === null) {
      const kind = `${one.source}, ${one.scope}${one.inForce ? '' : ', over'}`;
      unnamed.set(kind, (unnamed.get(kind) ?? 0) + 1);
      continue;
    }
    named += 1;
    rows.push(rowOf(one, one.number, now));
    if (rows.length === PAGE) await flush();
  }
  await flush();
  for (const [kind, n] of [...unnamed].sort()) {
    terminal.say(`${count(n, 'number')} of which no more than a digest is kept here (${kind})`);
  }
  if (named === 0 && unnamed.size === 0) terminal.say('Nobody here asked not to be called.');
}

function rowOf({ scope, at, until, reason, source, by, inForce }: ListedSuppression, number: string, now: Instant) {
  const zone = operatorZone();
  const end = until === null ? '' : `${formatWhen(until, now, zone)}${inForce ? '' : ' (over)'}`;
  return [number, scope, formatWhen(at, now, zone), end, reason, source, by ?? ''];
}

function forMachines({ number, scope, reason, source, by, at, until, inForce }: ListedSuppression) {
  return {
    ...{ number, scope, reason, source, by, at: formatInstant(at) },
    until: until === null ? null : formatInstant(until),
    in_force: inForce,
  };
}

export async function sayImported(
  { read, added, removed, waited, open, team }: ImportedSuppression,
  json: boolean,
  { terminal }: Context,
): Promise<void> {
  const leftOut = Object.fromEntries(waited);
  if (json) {
    const shared = team?.is ?? null;
    const counts = { numbers: read, added, taken_back: removed, left_out: leftOut, calls_open: open, shared };
    await terminal.out(JSON.stringify(counts));
    return;
  }
  const known = added === 0 && read > removed ? ' All of them stood already.' : '';
  terminal.say(`${count(read - removed, 'number')} read: not called any more from now on.${known}`);
  if (removed > 0) terminal.say(`  taken back later in the file, and not taken in: ${removed}`);
  for (const [campaign, n] of [...waited].sort()) terminal.say(`  left out of ${campaign} now: ${n}`);
  if (open > 0) terminal.say(`  ${count(open, 'call')} to them goes on and is not cut; none follows`);
}
