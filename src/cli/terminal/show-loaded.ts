/** The end of `run --load-only`: loaded, and nobody dialed. */
import { endOf } from '../../app/campaign/end.ts';
import type { OpenAccount } from '../../app/open.ts';
import { statusReport } from '../../report/status.ts';
import { EXIT, sayNext, type Context, type Exit } from './context.ts';
import { typeAgain } from './next-command.ts';
import type { RunFlags } from './run-flags.ts';
import type { Ready } from './show-preflight.ts';

export async function showLoaded(
  ready: readonly Ready[],
  { json, again }: RunFlags,
  open: OpenAccount,
  context: Context,
): Promise<Exit> {
  const { terminal } = context;
  for (const { campaign } of ready) {
    if (json !== true) continue;
    const now = await endOf(open, campaign);
    await terminal.out(JSON.stringify(statusReport(now.campaign, now.counts, now.rangTwice)));
  }
  terminal.say('Loaded; nobody was dialed (--load-only).');
  const sources = ready.map(({ source }) => source);
  sayNext(context, again ?? typeAgain('run', sources));
  return EXIT.ok;
}
