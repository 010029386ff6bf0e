/** Shows what was erased of a person, and what was not. */
import type { ErasedCalls } from '../../app/person/erase-calls.ts';
import type { Forgetting, Forgotten } from '../../app/person/forget.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';

export function showForgotten(done: Forgotten, rows: number, { terminal }: Context): void {
  const { notes, gone, calls, files, optOut, team } = done;
  terminal.say(`Erased here: ${count(rows, 'row')}, ${count(notes, 'note')}.`);
  if (files > 0) terminal.say(`Written anew without them: ${count(files, 'results file')} beside the ledger.`);
  for (const line of callLines(calls)) terminal.say(line);
  if (optOut !== undefined) terminal.say(optOutLine(optOut));
  if (team !== undefined) terminal.say(`The list of the team has it too (${team}).`);
  terminal.say(
    'Not erased: your own lists (loading them again brings a person back), results you wrote elsewhere, backups.',
  );
  if (gone) return;
  terminal.say("Their bytes are still in the ledger's journal, because another process reads it.");
  terminal.say('Forget them again, by the id of the row, once no outdial is running.');
}

/** A call to them is open: what is done now, and what comes when it is over. */
export function sayForgottenLater({ because, endsBy }: Forgetting, { terminal, clock }: Context): void {
  terminal.say('From now on the number is not called any more (outdial suppress rm takes that back).');
  if (because === 'in_doubt') {
    terminal.say('Not erased yet: it is not known whether a call to them rang, and this is its only trace.');
    terminal.say('They are erased by the run that learns it; outdial resolve settles it by hand.');
    return;
  }
  const until = endsBy === null ? '' : ` (by ${formatWhen(endsBy, clock.now(), operatorZone())} at the latest)`;
  terminal.say(`Not erased yet: a call to them goes on. It is not cut; they are erased when it is over${until},`);
  terminal.say('by whoever dials with this ledger, now or next, or by forgetting them again.');
}

function callLines({ erased, unknown, elsewhere, keyless, failed, failure }: ErasedCalls): readonly string[] {
  const lines: string[] = [];
  if (elsewhere > 0) {
    const how = 'Forget them with its CARTESIA_BASE_URL too.';
    lines.push(`At another host, not erased: ${count(elsewhere, 'call')}. ${how}`);
  }
  if (keyless > 0) lines.push(`At the provider, not erased: ${count(keyless, 'call')}, because no API key is set.`);
  if (erased > 0) lines.push(`Erased at the provider: what was said in ${count(erased, 'call')}.`);
  if (unknown > 0) lines.push(`The provider knows nothing of ${count(unknown, 'call')} (or this key does not).`);
  if (failure !== null) {
    lines.push(`At the provider, not erased: ${count(failed, 'call')}: ${failure}. Forget them again later.`);
  }
  return lines;
}

function optOutLine(source: string | null): string {
  return source === null
    ? 'The number is on no do-not-call list here: take it out of your lists, or it is loaded and called as a new one. --suppress prevents that.'
    : `The opt-out stays (${source}): the number is never called from this ledger.`;
}
