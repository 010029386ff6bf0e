/** Whose turn it is on a line: the campaign with the smallest share, and of it who is due in an open hour. */
import type { Campaign, Line } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { CampaignId, ContactId } from '../../model/ids.ts';
import { SECOND, type Instant } from '../../model/time.ts';
import { isItsTime, mayDial } from '../../policy/may-dial.ts';
import type { DueQuery } from '../../store/port.ts';
import type { EngineCore } from '../core.ts';
import { askedAhead, asksFirst, clearedOf, lacksLastWord } from './ask-first.ts';
import { leaveNeverOpen, neverOpenWords } from '../settle/leave-never-open.ts';
import { whoMayBeTried } from './clear-head.ts';
import { scrubbedOf } from './past-unscrubbed.ts';
import type { Turns } from './turns.ts';
import { openPlaces } from './open-places.ts';

export type Chosen = { readonly campaign: Campaign; readonly contacts: readonly Contact[] };

export async function chooseContacts(
  core: EngineCore,
  running: readonly Campaign[],
  line: Line,
  turns: Turns,
  now: Instant,
): Promise<Chosen | undefined> {
  const candidates = running
    .filter(({ plan }) => plan.lines.some(({ id }) => id === line.id))
    .filter(({ plan }) => isItsTime(plan, now));
  const underWay = contactsInFlight(core);
  const open = openOf(core);
  const slots = core.slots.slots.effective - core.slots.foreign;
  const inTurn = turns.inOrder(candidates, line, slots, open, now);
  for (const campaign of await calledBackFirst(core, inTurn, line, underWay, now)) {
    // Its own promise holds beside the account's: another campaign may have been promised more.
    const most = Math.min(mostInOne(campaign, line), campaign.plan.maxConcurrentCalls - (open.get(campaign.id) ?? 0));
    if (most <= 0) continue;
    const places = await openPlaces(core, campaign, now);
    if (places !== null && places.length === 0) {
      const left = await leaveNeverOpen(core, campaign, now);
      if (left > 0) core.notices.say(`${campaign.name}: ${neverOpenWords(left)}`);
      continue;
    }
    const own = ownLine(campaign, line);
    if (lacksLastWord(core, campaign)) {
      const note = `${campaign.name} waits: "before_dial" is to be asked first, and outdial.json says nothing of it here`;
      core.notices.note('dialing', note);
      continue;
    }
    const asks = asksFirst(core, campaign);
    const ahead = asks ? askedAhead(line, most) : 0;
    const asked = asks ? core.clearances.size : 0;
    const query: DueQuery = {
      campaign: campaign.id,
      now,
      places,
      cartesiaOnly: own.provider === 'cartesia',
      limit: most + underWay.size + asked + ahead,
    };
    const contacts = await scrubbedOf(core, campaign, query, await whoMayBeTried(core, campaign, query), turns.heads);
    const { early } = core.tasks;
    // Whether somebody asked not to be called, only the commit can tell: it asks under the number's own lock.
    const may = (contact: Contact): boolean =>
      mayDial({ contact, campaign, lines: [own], suppressed: false, early }, now, core.hours).is === 'yes';
    const able = contacts.filter((one) => !underWay.has(one.id) && may(one));
    const free = (asks ? await clearedOf(core, campaign, able, ahead, now) : able).slice(0, most);
    if (free.length > 0) return { campaign, contacts: free };
  }
  return undefined;
}

/** Whose hours are waited for is said when it is their turn. */
const UNSAID = { note: () => undefined };

/** Whoever asked for a call at this hour does not wait for the turn of their campaign. */
async function calledBackFirst(
  core: EngineCore,
  inTurn: readonly Campaign[],
  line: Line,
  underWay: ReadonlySet<ContactId>,
  now: Instant,
): Promise<readonly Campaign[]> {
  if (inTurn.length < 2) return inTurn;
  const ahead: Campaign[] = [];
  for (const campaign of inTurn) {
    const places = await openPlaces({ ...core, notices: UNSAID }, campaign, now);
    if (places !== null && places.length === 0) continue;
    const cartesiaOnly = ownLine(campaign, line).provider === 'cartesia';
    // They stand before all others of their campaign.
    const limit = 1 + underWay.size;
    const first = await core.store.due({ campaign: campaign.id, now, places, cartesiaOnly, limit });
    if (first.some(({ id, callback }) => callback !== undefined && !underWay.has(id))) ahead.push(campaign);
  }
  return ahead.length === 0 ? inTurn : [...ahead, ...inTurn.filter((campaign) => !ahead.includes(campaign))];
}

/** Calls of each campaign that hold a slot, those that workers were given and nobody has heard of yet among them. */
function openOf({ lines, role, slots }: EngineCore): ReadonlyMap<CampaignId, number> {
  if (role.is === 'single') return slots.moving;
  const open = new Map(slots.moving);
  const seen = new Set([...slots.open.values()].map(({ contact }) => contact.id));
  for (const { batch } of lines.inFlight.values()) {
    const unseen = batch.contacts.filter(({ id }) => !seen.has(id)).length;
    open.set(batch.campaign.id, (open.get(batch.campaign.id) ?? 0) + unseen);
  }
  return open;
}

/** Contacts of which the ledger may not say yet that they are being dialed: whom workers were given. */
export function contactsInFlight({ role, lines }: Pick<EngineCore, 'role' | 'lines'>): ReadonlySet<ContactId> {
  if (role.is === 'single') return new Set();
  return new Set([...lines.inFlight.values()].flatMap(({ batch }) => batch.contacts.map(({ id }) => id)));
}

/** No request on this line carries more than falls due within the batch window. */
export function mostInOne({ plan: { batchSize, batchWindow } }: Campaign, { callsPerSecond }: Line): number {
  return Math.min(batchSize, 1 + Math.floor((batchWindow * callsPerSecond) / SECOND));
}

/** The line as the campaign itself knows it, at the pace that is the line's. */
export function ownLine({ plan }: Campaign, line: Line): Line {
  const own = plan.lines.find(({ id }) => id === line.id);
  return own === undefined ? line : { ...own, callsPerSecond: line.callsPerSecond };
}

export function linesOf(campaigns: readonly Campaign[]): readonly Line[] {
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
