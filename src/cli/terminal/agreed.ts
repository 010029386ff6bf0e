/** Asks before something is done that cannot be undone, or that rings somebody. */
import { userError } from '../../model/errors.ts';
import type { Context } from './context.ts';

/** `--yes` answers for whoever is not asked; where nobody can be asked, a `UserError` says so. */
export async function agreed(question: string, { yes }: { yes?: true }, { terminal }: Context): Promise<boolean> {
  if (yes === true) return true;
  const answer = await terminal.ask(question);
  if (answer === null) {
    throw userError(
      'needs_yes',
      'Nobody is here to be asked (this is no terminal).',
      'Add --yes to do it without asking.',
    );
  }
  if (!answer) terminal.say('Nothing was changed.');
  return answer;
}
