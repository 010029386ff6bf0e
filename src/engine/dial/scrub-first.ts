/** Has registries asked about numbers before anybody of them is dialed: many at once, beside the dialing. */
// Silent, failing or slow, a registry holds its people where they are: nobody of them is lost, and nobody is dialed.
import type { Campaign } from '../../model/campaign.ts';
import { standingWithout, withoutCallback } from '../../model/callback.ts';
import type { Contact } from '../../model/contact.ts';
import { defer } from '../../model/permit.ts';
import { scrubNote } from '../../model/scrub.ts';
import { HOUR, type Duration, type Instant } from '../../model/time.ts';
import { staleScrubs } from '../../policy/scrub.ts';
import type { Change } from '../../store/port.ts';
import type { EngineCore } from '../core.ts';
import { inBackground, insist } from '../ledger-trouble.ts';
import type { Listed, Registries } from '../registries.ts';
import { logLine, waitingLine } from '../settle/log-line.ts';

/** Numbers in one question. */
const BULK = 1000;
/** Changes in one commit. */
const CHUNK = 200;
/** Whoever the registry cannot tell of is asked about again. */
const AGAIN: Duration = HOUR;

/** The registries that must be asked about this contact before it is dialed. */
export function unscrubbed(
  { hours }: Pick<EngineCore, 'hours'>,
  { plan }: Campaign,
  contact: Contact,
  now: Instant,
): readonly string[] {
  const demanded = hours.demands(plan, contact.place, now).scrubs;
  return staleScrubs(contact, plan, demanded, now).map(({ name }) => name);
}

/** Asks what may be asked now about those of the campaign whose turn it is; who is there shall be asked about together. */
export async function scrubAhead(
  core: EngineCore,
  campaign: Campaign,
  names: ReadonlySet<string>,
  now: Instant,
): Promise<void> {
  const { notices, registries, store } = core;
  for (const name of names) {
    const ready = registries?.ready(name, now) ?? null;
    if (ready === null) {
      notices.note(
        'dialing',
        `${campaign.name} waits: its people must be looked for in the registry "${name}", and no "scrub" of that name is in outdial.json here`,
      );
    }
    if (registries === undefined || ready !== true) continue;
    const due = await store.due({ campaign: campaign.id, now, places: null, cartesiaOnly: false, limit: BULK });
    const those = due.filter((contact) => unscrubbed(core, campaign, contact, now).includes(name));
    const rows = await store.personal(
      those.map(({ id }) => id),
      'row',
    );
    const people = those.flatMap((contact) => {
      const number = rows.get(contact.id)?.['to_number'];
      return typeof number === 'string' ? [{ contact, number }] : [];
    });
    if (people.length === 0) continue;
    // Nobody waits for it but these people: not the line, and not the end of the run.
    void ask(core, registries, name, people);
  }
}

type Person = { readonly contact: Contact; readonly number: string };

async function ask(core: EngineCore, registries: Registries, name: string, people: readonly Person[]): Promise<void> {
  const { clock, run, store } = core;
  // An answer is as old as its question.
  const at = clock.now();
  const heard = await registries.ask(name, [...new Set(people.map(({ number }) => number))]);
  // The run is over, or ends: its ledger may be closed. Whoever asks next hears it again.
  if (heard === null || run.stopping !== 'no' || run.lostLease) return;
  const changes = people.flatMap(({ contact, number }) =>
    scrubChange(contact, name, heard.get(number), at, clock.now()),
  );
  const written = (async () => {
    for (let from = 0; from < changes.length; from += CHUNK) {
      const chunk = changes.slice(from, from + CHUNK);
      // Who has moved meanwhile stays as they are, and are asked about again.
      await insist(core, async () => void (await store.commit(chunk, {})));
    }
  })();
  inBackground(
    core,
    written.finally(() => run.signals.dispatch.wake()),
  );
}

/** What becomes of somebody by a registry's answer, `at` the instant at which it was asked. */
export function scrubChange(
  contact: Contact,
  name: string,
  heard: Listed | undefined,
  at: Instant,
  now: Instant,
): Change[] {
  const { listed, words } = heard ?? { listed: 'unknown' as const, words: null };
  // What was answered about a person is kept with their data, and goes with it (I8).
  const personal = [{ owner: contact.id, key: scrubNote(name), body: { listed, at, words } }];
  const from = contact.version;
  switch (listed) {
    case 'yes': {
      const state = standingWithout(contact, { is: 'skipped', reason: 'on_registry' });
      const to: Contact = { ...withoutCallback(contact), state, version: from + 1 };
      return [{ contact: { from, to }, log: [waitingLine(contact, to, 'on_registry', now)], personal }];
    }
    case 'no': {
      const to: Contact = { ...contact, scrubbed: { ...contact.scrubbed, [name]: at }, version: from + 1 };
      const line = { at: now, actor: 'engine', attempt: null, cause: null } as const;
      const log = [logLine(contact, to, { ...line, event: 'scrubbed', evidence: { registry: name, asked_at: at } })];
      return [{ contact: { from, to }, log, personal }];
    }
    case 'unknown': {
      const to = defer(contact, now + AGAIN);
      if (to === undefined) return [];
      return [{ contact: { from, to }, log: [waitingLine(contact, to, 'scrub_unknown', now)], personal }];
    }
  }
}
