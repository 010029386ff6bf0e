/** The instant of a callback: read on the clock of the person's own zone, and refused where nobody may be rung then. */
import type { Campaign, Plan } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { readZone } from '../../load/number/zone-names.ts';
import { userError } from '../../model/errors.ts';
import { readPlace } from '../../model/place.ts';
import { parseInstant, type Instant } from '../../model/time.ts';
import { typedInstant } from '../../model/typed-instant.ts';
import { makeHours } from '../../policy/hours.ts';
import { lawOf, placeHours } from '../../policy/may-dial.ts';
import { lawWords } from '../../report/law-words.ts';
import { makeZoneOffsets } from '../../model/zone-offsets.ts';
import { makeLocalTime } from '../../report/local-time.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';

export type CallbackInstant = {
  readonly at: Instant;
  /** The zones that it was read in: all give the same instant. Empty: it was exact as typed. */
  readonly zones: readonly string[];
};

/** The zones that a row names in its own cells, in whichever column. */
export function zonesSaid(cells: Readonly<Record<string, string>>): readonly string[] {
  return Object.values(cells).flatMap((cell) => {
    const read = readZone(cell.trim());
    return read.is === 'zone' ? [read.zone] : [];
  });
}

/** `said`: by their row. Throws `bad_instant`, or `callback_zone` where the person may be in zones whose clocks differ. */
export function callbackInstant(
  text: string,
  contact: Pick<Contact, 'place'>,
  plan: Pick<Plan, 'window' | 'zoneOverrides'>,
  now: Instant,
  said: readonly string[],
): CallbackInstant {
  const exact = parseInstant(text.trim());
  if (exact !== undefined) return { at: exact, zones: [] };
  const zones = zonesOf(contact, plan, said);
  const offsetOf = makeZoneOffsets({ overrides: plan.zoneOverrides ?? [] });
  const unknown = zones.find((zone) => offsetOf(zone, now) === null);
  if (unknown !== undefined) {
    const message = `Nobody knows the time zone ${JSON.stringify(unknown)}, which the ledger has for them.`;
    throw userError('callback_zone', message, 'Give the instant with its offset: --at 2026-12-01T09:00:00-05:00.');
  }
  const instants = zones.map((zone) => ({ zone, at: typedInstant(text, now, zone, offsetOf) }));
  const [first] = instants;
  if (first === undefined || instants.some(({ at }) => at !== first.at)) {
    const local = makeLocalTime(plan.zoneOverrides);
    const meant = [...new Map(instants.map((one) => [one.at, one])).values()];
    const said = meant.map(({ zone, at }) => `--at ${local(zone, at).text} (${zone})`);
    const message = `Their number may be in ${zones.join(' or ')}: "${text}" is not the same there.`;
    throw userError('callback_zone', message, `Say which: ${said.join(', or ')}.`);
  }
  return { at: first.at, zones };
}

/**
 * Where the list knows nothing of it, the campaign's zone, else the operator's. A zone of the row that is not the number's is
 * the clock that they live by, as far as anybody knows; the hours of both hold all the same.
 */
function zonesOf(
  { place }: Pick<Contact, 'place'>,
  { window }: Pick<Plan, 'window'>,
  said: readonly string[],
): readonly string[] {
  const { zones } = readPlace(place);
  const [own, another] = new Set(said.filter((zone) => zones.includes(zone)));
  if (own !== undefined && another === undefined) return [own];
  if (zones.length > 0) return zones;
  return [window === null || window.timezone === 'contact' ? operatorZone() : window.timezone];
}

/** Past, before the campaign begins, after its end, or outside its hours, each with what would do. */
export function refuseNotNow(
  { at, zones }: CallbackInstant,
  contact: Pick<Contact, 'place' | 'notBefore' | 'notAfter'>,
  { name, plan }: Pick<Campaign, 'name' | 'plan'>,
  now: Instant,
): void {
  const zone = zones[0] ?? readPlace(contact.place).zones[0] ?? operatorZone();
  const when = (instant: Instant): string => `${formatWhen(instant, now, zone)} (${zone})`;
  if (at <= now) {
    throw userError('callback_past', `${when(at)} has passed.`, 'Name an instant to come.');
  }
  if (plan.startAt !== null && at < plan.startAt) {
    const hint = `Name one from then on, or set schedule.start_at.`;
    throw userError('callback_hours', `"${name}" begins at ${when(plan.startAt)}: nobody is called before.`, hint);
  }
  const { notBefore = 0, notAfter = Infinity } = contact;
  if (at < notBefore || at >= notAfter) {
    const said = at < notBefore ? `before ${when(notBefore)}` : `from ${when(notAfter)} on`;
    const hint = 'Name another instant, or correct the list and load it again.';
    throw userError('callback_hours', `Their row of the list says that they are not called ${said}.`, hint);
  }
  const its = placeHours(plan, makeHours());
  const next = its.nextOpen(contact.place, at);
  const ends = plan.endAt !== null && (at >= plan.endAt || (next !== null && next >= plan.endAt));
  if (ends) {
    const message = `"${name}" ends at ${when(plan.endAt ?? at)}: nobody is called after that.`;
    throw userError('callback_hours', message, 'Name an earlier instant, or set a later schedule.end_at.');
  }
  if (next === at) return;
  const law = lawOf(next === null ? its.neverBy(contact.place, at) : its.closedBy(contact.place, at));
  const why = law === null ? '' : ` ${lawWords(law)}`;
  const message = `${when(at)} is outside the hours at which "${name}" may ring them.${why}`;
  if (next === null) throw userError('callback_hours', message, 'No hour of the next 60 days is inside them.');
  throw userError(
    'callback_hours',
    message,
    `They open again ${when(next)}: --at ${makeLocalTime(plan.zoneOverrides)(zone, next).text}.`,
  );
}
