/** Calls of a lost past whose contacts are lost too: what was said in them is listened to before their numbers are dialed. */
// Whoever said "never again" in one of them may stand in another list, under another name.
import { REACHED } from '../../model/disposition.ts';
import { stray, STRAY_TASK, UNHEARD_TASK, unheardStray } from '../../model/heard.ts';
import { phoneOf } from '../../model/one-phone.ts';
import type { Core } from '../core.ts';
import { eventOf } from './call-event.ts';
import type { Unknown } from './match-call.ts';

/** True where somebody may have said something in it that nobody knows of. */
export async function listenToStray(core: Core, { report, attempt, named }: Unknown): Promise<boolean> {
  const { account, clock, destinationOf, listens, store } = core;
  if (listens === null || destinationOf === undefined || report.to === null) return false;
  const now = clock.now();
  const event = eventOf(report, now);
  const reached = event.is !== 'over' || event.startedAt !== null || REACHED.some((one) => one === event.disposition);
  if (!reached || (await store.task(STRAY_TASK, report.callId)) !== undefined) return false;
  const destination = destinationOf(phoneOf(`+${report.to}`));
  const { campaign } = named;
  const waits = (await store.task(UNHEARD_TASK, destination)) === undefined;
  const waiting = unheardStray({ id: attempt, campaign, destination }, now);
  // Together: a number that waits for nobody's listening would wait for days.
  await store.putTasks([stray(report.callId, { account, campaign }, now), ...(waits ? [waiting] : [])]);
  return true;
}
