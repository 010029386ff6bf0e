/** A run on the terminal: what it tells in words, progress in its place, and Ctrl-C. */
import { runCampaigns } from '../../app/campaign/run.ts';
import { GONE, type RunEvent } from '../../app/campaign/events.ts';
import type { OpenAccount } from '../../app/open.ts';
import type { Campaign } from '../../model/campaign.ts';
import { assertNever } from '../../model/errors.ts';
import type { RunEnd } from '../../model/run.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { maskText } from '../../report/mask.ts';
import { createPainter } from '../../report/painter.ts';
import type { RunPicture } from '../../report/progress.ts';
import { lullWords } from '../../report/waiting.ts';
import { count, formatWhen, holderWords, operatorZone } from '../../report/when.ts';
import { sameSettings, type Context } from './context.ts';
import { steeringLines } from './show-steering.ts';

export async function runOnScreen(
  open: OpenAccount,
  campaigns: readonly Campaign[],
  limit: number | null,
  context: Context,
  /** Who said that what a person has paused goes on. */
  resumedBy?: string,
  untilIdle = false,
): Promise<RunEnd> {
  const painter = createPainter(context.terminal.screen);
  const onEvent = (event: RunEvent): void => {
    if (event.is === 'progress') return painter.paint({ ...readable(event.picture, context), zone: operatorZone() });
    for (const line of eventLines(event, context)) painter.say(line);
  };
  try {
    return await interruptible(context, (signals) =>
      runCampaigns(open, campaigns, { limit, resumedBy, untilIdle, ...signals, onEvent }, context),
    );
  } finally {
    painter.clear();
  }
}

/** Ctrl-C ends it, twice at once. */
export async function interruptible<T>(
  { interrupts }: Context,
  work: (signals: { readonly signal: AbortSignal; readonly atOnce: AbortSignal }) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const atOnce = new AbortController();
  const listening = interrupts((how) => {
    if (stop.signal.aborted) atOnce.abort();
    stop.abort(how === 'gone' ? GONE : undefined);
  });
  try {
    return await work({ signal: stop.signal, atOnce: atOnce.signal });
  } finally {
    listening.stop();
  }
}

/** What a run tells beside its progress, in words. */
export function eventLines(event: Exclude<RunEvent, { is: 'progress' }>, context: Context): readonly string[] {
  const { clock } = context;
  switch (event.is) {
    case 'notice':
      return [maskText(event.sentence)];
    case 'stopping':
      return ['Stopping: no new calls, waiting for the open ones. Ctrl-C again stops at once.'];
    case 'stopping_at_once':
      return ['Stopping at once. What is still open is looked up at the next start.'];
    case 'handed_over': {
      const who = holderWords(event.by, clock.now(), operatorZone());
      return [
        `${who} dials with this ledger and has been handed ${count(event.campaigns, 'campaign')}.`,
        'This one watches, and takes over when that one ends. Ctrl-C detaches.',
      ];
    }
    case 'taken_over': {
      const also =
        event.also.length === 0 ? '' : `, and ${event.also.map((name) => `"${name}"`).join(', ')} to its end`;
      return [`Whoever dialed is gone: this one dials now${also}.`];
    }
    case 'handed_to_workers':
      return [`The workers have been handed ${count(event.campaigns, 'campaign')}. This one watches; Ctrl-C detaches.`];
    case 'nobody_leads':
      return ['No worker dials for this account now: start one with outdial worker.'];
    case 'campaign_paused':
    case 'campaign_resumed':
    case 'campaign_canceled':
      return steeringLines(event, context);
    case 'ledger_away':
      return [`${event.message} This one waits for it.`];
    case 'ledger_answers':
      return ['The ledger answers again.'];
    default:
      return assertNever(event);
  }
}

/** The engine speaks in instants; people read clocks, and type commands with the settings that they typed before. */
export function readable(picture: RunPicture, context: Context): RunPicture {
  const { note, now, lull } = picture.progress;
  if (lull !== undefined && note?.startsWith('paused') !== true) {
    return { ...picture, progress: { ...picture.progress, note: lullWords(lull, now, operatorZone()) } };
  }
  if (note === null) return picture;
  const words = note.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, (text) => whenWords(text, now));
  return { ...picture, progress: { ...picture.progress, note: sameSettings(context, maskText(words)) } };
}

function whenWords(text: string, now: Instant): string {
  return formatWhen(parseInstant(text) ?? now, now, operatorZone());
}
