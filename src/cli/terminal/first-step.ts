/** The question before the first ring: everybody now, five people first, one's own phone first, or nobody. */
import { isLoopback, type Config } from '../../config/environment.ts';
import { userError } from '../../model/errors.ts';
import { folded } from '../../report/wrap.ts';
import type { RunFlags } from './run-flags.ts';
import type { Ready } from './show-preflight.ts';
import type { Terminal } from './screen.ts';

export type FirstStep =
  /** `limit`: at most so many; null: all. */
  | { readonly is: 'dial'; readonly limit: number | null }
  /** A test call to this number, as typed; then the question again. */
  | { readonly is: 'call_first'; readonly number: string }
  | { readonly is: 'nobody' };

const FEW = 5;

type Offer = {
  readonly keys: readonly string[];
  readonly label: string;
  readonly text: string;
  readonly step: FirstStep | 'test';
};

/** `UserError` where it would be asked and nobody can answer. Ctrl-C, Ctrl-D and an empty line dial nobody. */
export async function firstStep(
  ready: readonly Pick<Ready, 'counts'>[],
  { yes, limit: typedLimit }: Pick<RunFlags, 'yes' | 'limit'>,
  config: Config,
  terminal: Terminal,
): Promise<FirstStep> {
  const limit = typedLimit ?? null;
  if (yes === true) return { is: 'dial', limit };
  const waiting = ready.reduce((sum, { counts }) => sum + counts.states.ready, 0);
  const calls = Math.min(waiting, limit ?? waiting);
  // A rehearsal rings nobody: there is nothing to be careful about. Nor where nobody is left to be rung.
  if (isLoopback(config.baseUrl) || calls === 0) return plainly(calls, limit, terminal);
  const offers = offersFor(calls, limit, config);
  for (;;) {
    show(offers, terminal);
    const typed = await terminal.askLine('Type one of them (Enter alone: nobody):');
    if (typed === null) throw needsYes();
    const answer = typed.toLowerCase().replace(/^\[(.*)\]$/, '$1');
    if (answer === '') return { is: 'nobody' };
    const chosen = offers.find(({ keys }) => keys.includes(answer));
    if (chosen === undefined) terminal.say(`"${typed}" is none of these. Nobody was dialed yet.`);
    else if (chosen.step !== 'test') return chosen.step;
    else {
      const number = await terminal.askLine(
        'The number of your own phone, with + and country code (Enter alone: back):',
      );
      if (number !== null && number !== '') return { is: 'call_first', number };
    }
  }
}

async function plainly(calls: number, limit: number | null, terminal: Terminal): Promise<FirstStep> {
  const answer = await terminal.ask(`Dial ${calls} contacts now?`);
  if (answer === null) throw needsYes();
  return answer ? { is: 'dial', limit } : { is: 'nobody' };
}

function needsYes(): Error {
  const message = 'Nobody is here to be asked (this is no terminal), so nobody was dialed.';
  return userError('needs_yes', message, 'Add --yes to dial without asking, or --load-only to load only.');
}

function offersFor(calls: number, limit: number | null, { databaseUrl }: Config): readonly Offer[] {
  const everybody = calls === 1 ? 'the one contact now' : `all ${calls.toLocaleString('en-US')} now`;
  // The workers of a shared ledger dial to the end: a limit cannot be handed over.
  const few: Offer[] =
    calls > FEW && databaseUrl === null
      ? [
          {
            keys: ['5', 'five'],
            label: '5',
            text: 'five people first; the rest with the same command again',
            step: { is: 'dial', limit: FEW },
          },
        ]
      : [];
  return [
    {
      keys: ['t', 'test', 'me'],
      label: 't',
      text: 'call yourself first: your own phone rings, as the first row would hear it',
      step: 'test',
    },
    ...few,
    // Whoever has always said yes to this question has always meant this.
    { keys: ['a', 'all', 'y', 'yes'], label: 'a', text: everybody, step: { is: 'dial', limit } },
    { keys: ['n', 'no', 'nobody', 'q'], label: 'n', text: 'nobody', step: { is: 'nobody' } },
  ];
}

function show(offers: readonly Offer[], { say, screen }: Terminal): void {
  say('Who is to be called?');
  for (const { label, text } of offers) {
    const [first = '', ...rest] = folded('', text, Math.max(24, screen.columns() - 8));
    say(`  [${label}]  ${first}`);
    for (const line of rest) say(`       ${line}`);
  }
}
