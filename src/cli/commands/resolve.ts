/** `outdial resolve`: a person settles calls of which nobody can find out whether they rang. */
import { InvalidArgumentError, type Command } from 'commander';
import type { Disposition } from '../../model/disposition.ts';
import { userError } from '../../model/errors.ts';
import type { Resolution } from '../../model/resolve.ts';
import { maskNumber } from '../../report/mask.ts';
import { absence } from '../../report/why-lines.ts';
import { dispositionWords, standing } from '../../report/words.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import type { Store } from '../../store/port.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Exit, type Done } from '../terminal/context.ts';
import { findRows } from '../../app/person/find-rows.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';
import { inReview, settle, type Reviewed } from '../../app/person/resolve.ts';
import { wholeLog } from '../../app/person/history.ts';

/** How a call can have ended that a person can know of. */
const ENDS: readonly Disposition[] = ['answered', 'voicemail', 'no_answer', 'busy', 'failed'];
const LISTED = 20;

type Options = {
  rang?: Disposition;
  didNotRing?: true;
  all?: true;
  campaign?: string;
  why?: string;
  yes?: true;
};

export function addResolve(command: Command, context: Context, done: Done): void {
  command
    .option('--rang <ending>', `it rang, and ended so: ${ENDS.join(', ')}`, ending)
    .option('--did-not-ring', 'it did not ring: whoever it was for may be called again')
    .option('--all', 'everybody who needs review (see --campaign)')
    .option('--campaign <name>', 'in this campaign only')
    .option('--why <text>', 'how you know; it is kept with the verdict')
    .option('--yes', 'do not ask')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row.\n' +
        'Works while another outdial dials. Your name and your words are kept; evidence that arrives later still counts.\n' +
        '\nExamples:\n  $ outdial resolve --campaign reminders\n' +
        '  $ outdial resolve "+1 415 555 0101" --rang answered --why "she called back"\n' +
        '  $ outdial resolve --all --campaign reminders --did-not-ring --why "carrier confirms: no calls before 10:05"',
    )
    .action(async (query: string | undefined, options: Options) => {
      const verdict = verdictOf(options);
      const exit = await readLedger(context, configOf(context, command), (store) =>
        verdict === null
          ? list(store, query, options, context)
          : decide(store, query, verdict, whyOf(options), options, context),
      );
      done(exit);
    });
}

function ending(text: string): Disposition {
  const found = ENDS.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Give one of ${ENDS.join(', ')}.`);
}

function verdictOf({ rang, didNotRing }: Options): Resolution | null {
  if (rang !== undefined && didNotRing === true) {
    throw userError('two_verdicts', 'It rang, or it did not.', 'Give --rang or --did-not-ring, not both.');
  }
  if (rang !== undefined) return { is: 'rang', disposition: rang };
  return didNotRing === true ? { is: 'did_not_ring' } : null;
}

function whyOf({ why }: Options): string {
  const text = why?.trim() ?? '';
  if (text !== '') return text;
  throw userError('no_why', 'A verdict needs its reason.', 'Say how you know: --why "the carrier confirms it".');
}

async function list(store: Store, query: string | undefined, options: Options, context: Context): Promise<Exit> {
  const { terminal, clock } = context;
  const reviewed = await wanted(store, query, options);
  if (reviewed.length === 0) {
    terminal.say('Nobody needs review.');
    sayNext(context, 'outdial status');
    return EXIT.ok;
  }
  const numbers = await store.personal(
    reviewed.slice(0, LISTED).map(({ contact }) => contact.id),
    'row',
  );
  for (const { contact, attempt } of reviewed.slice(0, LISTED)) {
    const last = (await wholeLog(store, contact.id)).findLast(
      ({ evidence }) => evidence?.['later_calls'] !== undefined,
    );
    const strength = last === undefined ? standing(contact) : absence(last);
    const number = maskNumber(String(numbers.get(contact.id)?.['to_number'] ?? ''));
    const when = formatWhen(attempt.sendAt, clock.now(), operatorZone());
    await terminal.out(`${contact.campaign}  row ${contact.row}  ${number}  dialed ${when}: ${strength}`);
  }
  if (reviewed.length > LISTED) terminal.say(`and ${count(reviewed.length - LISTED, 'contact')} more`);
  terminal.say(`${count(reviewed.length, 'contact')} may have been rung, and the provider does not show the call.`);
  const one = reviewed[0]?.contact;
  const at = `row:${one?.row ?? 0} --campaign ${one?.campaign ?? ''}`;
  terminal.say(`Ask whoever knows (the person, your carrier; outdial why ${at} shows the number),`);
  terminal.say('then say it (--rang … or --did-not-ring) for one or for --all of them:');
  sayNext(context, `outdial resolve ${at} --rang answered --why "…"`);
  return EXIT.attention;
}

async function decide(
  store: Store,
  query: string | undefined,
  verdict: Resolution,
  why: string,
  options: Options,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  if ((query === undefined) !== (options.all === true)) {
    throw userError('whom', 'A verdict is about somebody.', 'Name one contact, or --all who need review.');
  }
  const reviewed = await wanted(store, query, options);
  if (reviewed.length === 0) {
    terminal.say('Nobody needs review.');
    return EXIT.ok;
  }
  if (options.all !== true && reviewed.length > 1) throw ambiguous(query ?? '', reviewed);
  const words = verdict.is === 'rang' ? `it rang, ${dispositionWords(verdict.disposition)}` : 'it did not ring';
  const risk = verdict.is === 'rang' ? '' : ' They may be dialed again.';
  if (!(await agreed(`Settle ${count(reviewed.length, 'contact')} as: ${words}?${risk}`, options, context))) {
    return EXIT.cannot;
  }
  const settled = await settle(store, reviewed, { verdict, why, by: context.operator }, context.clock.now());
  terminal.say(`${count(settled.length, 'contact')} settled: ${words}.`);
  const moved = reviewed.length - settled.length;
  if (moved > 0) terminal.say(`${count(moved, 'contact')} had just been settled by evidence, which stands.`);
  await sayWhatFollows(store, settled, context);
  return EXIT.ok;
}

/** Everybody who needs review, or of them those that the query finds. */
async function wanted(store: Store, query: string | undefined, options: Options): Promise<readonly Reviewed[]> {
  const only = options.campaign === undefined ? null : await findCampaign(store, options.campaign);
  const all = (await inReview(store)).filter(({ contact }) => only === null || contact.campaign === only.id);
  if (query === undefined) return all;
  const found = await findRows(store, query, only);
  const contacts = found.flatMap(({ outcome }) => (outcome.is === 'accepted' ? [outcome.contact] : []));
  const [first] = contacts;
  if (first === undefined) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError(
      'not_found',
      `Nobody in ${where} is found by "${query}".`,
      'outdial resolve lists who needs review.',
    );
  }
  const reviewed = all.filter(({ contact }) => contacts.some(({ id }) => id === contact.id));
  if (reviewed.length > 0) return reviewed;
  const still = first.state.is === 'in_doubt' ? ' Look-ups are not over yet: outdial run goes on with them.' : '';
  throw userError(
    'not_in_review',
    `Nothing is to be settled for row ${first.row} of ${first.list}: ${standing(first)}.${still}`,
    `outdial why row:${first.row} --campaign ${first.campaign} tells its story.`,
  );
}

function ambiguous(query: string, reviewed: readonly Reviewed[]): Error {
  const rows = reviewed.slice(0, LISTED).map(({ contact }) => `row:${contact.row} --campaign ${contact.campaign}`);
  return userError(
    'ambiguous',
    `${reviewed.length} contacts that need review fit "${query}".`,
    `Name one: ${rows.join(', ')}.`,
  );
}

async function sayWhatFollows(store: Store, settled: readonly Reviewed[], context: Context): Promise<void> {
  const waiting = settled.filter(({ contact }) => contact.state.is === 'ready');
  const first = settled[0]?.contact.campaign;
  const [again] = waiting;
  if (again !== undefined) {
    const campaign = await store.campaign(again.contact.campaign);
    const how =
      campaign?.state.is === 'running'
        ? 'by the outdial that dials, or at the next outdial run'
        : 'once you type outdial run with the same file and --continue';
    context.terminal.say(`${count(waiting.length, 'contact')} will be dialed again ${how}.`);
  }
  sayNext(context, first === undefined ? 'outdial status' : `outdial status ${first}`);
}
