/** `outdial resolve`: a person settles calls of which nobody can find out whether they rang. */
import { InvalidArgumentError, type Command } from 'commander';
import { readLedger } from '../../app/ledger.ts';
import { doubts, settleDoubts } from '../../app/person/doubts.ts';
import { giveVerdict } from '../../app/person/resolve.ts';
import { findForVerdict, findReviewed, reviewNotes } from '../../app/person/review.ts';
import type { Config } from '../../config/environment.ts';
import { BY_PHONE, type Disposition } from '../../model/disposition.ts';
import { userError } from '../../model/errors.ts';
import type { Resolution } from '../../model/resolve.ts';
import { count } from '../../report/when.ts';
import { dispositionWords } from '../../report/words.ts';
import { agreed } from '../terminal/agreed.ts';
import { configOf, EXIT, sayNext, type Context, type Done, type Exit } from '../terminal/context.ts';
import { LISTED, showDoubts, showReview, showSettled } from '../terminal/show-review.ts';

type Options = {
  rang?: Disposition;
  didNotRing?: true;
  mayBeCalled?: true;
  all?: true;
  campaign?: string;
  why?: string;
  yes?: true;
};

export function addResolve(command: Command, context: Context, done: Done): void {
  command
    .option('--rang <ending>', `it rang, and ended so: ${BY_PHONE.join(', ')}`, ending)
    .option('--did-not-ring', 'it did not ring: whoever it was for may be called again')
    .option('--may-be-called', 'what they said was no wish not to be called: their number may be dialed again')
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
      const config = configOf(context, command);
      if (options.mayBeCalled === true) return done(await mayBeCalled(query, config, options, context));
      if (verdict === null) return done(await list(query, config, options, context));
      done(await decide(query, config, verdict, options, context));
    });
}

function ending(text: string): Disposition {
  const found = BY_PHONE.find((name) => name === text);
  if (found !== undefined) return found;
  throw new InvalidArgumentError(`Give one of ${BY_PHONE.join(', ')}.`);
}

function mayBeCalled(text: string | undefined, config: Config, options: Options, context: Context): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const judged = { why: whyOf(options), by: context.operator };
    if ((text === undefined) !== (options.all === true)) {
      throw userError('whom', 'A verdict is about somebody.', 'Name one contact, or --all who need review.');
    }
    const found = await doubts(ledger, { text, campaign: options.campaign });
    if (found.length === 0) {
      context.terminal.say('Nobody is found of whom it is to be said whether they may be called.');
      return EXIT.ok;
    }
    const question = `${count(found.length, 'number')} may be dialed again, whatever was said?`;
    if (!(await agreed(question, options, context))) return EXIT.cannot;
    context.terminal.say(`${count(await settleDoubts(ledger, found, judged, context), 'number')} may be dialed again.`);
    sayNext(context, 'outdial status');
    return EXIT.ok;
  });
}

function verdictOf({ rang, didNotRing, mayBeCalled: called }: Options): Resolution | null {
  if (called === true && (rang !== undefined || didNotRing === true)) {
    throw userError(
      'two_verdicts',
      'Whether it rang is one question, whether they may be called another.',
      'Give one at a time.',
    );
  }
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

function list(text: string | undefined, config: Config, { campaign }: Options, context: Context): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const said = await doubts(ledger, { text, campaign });
    await showDoubts(said, context);
    if (said.length > 0 && text !== undefined) return EXIT.attention;
    const reviewed = await findReviewed(ledger, { text, campaign });
    if (reviewed.length === 0 && said.length > 0) return EXIT.attention;
    if (reviewed.length === 0) {
      context.terminal.say('Nobody needs review.');
      sayNext(context, 'outdial status');
      return EXIT.ok;
    }
    await showReview(await reviewNotes(ledger, reviewed.slice(0, LISTED)), reviewed.length, context);
    return EXIT.attention;
  });
}

function decide(
  text: string | undefined,
  config: Config,
  verdict: Resolution,
  options: Options,
  context: Context,
): Promise<Exit> {
  return readLedger(context, config, async (ledger) => {
    const judged = { verdict, why: whyOf(options), by: context.operator };
    if ((text === undefined) !== (options.all === true)) {
      throw userError('whom', 'A verdict is about somebody.', 'Name one contact, or --all who need review.');
    }
    const reviewed = await findForVerdict(ledger, { text, campaign: options.campaign });
    if (reviewed.length === 0) {
      context.terminal.say('Nobody needs review.');
      return EXIT.ok;
    }
    const words = verdict.is === 'rang' ? `it rang, ${dispositionWords(verdict.disposition)}` : 'it did not ring';
    const risk = verdict.is === 'rang' ? '' : ' They may be dialed again.';
    const question = `Settle ${count(reviewed.length, 'contact')} as: ${words}?${risk}`;
    if (!(await agreed(question, options, context))) return EXIT.cannot;
    showSettled(await giveVerdict(ledger, reviewed, judged, context), words, context);
    return EXIT.ok;
  });
}
