/** Gives permits: which contact, on which line, at which instant. Sleeps to the next instant at which that can change. */
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import { SECOND, type Duration, type Instant } from '../../model/time.ts';
import { LATENESS } from '../../policy/may-dial.ts';
import type { Permit } from '../batch.ts';
import type { EngineCore } from '../core.ts';
import { readCampaigns } from '../read-campaigns.ts';
import type { Look } from '../state/slot-budget.ts';
import { Turns } from './turns.ts';
import { begun } from './begin.ts';
import { countUnheard } from './apply-report.ts';
import { chooseContacts, contactsInFlight, linesOf, ownLine } from './choose-contacts.ts';
import { clockIsRight } from './clock-guard.ts';
import { heedLimits, type Rooms } from './heed-limits.ts';
import { finishCampaigns } from './finish.ts';
import { pause, pauseAll } from './pause.ts';
import { goOnAfterPauses } from './steered.ts';

/** Other processes steer through the ledger and cannot wake this one: it looks at least this often. */
const HEARTBEAT: Duration = SECOND;
const NOBODY_PLACED: Duration = 20;
/** Workers have every slot: whether one of them is free again is asked no more often than this. */
const FULL_ASKS: Duration = 100;

export async function dispatch(core: EngineCore): Promise<void> {
  const { clock, run } = core;
  const turns = new Turns();
  while (run.stopping === 'no' && !run.lostLease) {
    const wakeAt = await dispatchOnce(core, turns);
    if (wakeAt === 'done') return;
    const now = clock.now();
    if (wakeAt > now) await clock.sleep(Math.min(wakeAt, now + HEARTBEAT), run.signals.dispatch);
  }
}

/** One look at every line. Returns when to look again, `done` when the watched campaigns are. */
async function dispatchOnce(core: EngineCore, turns: Turns): Promise<Instant | 'done'> {
  const { account, backoff, campaigns, clock, notices, run, slots, store } = core;
  const running = await readCampaigns(core);
  if (await goOnAfterPauses(core, running)) return clock.now();
  slots.configure(campaigns.promisedSlots);
  if (run.pauseRequests.length > 0) {
    await pauseAll(core, run.pauseRequests);
    return clock.now();
  }
  if (clock.now() >= slots.staleAt) await store.openAttempts(account);
  if (await finishCampaigns(core, running)) return 'done';
  const now = clock.now();
  countUnheard(core, now);
  const wait = backoff.wait(now);
  if (wait !== null) {
    notices.note('dialing', wait.note);
    return wait.until;
  }
  if (!(await clockIsRight(core))) return clock.now() + HEARTBEAT;
  const rooms = await heedLimits(core, running);
  const look = await lookAtSlots(core);
  if (look === null || look.free <= 0 || campaigns.limitLeft === 0) return now + HEARTBEAT;
  notices.clear('dialing');
  notices.clear('hours');
  notices.clear('ledger');
  const may = running.filter(({ id }) => rooms.has(id));
  return dialLines(core, await begun(core, may, now), turns, look, rooms);
}

async function dialLines(
  core: EngineCore,
  running: readonly Campaign[],
  turns: Turns,
  { free: most, max }: Look,
  rooms: Rooms,
): Promise<Instant> {
  const { campaigns, clock, lines, tasks } = core;
  let free = Math.min(most, campaigns.limitLeft ?? most);
  let next = clock.now() + HEARTBEAT;
  const given = new Map<CampaignId, number>();
  for (const line of linesOf(running)) {
    const now = clock.now();
    // On one machine the dialer says when it is done; elsewhere `sendBy` bounds how long nobody knows.
    if ([...lines.inFlight.values()].some(({ batch }) => batch.line.id === line.id)) continue;
    // The line first: most looks come before its next start, and finding out who is due costs more than to know that.
    const { at } = lines.next(line, { window: 0, size: 1 }, 1, now);
    if (at > now + tasks.early) {
      next = Math.min(next, at - tasks.early);
      continue;
    }
    const chosen = await chooseContacts(core, running, line, turns, now);
    if (chosen === undefined) continue;
    const { batchWindow: window, batchSize: size } = chosen.campaign.plan;
    const slot = lines.next(line, { window, size }, free, now);
    if (slot.at > now + tasks.early) {
      next = Math.min(next, slot.at - tasks.early);
      continue;
    }
    const room = (rooms.get(chosen.campaign.id) ?? 0) - (given.get(chosen.campaign.id) ?? 0);
    const contacts = chosen.contacts.slice(0, Math.min(slot.size, free, room));
    if (contacts.length === 0) continue;
    const batch = { campaign: chosen.campaign, line: ownLine(chosen.campaign, line), contacts };
    const placed = await tasks.dial(core, batch, permitOf(core, slot.at, max));
    turns.took(chosen.campaign.id, line.id, Math.max(placed, 1), now);
    given.set(chosen.campaign.id, (given.get(chosen.campaign.id) ?? 0) + placed);
    campaigns.spend(placed);
    free -= placed;
    // Where the ledger let nobody through the next look is not at once: nothing would turn but this loop.
    next = placed > 0 ? now : Math.min(next, now + NOBODY_PLACED);
    if (free <= 0) break;
  }
  return next;
}

/** Whole milliseconds, as a ledger keeps them, and never before the pace allows. */
function permitOf({ epoch, makeId }: EngineCore, at: Instant, slots: number): Permit {
  const sendAt = Math.ceil(at);
  return { epoch, batch: makeId(10), sendAt, sendBy: sendAt + LATENESS, slots };
}

/** Null while too much is in doubt. */
async function lookAtSlots(core: EngineCore): Promise<Look | null> {
  const { account, clock, notices, role, slots, store } = core;
  const look = (): Look => slots.look(clock.now(), contactsInFlight(core));
  let seen = look();
  if (role.is === 'leader' && seen.free <= 0 && clock.now() >= slots.readAt + FULL_ASKS) {
    await store.openAttempts(account);
    seen = look();
  }
  if (seen.ours === 0)
    notices.note('dialing', `all slots are taken by ${slots.foreign} calls that are not this ledger's`);
  const many = Math.max(2, Math.ceil(slots.slots.configured / 2));
  if (seen.doubted < many) return seen;
  notices.note('dialing', `${seen.doubted} calls are in doubt: dialing waits until it is known what became of them`);
  if (seen.spent >= many) await pauseInDoubt(core, seen.spent);
  return null;
}

/** Look-ups are spent on half the slots: something is wrong that more calls would make worse. */
async function pauseInDoubt(core: EngineCore, count: number): Promise<void> {
  const message = `${count} calls may have rung and the provider does not show them: dialing more would risk more of them`;
  for (const id of core.campaigns.all.keys()) await pause(core, id, { why: 'doubt', message });
}
