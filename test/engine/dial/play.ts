/** An engine's dispatcher whose sleeps pass at once and are written down, for tests of when it looks and what it gives away. */
import { expect } from 'vitest';
import type { Batch, Permit } from '../../../src/engine/batch.ts';
import type { BeforeDial } from '../../../src/engine/before-dial.ts';
import type { Registries } from '../../../src/engine/registries.ts';
import type { EngineCore, Tasks } from '../../../src/engine/core.ts';
import { dispatch } from '../../../src/engine/dial/dispatcher.ts';
import { prepare } from '../../../src/engine/dial/prepare.ts';
import type { Role } from '../../../src/engine/role.ts';
import type { AttemptId, CampaignId, ContactId, DestinationKey, LineId } from '../../../src/model/ids.ts';
import { MINUTE, type Instant } from '../../../src/model/time.ts';
import { openMemoryStore } from '../../../src/store/memory/memory.ts';
import type { Store } from '../../../src/store/port.ts';
import type { Voice } from '../../../src/voice/port.ts';
import { CAMPAIGN, makeAttempt, makeLine, NOW } from '../../support/fixtures.ts';
import { addCampaign, atMost, openScene } from '../scene.ts';

export type Given = {
  readonly who: readonly ContactId[];
  readonly batch: Batch;
  readonly permit: Permit;
  readonly at: number;
};
export type Play = {
  readonly core: EngineCore;
  readonly store: Store;
  readonly said: readonly string[];
  readonly given: readonly Given[];
  /** How long each sleep was, as it was asked for. */
  readonly sleeps: readonly number[];
  /** Readings of the open attempts. */
  readonly readings: () => number;
  /** Looks until so much time has passed, and then for as long as something is done without a sleep. */
  readonly until: (passed: number) => Promise<void>;
  /** What happens during the n-th sleep from now. */
  readonly during: (n: number, what: () => unknown) => void;
};

/** An engine whose sleeps pass at once and are written down; what it gives away is in the ledger, and written on time. */
export async function play(
  role: Role = { is: 'single', watched: [CAMPAIGN], limit: null },
  over: {
    readonly early?: number;
    readonly placed?: number;
    readonly voice?: Partial<Voice>;
    readonly beforeDial?: BeforeDial;
    readonly lastWord?: BeforeDial;
    readonly registries?: Registries;
    /** Called whenever somebody is looked for. */
    readonly onDue?: (core: EngineCore, asked: Instant) => void;
  } = {},
): Promise<Play> {
  let now = NOW;
  let end = 0;
  let readings = 0;
  let names = 0;
  const given: Given[] = [];
  const sleeps: number[] = [];
  const events: { at: number; what: () => unknown }[] = [];
  const memory = openMemoryStore({ makeId: () => 'L', now: NOW });
  const store: Store = {
    ...memory,
    openAttempts: (account) => {
      readings += 1;
      return memory.openAttempts(account);
    },
    due: (query) => {
      over.onDue?.(core, query.now);
      return memory.due(query);
    },
  };
  const tasks: Tasks = {
    early: over.early ?? 0,
    scan: () => Promise.resolve(),
    lookUp: () => Promise.resolve(),
    report: () => Promise.resolve(),
    dial: async (core, batch, permit) => {
      given.push({ who: batch.contacts.map(({ id }) => id), batch, permit, at: now - NOW });
      if (over.placed === 0) return 0;
      const { placings = [] } = (await prepare(core, batch, permit, now)) ?? {};
      await core.store.commit(
        placings.map(({ change }) => change),
        {},
      );
      const { sendAt: due, batch: name } = permit;
      core.lines.wrote({ batch: name, line: batch.line, due, at: due, count: placings.length, took: 0 });
      return placings.length;
    },
  };
  const look = atMost(5_000);
  const clock = {
    now: () => now,
    monotonic: () => {
      look();
      return now - NOW;
    },
    sleep: (until: number) => {
      sleeps.push(until - now);
      now = until;
      for (const { at, what } of events) if (at === sleeps.length) what();
      if (now >= end) core.run.stop('now');
      return Promise.resolve();
    },
  };
  const makeId = (length: number): string => `${'b'.repeat(length - 1)}${names++}`;
  const ports = { store, tasks, clock, makeId, voice: (over.voice ?? {}) as Voice };
  const { beforeDial, lastWord, registries } = over;
  const asked = {
    ...(beforeDial === undefined ? {} : { beforeDial }),
    ...(lastWord === undefined ? {} : { lastWord }),
    ...(registries === undefined ? {} : { registries }),
  };
  const scene = await openScene(role, ports, asked);
  const { core } = scene;
  return {
    ...{ core, store: scene.store, said: scene.said, given, sleeps, readings: () => readings },
    until: (passed) => {
      end = NOW + passed;
      return dispatch(core);
    },
    during: (n, what) => void events.push({ at: sleeps.length + n, what }),
  };
}

/** Puts open attempts of somebody else's making into the ledger, one a contact. */
export async function putOpen(
  store: Store,
  count: number,
  how: 'placing' | 'in_doubt' | 'needs_review',
): Promise<void> {
  const campaign = 'calls' as CampaignId;
  const theirs = makeLine({ id: 'ap_9' as LineId });
  await addCampaign(store, campaign, { lines: [theirs], maxConcurrentCalls: 1 }, count, (n) => ({
    destination: `open${n}` as DestinationKey,
  }));
  const query = { campaign, now: NOW, places: null, cartesiaOnly: false, limit: count };
  for (const contact of await store.due(query)) {
    const id = `open.${contact.id}` as AttemptId;
    const attempt = makeAttempt({
      ...{
        id,
        contact: contact.id,
        campaign,
        destination: contact.destination,
        line: theirs.id,
        longestEnd: NOW + 60 * MINUTE,
      },
      state:
        how === 'placing' ? { is: 'placing' } : { is: 'in_doubt', since: NOW, cause: 'x', callId: null, renewals: 0 },
    });
    const state =
      how === 'placing'
        ? ({ is: 'in_progress', attempt: id, dueAt: NOW + MINUTE } as const)
        : ({ is: how, attempt: id, dueAt: NOW + MINUTE, lookUps: 3 } as const);
    const to = { ...contact, state, version: contact.version + 1 };
    const change = { contact: { from: contact.version, to }, attempt: { from: 'new', to: attempt }, log: [] } as const;
    expect(await store.commit([change], {})).toEqual([{ is: 'done' }]);
  }
}
