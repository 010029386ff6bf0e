/** Shows who needs review, and what a verdict came to. */
import type { Settled } from '../../app/person/resolve.ts';
import type { ReviewNote } from '../../app/person/review.ts';
import type { Doubt } from '../../app/person/doubts.ts';
import { printable } from '../../model/printable.ts';
import { maskNumber } from '../../report/mask.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import { sayNext, type Context } from './context.ts';

/** More are only counted. */
export const LISTED = 20;

/** `notes`: of the first of them; `total`: how many there are. */
export async function showReview(notes: readonly ReviewNote[], total: number, context: Context): Promise<void> {
  const { terminal, clock } = context;
  for (const { contact, attempt, number, strength } of notes) {
    const when = formatWhen(attempt.sendAt, clock.now(), operatorZone());
    await terminal.out(`${contact.campaign}  row ${contact.row}  ${maskNumber(number)}  dialed ${when}: ${strength}`);
  }
  if (total > notes.length) terminal.say(`and ${count(total - notes.length, 'contact')} more`);
  terminal.say(`${count(total, 'contact')} may have been rung, and the provider does not show the call.`);
  const one = notes[0]?.contact;
  const at = `row:${one?.row ?? 0} --campaign ${one?.campaign ?? ''}`;
  terminal.say(`Ask whoever knows (the person, your carrier; outdial why ${at} shows the number),`);
  terminal.say('then say it (--rang … or --did-not-ring) for one or for --all of them:');
  sayNext(context, `outdial resolve ${at} --rang answered --why "…"`);
}

/** Who may have asked not to be called, in their words where the ledger keeps them. */
export async function showDoubts(doubts: readonly Doubt[], context: Context): Promise<void> {
  const { terminal, clock } = context;
  const [first] = doubts;
  if (first === undefined) return;
  for (const { contact, attempt, number, words } of doubts.slice(0, LISTED)) {
    const when = formatWhen(attempt.sendAt, clock.now(), operatorZone());
    const said = words === null ? 'see outdial why --transcript' : `"${printable(words).slice(0, 200)}"`;
    await terminal.out(`${contact.campaign}  row ${contact.row}  ${maskNumber(number)}  called ${when}: ${said}`);
  }
  if (doubts.length > LISTED) terminal.say(`and ${count(doubts.length - LISTED, 'contact')} more`);
  const at = `row:${first.contact.row} --campaign ${first.contact.campaign}`;
  terminal.say(
    `${count(doubts.length, 'contact')} may have asked not to be called: their numbers wait. If so: outdial suppress.`,
  );
  sayNext(context, `outdial resolve ${at} --may-be-called --why "…"`);
}

/** `words`: the verdict. */
export function showSettled({ settled, overtaken, again }: Settled, words: string, context: Context): void {
  const { terminal } = context;
  terminal.say(`${count(settled.length, 'contact')} settled: ${words}.`);
  if (overtaken > 0) terminal.say(`${count(overtaken, 'contact')} had just been settled by evidence, which stands.`);
  if (again.contacts > 0) {
    const how = again.running
      ? 'by the outdial that dials, or at the next outdial run'
      : 'once you type outdial run with the same file and --continue';
    terminal.say(`${count(again.contacts, 'contact')} will be dialed again ${how}.`);
  }
  const first = settled[0]?.contact.campaign;
  sayNext(context, first === undefined ? 'outdial status' : `outdial status ${first}`);
}
