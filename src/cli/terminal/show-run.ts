/** A run on the terminal: what it tells in words, progress in its place, and Ctrl-C. */
import { runCampaigns } from '../../app/campaign/run.ts';
import type { RunEvent } from '../../app/campaign/events.ts';
import type { OpenAccount } from '../../app/open.ts';
import type { Campaign } from '../../model/campaign.ts';
import { assertNever } from '../../model/errors.ts';
import type { RunEnd } from '../../model/run.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { maskText } from '../../report/mask.ts';
import { createPainter, type Painter } from '../../report/painter.ts';
import type { RunPicture } from '../../report/progress.ts';
import { count, formatWhen, holderWords, operatorZone } from '../../report/when.ts';
import type { Context } from './context.ts';

export async function runOnScreen(
  open: OpenAccount,
  campaigns: readonly Campaign[],
  limit: number | null,
  context: Context,
): Promise<RunEnd> {
  const painter = createPainter(context.terminal.screen);
  const stop = new AbortController();
  const atOnce = new AbortController();
  const interrupts = context.interrupts(() => {
    if (stop.signal.aborted) atOnce.abort();
    stop.abort();
  });
  const onEvent = (event: RunEvent): void => show(event, painter, context);
  try {
    const asked = { limit, signal: stop.signal, atOnce: atOnce.signal, onEvent };
    return await runCampaigns(open, campaigns, asked, context);
  } finally {
    painter.clear();
    interrupts.stop();
  }
}

function show(event: RunEvent, painter: Painter, { terminal, clock }: Context): void {
  switch (event.is) {
    case 'progress':
      return painter.paint({ ...readable(event.picture), zone: operatorZone() });
    case 'notice':
      return painter.say(maskText(event.sentence));
    case 'stopping':
      return painter.say('Stopping: no new calls, waiting for the open ones. Ctrl-C again stops at once.');
    case 'stopping_at_once':
      return painter.say('Stopping at once. What is still open is looked up at the next start.');
    case 'handed_over': {
      const who = holderWords(event.by, clock.now(), operatorZone());
      terminal.say(`${who} dials with this ledger and has been handed ${count(event.campaigns, 'campaign')}.`);
      return terminal.say('This one watches, and takes over when that one ends. Ctrl-C detaches.');
    }
    case 'handed_to_workers':
      return terminal.say(
        `The workers have been handed ${count(event.campaigns, 'campaign')}. This one watches; Ctrl-C detaches.`,
      );
    case 'nobody_leads':
      return painter.say('No worker dials for this account now: start one with outdial worker.');
    case 'ledger_away':
      return painter.say(`${event.message} This one waits for it.`);
    case 'ledger_answers':
      return painter.say('The ledger answers again.');
    default:
      return assertNever(event);
  }
}

/** The engine speaks in instants; people read clocks. */
function readable(picture: RunPicture): RunPicture {
  const { note, now } = picture.progress;
  if (note === null) return picture;
  const words = note.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) => whenWords(text, now));
  return { ...picture, progress: { ...picture.progress, note: maskText(words) } };
}

function whenWords(text: string, now: Instant): string {
  return formatWhen(parseInstant(text) ?? now, now, operatorZone());
}
