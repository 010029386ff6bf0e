/** What a play is made of: people, lines, slots, and everything that may go wrong with them. */
import type { EditingAct } from './editing.ts';
import type { CallBounds } from '../../src/model/call-bounds.ts';
import type { Plan } from '../../src/model/campaign.ts';
import type { RowConsent } from '../../src/model/consent.ts';
import { HOUR, MINUTE, SECOND, type Duration } from '../../src/model/time.ts';
import type { RegistrySetting } from './registry.ts';
import { awayOf, type Away } from './team-list.ts';
import { between, chance, stream } from '../../src/simulate/random.ts';

/** Probabilities, unless said otherwise. */
export type Faults = {
  /** The request never arrives, and nobody can know. */
  readonly lost: number;
  /** The calls ring, the reply is lost. */
  readonly replyLost: number;
  /** The connection is refused: provably unsent. */
  readonly nowhere: number;
  readonly throttled: number;
  readonly refused: number;
  /** A reply in which each item may be placed, refused, throttled, or say nothing although its phone rings. */
  readonly mixed: number;
  /** A reply that names one call for two items. */
  readonly sameId: number;
  /** A reply that takes longer than anyone waits. */
  readonly slowReply: number;
  readonly readsFail: number;
  /** A report that arrives half a minute late, with what was true when it was asked for. */
  readonly lateReads: number;
  /** A commit that fails before it was done, or of which only the answer is lost; a store that is busy. */
  readonly storeFails: number;
  /** A commit that the store answers with `lost: moved`, as if somebody else had been quicker. */
  readonly storeLoses: number;
  /** A call that the list does not show for a while. */
  readonly hidden: number;
  /** A call that never ends; half of them are never answered either. */
  readonly stuck: number;
  /** A call whose data is redacted: no attempt id. */
  readonly redacted: number;
  /** A status or an end reason that nobody knows. */
  readonly strangeWords: number;
  /** Stretches in which the provider cannot be reached, or throttles everything. How many. */
  readonly outages: number;
  readonly storms: number;
  /** The wall clock is set, and set right again some minutes later. */
  readonly clockJumps: readonly { readonly at: Duration; readonly by: Duration; readonly for: Duration }[];
};

export const NO_FAULTS: Faults = {
  lost: 0,
  replyLost: 0,
  nowhere: 0,
  throttled: 0,
  refused: 0,
  mixed: 0,
  sameId: 0,
  slowReply: 0,
  readsFail: 0,
  lateReads: 0,
  storeFails: 0,
  storeLoses: 0,
  hidden: 0,
  stuck: 0,
  redacted: 0,
  strangeWords: 0,
  outages: 0,
  storms: 0,
  clockJumps: [],
};

/** Something a person does from another process while the engine runs. */
export type Act = {
  readonly at: Duration;
  /** At this effect (its number in the play) instead. */
  readonly effect?: number;
  readonly does: 'pause' | 'resume' | 'cancel' | 'suppress' | 'share' | 'stop' | 'abort' | 'second engine' | 'edit';
  /** Of `edit`. */
  readonly edit?: EditingAct;
  /** Whom `suppress` is about, and `share`: the same, said to another ledger of the team. */
  readonly contact?: number;
  /** Of a pause: it ends by itself so long after. */
  readonly until?: Duration;
  /** Of a pause or a cancel: who talks is hung up on. */
  readonly hangUp?: boolean;
};

/** An engine that does what engines naively do, to see that the judge notices. */
export type Naive = 'requeues what was open' | 'writes off what was open' | 'takes unknown for unsent';

export type Setting = {
  readonly seed: number;
  readonly contacts: number;
  readonly lines: number;
  readonly cps: number;
  readonly slots: number;
  readonly faults: Faults;
  /** The process dies at these effects (their number in the play). */
  readonly crashes: readonly number[];
  readonly acts: readonly Act[];
  readonly naive?: Naive;
  /** What the line and the account really bear, where that is less than the campaign believes. */
  readonly bears?: { readonly cps?: number; readonly slots?: number };
  readonly plan?: Partial<Plan>;
  /** Limits that the judge holds it to, where the campaign does not know of them. */
  readonly judges?: Partial<
    Pick<Plan, 'money' | 'ramp' | 'window' | 'rules' | 'startAt' | 'endAt' | 'numberLimits'>
  > & { readonly bounds?: CallBounds; readonly registry?: RegistrySetting };
  /** Where each contact is, and its own bounds; absent: nowhere, and none. */
  readonly people?: readonly (CallBounds & { readonly place: string; readonly consent?: RowConsent })[];
  /** Asked before anybody is dialed. */
  readonly registry?: RegistrySetting;
  /** What was said is fetched. */
  readonly talks?: boolean | 'wishes';
  /** The campaign's ledger reads a list that a team shares, which is away now and then. */
  readonly team?: readonly Away[];
};

/** Short calls and short waits: what matters is the order of things, not how long a day is. */
export const QUICK: Partial<Plan> = {
  ringingTimeoutSeconds: 10,
  maxCallDurationMinutes: 1,
  retry: { maxAttempts: 3, after: { no_answer: 20 * SECOND, busy: 10 * SECOND } },
};

export const BASE: Setting = {
  seed: 1,
  contacts: 40,
  lines: 1,
  cps: 1,
  slots: 8,
  faults: NO_FAULTS,
  crashes: [],
  acts: [],
  plan: QUICK,
};

/** A campaign of a few people with whatever a seed holds for them. */
export function settingOf(seed: number): Setting {
  const luck = stream(seed, 'setting');
  const some = (most: number): number => (chance(luck, 0.4) ? luck() * most : 0);
  const many = (most: number, odds: number): number => (chance(luck, odds) ? between(luck, 1, most) : 0);
  const cps = [1, 1, 2, 5][between(luck, 0, 3)] ?? 1;
  const jumps = chance(luck, 0.15) ? [-HOUR, 24 * HOUR, 5 * SECOND, -5 * MINUTE] : [];
  const by = jumps[between(luck, 0, 3)];
  return {
    seed,
    contacts: between(luck, 1, 8),
    lines: between(luck, 1, 2),
    cps,
    slots: between(luck, 1, 8),
    faults: {
      lost: some(0.15),
      replyLost: some(0.4),
      nowhere: some(0.2),
      throttled: some(0.2),
      refused: some(0.1),
      mixed: some(0.4),
      sameId: some(0.2),
      slowReply: some(0.2),
      readsFail: some(0.4),
      lateReads: some(0.2),
      storeFails: some(0.15),
      storeLoses: some(0.2),
      hidden: some(0.5),
      stuck: chance(luck, 0.1) ? 0.2 : 0,
      redacted: chance(luck, 0.15) ? luck() : 0,
      strangeWords: some(0.2),
      outages: many(2, 0.2),
      storms: many(2, 0.2),
      clockJumps:
        by === undefined ? [] : [{ at: between(luck, 0, 40) * SECOND, by, for: between(luck, 20, 400) * SECOND }],
    },
    crashes: chance(luck, 0.4) ? Array.from({ length: between(luck, 1, 5) }, () => between(luck, 1, 250)) : [],
    acts: [...(chance(luck, 0.3) ? actsOf(luck) : []), ...sharedIn(seed)],
    plan: { ...QUICK, batchWindow: chance(luck, 0.5) ? 2 * SECOND : 250 },
    talks: chance(stream(seed, 'talking'), 0.5),
    ...teamOf(seed),
  };
}

/** Of a luck of its own, so that every other story of a seed stays as it was. */
function teamOf(seed: number): Pick<Setting, 'team'> {
  const luck = stream(seed, 'team setting');
  return chance(luck, 0.3) ? { team: awayOf(luck) } : {};
}

/** At any instant of the run. */
function sharedIn(seed: number): Act[] {
  if (teamOf(seed).team === undefined) return [];
  const luck = stream(seed, 'shared');
  const count = between(luck, 0, 3);
  return Array.from({ length: count }, () => ({
    at: between(luck, 0, 90_000),
    does: 'share',
    contact: between(luck, 0, 7),
  }));
}

function actsOf(luck: () => number): Act[] {
  const at = between(luck, 0, 60) * SECOND;
  const roll = luck();
  const lasts = between(luck, 1, 60) * SECOND;
  if (roll < 0.1) return [{ at, does: 'pause', until: lasts }];
  if (roll < 0.2)
    return [
      { at, does: 'pause', hangUp: true },
      { at: at + lasts, does: 'resume' },
    ];
  if (roll < 0.3)
    return [
      { at, does: 'pause' },
      { at: at + lasts, does: 'resume' },
    ];
  if (roll < 0.5) return [{ at, does: 'suppress', contact: between(luck, 0, 3) }];
  if (roll < 0.6) return [{ at, does: 'cancel' }];
  if (roll < 0.75) return [{ at, does: 'stop' }];
  if (roll < 0.9) return [{ at, does: 'abort' }];
  return [{ at: at + 2 * SECOND, does: 'second engine' }];
}

/** The same, and lists come back with other numbers, and with the first ones again, now and then of one person again and again. */
export function correctedSettingOf(seed: number): Setting {
  const setting = editedSettingOf(seed);
  const luck = stream(seed, 'corrections');
  const of = chance(luck, 0.5) ? between(luck, 0, setting.contacts - 1) : null;
  const acts = Array.from({ length: between(luck, 1, 8) }, (): Act => {
    const contact = of ?? between(luck, 0, setting.contacts - 1);
    const effect = chance(luck, 0.3) ? { effect: between(luck, 1, 200) } : {};
    const at = 'effect' in effect ? between(luck, 0, 50) : between(luck, 0, 150) * SECOND;
    return { at, ...effect, does: 'edit', edit: { does: 'correct', contact } };
  });
  return { ...setting, acts: [...setting.acts, ...acts] };
}

/** The same with a person who edits it at random instants: retries, callbacks, lower limits and back. */
export function editedSettingOf(seed: number): Setting {
  const setting = settingOf(seed);
  const luck = stream(seed, 'edits');
  const acts = Array.from({ length: between(luck, 1, 6) }, (): Act => {
    const at = between(luck, 0, 120) * SECOND;
    const roll = luck();
    if (roll < 0.3) return { at, does: 'edit', edit: { does: 'retry' } };
    if (roll < 0.7) {
      const edit = { does: 'callback', contact: between(luck, 0, 7), in: between(luck, 1, 90) * SECOND } as const;
      return { at, does: 'edit', edit: chance(luck, 0.2) ? { ...edit, takenBack: true } : edit };
    }
    const slots = between(luck, 1, setting.slots);
    const cps = chance(luck, 0.5) ? 1 : setting.cps;
    return { at, does: 'edit', edit: { does: 'set', slots, cps, tries: between(luck, 1, 3) } };
  });
  return { ...setting, acts: [...setting.acts, ...acts] };
}
