/** `status --watch`: in its place on a screen, a line a change in a pipe, an object a line for machines. */
import { statusRecord, type CampaignStatus } from '../../app/status.ts';
import { watchStatus, type WatchedStatus } from '../../app/watch-status.ts';
import type { Config } from '../../config/environment.ts';
import type { Duration } from '../../model/time.ts';
import { maskText } from '../../report/mask.ts';
import { statusSentence } from '../../report/status-lines.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { sayNext, type Context } from './context.ts';
import { statusesScreen, statusScreen } from './show-status.ts';
import { interruptible } from './show-run.ts';

export async function watchOnScreen(
  name: string | null,
  interval: Duration,
  json: boolean,
  config: Config,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  const drawn = !json && Number.isFinite(terminal.width) && terminal.screen.isTty;
  const show = drawn ? inPlace(context) : changes(json, context);
  const how = await interruptible(context, ({ signal }) =>
    watchStatus(name, { interval, zone: operatorZone(), signal, onLook: show }, config, context),
  );
  if (how === 'over') terminal.say('It is over: nothing more to watch.');
  sayNext(context, name === null ? 'outdial status' : `outdial status ${name}`);
}

/** The cursor rests below the lines and is never hidden: whatever ends the process leaves a usable terminal. */
function inPlace(context: Context): (look: WatchedStatus) => Promise<boolean> {
  const { screen } = context.terminal;
  let shown: readonly string[] = [];
  let picture: readonly string[] = [];
  return async (look) => {
    if (look.is === 'one') picture = statusScreen(look.status, context);
    else if (look.is === 'all') picture = statusesScreen(look.status, context);
    const at = formatWhen(context.clock.now(), context.clock.now(), operatorZone());
    const trouble = look.is === 'trouble' ? [`${at}: ${look.message} Looking again.`] : [];
    // One column is left free: a full line wraps on some terminals and the count of lines would be wrong.
    const width = Math.max(20, screen.columns() - 1);
    const lines = [...picture, ...trouble, ...(look.is === 'trouble' ? [] : [`${at}, Ctrl-C ends`])].map((line) =>
      [...line].slice(0, width).join(''),
    );
    screen.write(`${shown.length === 0 ? '' : `\u001b[${shown.length}A\r\u001b[0J`}${lines.join('\n')}\n`);
    shown = lines;
    return true;
  };
}

function changes(json: boolean, context: Context): (look: WatchedStatus) => Promise<boolean> {
  const { terminal, clock } = context;
  const told = new Map<string, string>();
  let trouble = '';
  return async (look) => {
    if (look.is === 'trouble') {
      if (trouble !== look.message) terminal.say(`${maskText(look.message)} Looking again.`);
      trouble = look.message;
      return true;
    }
    if (trouble !== '') terminal.say('The ledger answers again.');
    trouble = '';
    for (const one of look.is === 'one' ? [look.status] : look.status.campaigns) {
      const mark = markOf(one);
      if (told.get(one.campaign.id) === mark) continue;
      told.set(one.campaign.id, mark);
      const at = formatWhen(clock.now(), clock.now(), operatorZone());
      const line = json
        ? JSON.stringify(statusRecord(one))
        : `${at} ${maskText(statusSentence(one.standing, operatorZone()))}`;
      await terminal.out(line);
    }
    // `| head -3` has had enough.
    return !terminal.closed;
  };
}

/** Time alone changes nothing. */
function markOf({ campaign, report, engine, standing }: CampaignStatus): string {
  return JSON.stringify([campaign.state, campaign.plan.version, report, engine, standing.binds.map(({ is }) => is)]);
}
