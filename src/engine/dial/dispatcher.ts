/** Gives permits: which contact, on which line, at which instant. Sleeps to the next instant at which that can change. */
import type { Campaign, Line } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { formatInstant, SECOND, type Duration, type Instant } from '../../model/time.ts';
import { appointment } from '../../policy/pacing.ts';
import { grown } from '../../policy/slots.ts';
import { readCampaigns, type Permit, type Session } from '../session.ts';
import { clockIsRight } from './clock-guard.ts';
import { LATENESS } from './dialer.ts';
import { finishCampaigns, type OpenAttempt } from './finish.ts';
import { countUnheard } from './apply-report.ts';
import { paceOf, speedOf } from './line-speed.ts';
import { openKeys } from './open-places.ts';
import { pause, pauseAll } from './pause.ts';

/** Other processes steer through the ledger and cannot wake this one: it looks at least this often. */
const HEARTBEAT: Duration = SECOND;
const NOBODY_PLACED: Duration = 20;

export async function dispatch(session: Session): Promise<void> {
  const served = new Map<CampaignId, number>();
  while (session.stopping === 'no' && !session.lostLease) {
    const wakeAt = await dispatchOnce(session, served);
    if (wakeAt === 'done') return;
    const now = session.clock.now();
    if (wakeAt > now) await session.clock.sleep(Math.min(wakeAt, now + HEARTBEAT), session.wakes.dispatch);
  }
}

/** One look at every line. Returns when to look again, `done` when the watched campaigns are. */
async function dispatchOnce(session: Session, served: Map<CampaignId, number>): Promise<Instant | 'done'> {
  const running = await readCampaigns(session);
  if (session.mustPause !== null) {
    await pauseAll(session, session.mustPause);
    return session.clock.now();
  }
  const open = await session.store.openAttempts(session.account);
  if (await finishCampaigns(session, running, open)) return 'done';
  const now = session.clock.now();
  countUnheard(session, now);
  session.slots = grown(session.slots, now);
  if (session.closedUntil > now) {
    session.note = `the provider asks to wait until ${formatInstant(session.closedUntil)}`;
    return session.closedUntil;
  }
  if (session.providerBackoff !== null && session.providerBackoff.until > now) {
    session.note = session.providerBackoff.note;
    return session.providerBackoff.until;
  }
  if (!(await clockIsRight(session))) return session.clock.now() + HEARTBEAT;
  const budget = await slotsLeft(session, now, open);
  if (budget.free <= 0 || session.limitLeft === 0) return now + HEARTBEAT;
  session.note = null;
  return dialLines(session, running, served, budget);
}

async function dialLines(
  session: Session,
  running: readonly Campaign[],
  served: Map<CampaignId, number>,
  budget: { free: number; max: number },
): Promise<Instant> {
  let free = Math.min(budget.free, session.limitLeft ?? budget.free);
  let next = session.clock.now() + HEARTBEAT;
  const { early } = session.tasks;
  for (const line of linesOf(running)) {
    const now = session.clock.now();
    if (isAwaited(session, line)) continue;
    // The line first: most looks come before its next start, and finding out who is due costs more than to know that.
    const { at } = appointment(paceOf(session, line, now), speedOf(session, line, now), { window: 0, size: 1 }, 1, now);
    if (at > now + early) {
      next = Math.min(next, at - early);
      continue;
    }
    const chosen = await choose(session, running, line, served, now);
    if (chosen === undefined) continue;
    const { plan } = chosen.campaign;
    const batch = { window: plan.batchWindow, size: now < session.singlyUntil ? 1 : plan.batchSize };
    const slot = appointment(paceOf(session, line, now), speedOf(session, line, now), batch, free, now);
    if (slot.at > now + early) {
      next = Math.min(next, slot.at - early);
      continue;
    }
    const contacts = chosen.contacts.slice(0, Math.min(slot.size, free));
    const placed = await session.tasks.dial(
      session,
      { campaign: chosen.campaign, line: ownLine(chosen.campaign, line), contacts },
      permitOf(session, slot.at, budget.max),
    );
    served.set(chosen.campaign.id, (served.get(chosen.campaign.id) ?? 0) + Math.max(placed, 1));
    if (session.limitLeft !== null) session.limitLeft -= placed;
    free -= placed;
    // Where the ledger let nobody through the next look is not at once: nothing would turn but this loop.
    next = placed > 0 ? now : Math.min(next, now + NOBODY_PLACED);
    if (free <= 0) break;
  }
  return next;
}

/** The line as the campaign itself knows it, at the pace that is the line's. */
function ownLine({ plan }: Campaign, line: Line): Line {
  const own = plan.lines.find(({ id }) => id === line.id);
  return own === undefined ? line : { ...own, callsPerSecond: line.callsPerSecond };
}

/** On one machine the dialer says when it is done; elsewhere `sendBy` bounds how long nobody knows. */
function isAwaited(session: Session, line: Line): boolean {
  return [...session.inFlight.values()].some(({ batch }) => batch.line.id === line.id);
}

/** Whole milliseconds, as a ledger keeps them, and never before the pace allows. */
function permitOf(session: Session, at: Instant, slots: number): Permit {
  const sendAt = Math.ceil(at);
  return { epoch: session.epoch, batch: session.makeId(10), sendAt, sendBy: sendAt + LATENESS, slots };
}

function linesOf(campaigns: readonly Campaign[]): readonly Line[] {
  const lines = new Map<string, Line>();
  for (const { plan } of campaigns) {
    for (const line of plan.lines) {
      const known = lines.get(line.id);
      // Two campaigns may say different speeds for one line: the line is what it is, the slower one is right.
      if (known === undefined || line.callsPerSecond < known.callsPerSecond) lines.set(line.id, line);
    }
  }
  return [...lines.values()];
}

type Chosen = { readonly campaign: Campaign; readonly contacts: readonly Contact[] };

/** The campaign with the smallest share so far that has someone due on this line. */
async function choose(
  session: Session,
  running: readonly Campaign[],
  line: Line,
  served: ReadonlyMap<CampaignId, number>,
  now: Instant,
): Promise<Chosen | undefined> {
  const candidates = running
    .filter(({ plan }) => plan.lines.some(({ id }) => id === line.id))
    .filter(({ plan }) => (plan.startAt ?? 0) <= now && (plan.endAt === null || now < plan.endAt))
    .sort((a, b) => (served.get(a.id) ?? 0) - (served.get(b.id) ?? 0));
  const underWay = contactsInFlight(session);
  for (const campaign of candidates) {
    // A call must be lawful for as long as it may ring, and a permit may be used a little late.
    const slack = session.tasks.early + LATENESS + campaign.plan.ringingTimeoutSeconds * SECOND;
    const places = await openKeys(session, campaign, now, slack);
    if (places !== null && places.length === 0) continue;
    const contacts = await session.store.due({
      campaign: campaign.id,
      now,
      places,
      cartesiaOnly: ownLine(campaign, line).provider === 'cartesia',
      limit: mostInOne(campaign, line) + underWay.size,
    });
    const free = contacts.filter(({ id }) => !underWay.has(id)).slice(0, mostInOne(campaign, line));
    if (free.length > 0) return { campaign, contacts: free };
  }
  return undefined;
}

/** Contacts of which the ledger may not say yet that they are being dialed. */
function contactsInFlight(session: Session): ReadonlySet<ContactId> {
  if (!session.shared) return new Set();
  return new Set([...session.inFlight.values()].flatMap(({ batch }) => batch.contacts.map(({ id }) => id)));
}

/** No request on this line carries more than falls due within the batch window. */
export function mostInOne({ plan: { batchSize, batchWindow } }: Campaign, { callsPerSecond }: Line): number {
  return Math.min(batchSize, 1 + Math.floor((batchWindow * callsPerSecond) / SECOND));
}

/**
 * Slots are counted from the ledger: an open attempt holds one until the longest time its call can last, in doubt or
 * not; calls on the account that are not ours count too, and may take all of them.
 */
async function slotsLeft(
  session: Session,
  now: Instant,
  open: readonly OpenAttempt[],
): Promise<{ free: number; max: number }> {
  session.open = open.length;
  const expired = open.filter(({ attempt }) => attempt.longestEnd < now).length;
  const ours = Math.max(0, session.slots.effective - session.foreign);
  if (ours === 0) session.note = `all slots are taken by ${session.foreign} calls that are not this ledger's`;
  const doubted = open.filter(({ attempt }) => attempt.state.is === 'in_doubt' && attempt.longestEnd >= now).length;
  const many = Math.max(2, Math.ceil(session.slots.configured / 2));
  if (doubted >= many) {
    session.note = `${doubted} calls are in doubt: dialing waits until it is known what became of them`;
    const spent = open.filter(({ contact }) => contact.state.is === 'needs_review').length;
    if (spent >= many) await pauseInDoubt(session, spent);
    return { free: 0, max: 0 };
  }
  // Given away and not in the ledger yet: whoever is in both is counted twice for a moment, which costs no more than that.
  return { free: ours - (open.length - expired) - contactsInFlight(session).size, max: ours + expired };
}

/** Look-ups are spent on half the slots: something is wrong that more calls would make worse. */
async function pauseInDoubt(session: Session, count: number): Promise<void> {
  const message = `${count} calls may have rung and the provider does not show them: dialing more would risk more of them`;
  for (const id of session.campaigns.keys()) await pause(session, id, { why: 'doubt', message });
}
