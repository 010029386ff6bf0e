/** Whoever waits for a registry holds nobody behind them: others are looked for past them, a page at a time. */
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import { dueKeyOf } from '../../model/due-key.ts';
import type { DueQuery } from '../../store/port.ts';
import type { EngineCore } from '../core.ts';
import { clearOf } from './clear-head.ts';
import { scrubAhead, unscrubbed } from './scrub-first.ts';
import type { WaitingHeads } from './waiting-heads.ts';

/** Contacts that are read past in one look. */
const PAGE = 1000;

/** Has those asked about who must be, and looks past them: a registry that is away holds nobody else. */
export async function scrubbedOf(
  core: EngineCore,
  campaign: Campaign,
  query: DueQuery,
  found: readonly Contact[],
  heads: WaitingHeads,
): Promise<readonly Contact[]> {
  const { now, limit } = query;
  const wanting = (contact: Contact): readonly string[] => unscrubbed(core, campaign, contact, now);
  const names = new Set(found.flatMap(wanting));
  if (names.size === 0) return found;
  await scrubAhead(core, campaign, names, now);
  const free = found.filter((contact) => wanting(contact).length === 0);
  if (found.length < limit) return free;
  const known = new Set(free.map(({ id }) => id));
  const more = (await freeBehind(core, campaign, query, wanting, heads)).filter(({ id }) => !known.has(id));
  return [...free, ...more].slice(0, limit);
}

async function freeBehind(
  core: EngineCore,
  campaign: Campaign,
  query: DueQuery,
  wanting: (contact: Contact) => readonly string[],
  heads: WaitingHeads,
): Promise<readonly Contact[]> {
  const { run, store } = core;
  const { cartesiaOnly, limit, now } = query;
  const after = heads.after(campaign.id, cartesiaOnly, now);
  const page = await store.due({ ...query, ...(after === undefined ? {} : { after }), limit: PAGE });
  const first = page.findIndex((contact) => wanting(contact).length === 0);
  const last = first < 0 ? page.at(-1) : page[first - 1];
  if (last !== undefined) heads.passed(campaign.id, cartesiaOnly, dueKeyOf(last), now);
  if (first < 0) {
    // There may be somebody on the next page: at the next look, which is now.
    if (page.length === PAGE) run.signals.dispatch.wake();
    return [];
  }
  const free = page.filter((contact) => wanting(contact).length === 0).slice(0, limit);
  const gone = await clearOf(core, campaign, free, now);
  return free.filter((contact) => !gone.has(contact));
}
