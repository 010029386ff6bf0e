/** A test call from the question before the first ring: as the first row of the campaign would be called. */
import { testCall } from '../../app/call/test-call.ts';
import type { OpenAccount } from '../../app/open.ts';
import { simulationInputs } from '../../app/simulation-inputs.ts';
import type { Config } from '../../config/environment.ts';
import { formatProblem, UserError } from '../../model/errors.ts';
import type { Context } from './context.ts';
import { callShown, showCallEnd } from './show-call.ts';
import type { Ready } from './show-preflight.ts';
import { interruptible } from './show-run.ts';

/** What refuses it is said, and no more: the question is asked again after it. */
export async function callFirst(
  number: string,
  { source, looked, loaded }: Pick<Ready, 'source' | 'looked' | 'loaded'>,
  config: Config,
  open: OpenAccount,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  const carried = loaded.first;
  const { prices, from } = await simulationInputs(source.spec, undefined, source.spec.dir);
  const facts = { config, looked, carried, given: [], prices, pricesFrom: from.prices };
  const asked = { number, like: source, looked, variables: carried?.variables ?? {}, baseUrl: config.baseUrl };
  const onEvent = callShown(facts, context);
  try {
    const end = await interruptible(context, (signals) => testCall(open, asked, { ...signals, onEvent }, context));
    await showCallEnd(end, facts, false, context);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    for (const problem of error.problems) terminal.say(`${terminal.colors.red('error:')} ${formatProblem(problem)}`);
  }
  terminal.say('');
}
