/** Listens to what was said in a call: an opt-out holds at once and everywhere, an outcome moves its contact, a doubt waits for a person. */
import { changeCampaign } from '../../engine/change-campaign.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Contact } from '../../model/contact.ts';
import type { Rules } from '../../model/follow-up.ts';
import { answeredBy, undecided, type Heard } from '../../model/heard.ts';
import { afterOutcome } from '../../model/outcome-effects.ts';
import { hasSignal } from '../../model/outcome-rule.ts';
import { readPlace } from '../../model/place.ts';
import type { Instant } from '../../model/time.ts';
import { makeDayParts } from '../../policy/day-parts.ts';
import { makeHours } from '../../policy/hours.ts';
import { callbackTime } from '../../policy/said/callback-time.ts';
import { signalOf, type Signal } from '../../policy/said/signal.ts';
import { wishOf, type Wish } from '../../policy/said/stop-calling.ts';
import type { Store } from '../../store/port.ts';
import type { Conversation } from '../../voice/port.ts';
import { suppressHeard, type Hearing } from './suppress-heard.ts';

/** `settled`: nothing more is waited for. `doubt`: a person has to say what was meant. `waits`: the campaign's signal is not there yet. */
export type Listened = 'settled' | 'doubt' | 'waits';

/** Whoever loses so often in a row has met something else than a busy moment. */
const TRIES = 50;

type Understood = { readonly wish: Wish | null; readonly signal: Signal | null };

/** Done again it changes nothing: a process may die between any two writes of it. */
export async function hear(ports: Hearing, { id }: Attempt, said: Conversation): Promise<Listened> {
  const { store, clock } = ports;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const attempt = await store.attempt(id);
    const contact = attempt && (await store.contact(attempt.contact));
    const campaign = contact && (await store.campaign(contact.campaign));
    if (attempt?.state.is !== 'ended' || contact === undefined || campaign === undefined) return 'settled';
    const understood = understand(said, campaign, ports.optOutWords);
    const heard = heardOf(contact, attempt, understood);
    const listened = stateOf(heard, attempt, campaign, understood);
    if (heard === null) return listened;
    // What a person has taken back since is not said anew by the same words.
    const known = contact.heard?.seq === attempt.seq ? contact.heard.outcome : null;
    if (heard.outcome === 'opt_out' && known !== 'opt_out') {
      await suppressHeard(ports, attempt, contact, said.lines[understood.wish?.at ?? -1]?.text ?? null, 'everywhere');
    } else if (heard.outcome === 'wrong_number' && known !== 'wrong_number') {
      await suppressHeard(ports, attempt, contact, null, `campaign:${campaign.id}`);
    }
    const now = clock.now();
    const current = await store.contact(contact.id);
    if (current?.version !== contact.version) continue;
    if ((await write(store, { attempt, contact, campaign, heard, signal: understood.signal }, now)) === 'lost')
      continue;
    return listened;
  }
  throw new Error(`what was heard in ${id} cannot be written: its contact changes all the time`);
}

function understand(said: Conversation, { plan }: Campaign, words: readonly string[] = []): Understood {
  const { outcome: rule } = plan;
  const wish = wishOf(said.lines, [...words, ...(rule?.optOutWords ?? [])]);
  return { wish, signal: rule === undefined ? null : signalOf(rule, said) };
}

/** Null where it says nothing that is not known. */
function heardOf(contact: Contact, { seq }: Attempt, { wish, signal }: Understood): Heard | null {
  const { heard: known } = contact;
  if (known !== undefined && known.seq > seq && wish?.is !== 'clear' && signal?.outcome !== 'opt_out') return null;
  const before = known?.seq === seq ? known : undefined;
  const stop = wish?.is === 'clear' || signal?.outcome === 'opt_out';
  // The first outcome stands, whatever is written later; a no is heard at any time.
  const outcome = stop ? 'opt_out' : (before?.outcome ?? signal?.outcome ?? null);
  const doubt = before?.doubt ?? (wish?.is === 'doubtful' && !stop ? 'open' : undefined);
  if (outcome === null && doubt === undefined) return null;
  const person = answeredBy(outcome);
  const again = known?.again;
  return {
    ...{ seq, outcome },
    by: person === 'unknown' && doubt !== undefined ? 'person' : person,
    ...(doubt === undefined ? {} : { doubt: stop ? 'settled' : doubt }),
    ...(again === undefined ? {} : { again }),
  };
}

function stateOf(heard: Heard | null, { state }: Attempt, { plan }: Campaign, { signal }: Understood): Listened {
  if (heard?.doubt === 'open') return 'doubt';
  if (heard?.outcome === 'opt_out') return 'settled';
  const rule = plan.outcome;
  if (rule === undefined || !hasSignal(rule) || signal !== null) return 'settled';
  // A machine that the provider has told of gives no signal.
  return state.is === 'ended' && (state.disposition === 'voicemail' || state.disposition === 'screened')
    ? 'settled'
    : 'waits';
}

type Writing = {
  readonly attempt: Attempt;
  readonly contact: Contact;
  readonly campaign: Campaign;
  readonly heard: Heard;
  readonly signal: Signal | null;
};

async function write(store: Store, { attempt, contact, campaign, heard, signal }: Writing, now: Instant) {
  const known = contact.heard;
  if (known !== undefined && known.seq === heard.seq && known.outcome === heard.outcome && known.doubt === heard.doubt)
    return 'same';
  const isNew = known?.seq !== heard.seq || known.outcome !== heard.outcome;
  const moved = isNew ? movedBy({ attempt, contact, campaign, heard, signal }, now) : contact;
  const calledBack = heard.outcome === 'callback' && moved !== contact;
  const to: Contact = {
    ...moved,
    heard: calledBack ? { ...heard, again: (heard.again ?? 0) + 1 } : heard,
    version: contact.version + 1,
  };
  const [result] = await store.commit(
    [
      {
        contact: { from: contact.version, to },
        log: [
          {
            ...{ at: now, actor: 'provider', campaign: campaign.id, contact: contact.id, attempt: attempt.id },
            ...{ event: 'heard', from: contact.state.is, to: to.state.is, cause: heard.outcome },
            evidence: {
              ...{ outcome: heard.outcome, answered_by: heard.by },
              ...{ by_signal: signal?.from ?? null, doubt: heard.doubt === 'open' },
              ...(to.callback === undefined || !calledBack ? {} : { for: to.callback.at }),
            },
          },
        ],
        ...(heard.doubt === 'open' ? { tasks: [undecided(attempt)] } : {}),
      },
    ],
    {},
  );
  if (result?.is !== 'done') return 'lost';
  if (to.state.is === 'ready' && contact.state.is !== 'ready') {
    // It was over before this was heard: a person, or the next run, goes on with it.
    await changeCampaign(store, campaign.id, ({ state }) => (state.is === 'finished' ? REOPEN : null), {
      now: () => now,
      by: { is: 'engine' },
    });
  }
  return 'done';
}

const REOPEN = { is: 'reopen', dialed: false } as const;

function movedBy({ attempt, contact, campaign, heard, signal }: Writing, now: Instant): Contact {
  const { outcome } = heard;
  if (outcome === null || attempt.state.is !== 'ended') return contact;
  const text = signal?.outcome === 'callback' ? signal.callbackAt : null;
  const at = text === null ? null : callbackTime(text, attempt.state.endedAt, zonesOf(contact, campaign));
  return afterOutcome(contact, attempt, { outcome, at }, rulesOf(campaign), now);
}

function rulesOf({ plan, state }: Campaign): Rules {
  const dayParts = makeDayParts(makeHours());
  return { plan, campaign: state, otherDayPart: (place, last, from) => dayParts.another(plan, place, last, from) };
}

function zonesOf({ place }: Contact, { plan: { window } }: Campaign): readonly string[] {
  const { zones } = readPlace(place);
  if (zones.length > 0) return zones;
  return window === null || window.timezone === 'contact' ? [] : [window.timezone];
}
