/** What a simulation says while it plays, and the file of its dials. */
import type { Simulated, SimulationNotice } from '../../app/campaign/simulate.ts';
import { writeLines } from '../../app/results/write.ts';
import { formatProblem } from '../../model/errors.ts';
import { dialRows } from '../../report/sim-dials.ts';
import { count } from '../../report/when.ts';
import { pathOf, type Context } from './context.ts';
import type { Terminal } from './screen.ts';
import { loadWords } from './show-notices.ts';

/** Where a real run would do otherwise is said before the seeds are played. */
export function showNotice(notice: SimulationNotice, { say, colors }: Terminal): void {
  const note = colors.yellow('note:');
  switch (notice.is) {
    case 'loaded': {
      const { window, fictional, consent } = notice;
      if (window !== null) say(`${note} on a real host: ${formatProblem(window)}`);
      if (consent) say(`${note} a real host's run calls nobody without consent; here everybody has given it`);
      if (fictional > 0)
        say(`${note} a real host's run leaves out ${count(fictional, 'fictional number')} simulated here`);
      return;
    }
    case 'simulating':
      if (notice.seeds > 1) say(`Simulating ${count(notice.seeds, 'seed')} …`);
      return;
    default:
      say(loadWords(notice));
  }
}

/** Every dial of the first seed, as CSV. */
export async function writeDials(
  typed: string,
  { first, plan }: Simulated,
  force: boolean,
  context: Context,
): Promise<void> {
  const path = pathOf(context, typed);
  async function* lines(): AsyncGenerator<string> {
    yield* dialRows(first.dials, plan.zoneOverrides);
  }
  const written = await writeLines(path, lines(), '\r\n', force);
  context.terminal.say(`${count(written - 1, 'dial')} written to ${path}`);
}
