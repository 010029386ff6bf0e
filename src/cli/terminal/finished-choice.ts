/** A finished campaign met again with people to dial: on a terminal it is asked what was meant, elsewhere it is refused. */
import { datedName } from '../../app/campaign/dated.ts';
import { operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';
import type { Proposed } from './show-preflight.ts';

export type FinishedChoice = 'continue' | 'anew' | 'nobody' | 'refuse';

/** `refuse`: it is not to be asked about, or nobody is there to be asked. */
export async function finishedChoice(
  proposed: readonly Proposed[],
  { terminal, clock }: Context,
): Promise<FinishedChoice> {
  const finished = proposed.filter(
    ({ campaign, counts }) => campaign.state.is === 'finished' && counts.states.ready > 0,
  );
  const [first] = finished;
  if (first === undefined || !terminal.screen.isTty) return 'refuse';
  const people = finished.reduce((sum, { counts }) => sum + counts.states.ready, 0);
  const dated = datedName(first.source.spec.name, clock.now(), operatorZone());
  // Standard input can be read once.
  const again = proposed.every(({ source }) => source.named !== '-') && dated !== first.source.spec.name;
  for (;;) {
    terminal.say(`"${first.campaign.name}" was finished before. Who is to be called?`);
    terminal.say(`  [c]  continue it: only the ${people} who are new or corrected`);
    if (again) terminal.say(`  [n]  everybody anew, as "${dated}"`);
    const typed = await terminal.askLine('Type one of them (Enter alone: nobody):');
    if (typed === null) return 'refuse';
    switch (typed.trim().toLowerCase()) {
      case '':
        return 'nobody';
      case 'c':
      case 'continue':
        return 'continue';
      case 'n':
      case 'new':
        if (again) return 'anew';
    }
    terminal.say(`"${typed}" is none of these. Nobody was dialed yet.`);
  }
}
