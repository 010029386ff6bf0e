/** One answer, whoever asks: what `mayDial` says of a contact is what the engine does, what a worker does, and what `why` tells. */
import { EVERYWHERE } from '../../src/model/suppression.ts';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openWorkerCore } from '../../src/fleet/worker-core.ts';
import type { LedgerClock } from '../../src/fleet/ledger-clock.ts';
import { work } from '../../src/fleet/work.ts';
import { readCampaigns } from '../../src/engine/read-campaigns.ts';
import type { Line } from '../../src/model/campaign.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { ContactId } from '../../src/model/ids.ts';
import { HOUR, SECOND, type Instant } from '../../src/model/time.ts';
import { makeHours } from '../../src/policy/hours.ts';
import { mayDial, type MayDial } from '../../src/policy/may-dial.ts';
import { nextFor } from '../../src/report/why-next.ts';
import { formatWhen } from '../../src/report/when.ts';
import type { Story } from '../../src/report/story.ts';
import type { Lull } from '../../src/simulate/world.ts';
import type { Change, Store } from '../../src/store/port.ts';
import type { Voice } from '../../src/voice/port.ts';
import { ACCOUNT } from '../support/fixtures.ts';
import { ANSWERS, Bench, NO_ANSWER } from './bench.ts';
import { floor, GRID, ledgerOf, LINES, peopleOf, scene, type Facts } from './dial-scenes.ts';

/** A look, and as many starts of one line as there are people. */
const SOON = 12 * SECOND;
const hours = makeHours();

type Permit = { readonly contact: ContactId; readonly sendAt: Instant; readonly answer: MayDial };

/** A ledger that asks of every new attempt, by what it holds at that moment, whether it may be. */
function asking(store: Store, permits: Permit[]): Store {
  const answerOf = async ({ contact: { to }, attempt }: Change): Promise<MayDial | undefined> => {
    if (attempt?.from !== 'new') return undefined;
    const contact = await store.contact(to.id);
    const its = await store.campaign(to.campaign);
    if (contact === undefined || its === undefined) return undefined;
    const suppressed = (await store.suppressed([contact.destination], [EVERYWHERE], attempt.to.sendAt)).size > 0;
    const lines = its.plan.lines.filter(({ id }) => id === attempt.to.line);
    return mayDial({ contact, campaign: its, lines, suppressed }, attempt.to.sendAt, hours);
  };
  const commit: Store['commit'] = async (changes, guards) => {
    const answers = await Promise.all(changes.map(answerOf));
    const results = await store.commit(changes, guards);
    changes.forEach(({ contact, attempt }, n) => {
      const answer = answers[n];
      if (answer === undefined || attempt === undefined || results[n]?.is !== 'done') return;
      permits.push({ contact: contact.to.id, sendAt: attempt.to.sendAt, answer });
    });
    return results;
  };
  return new Proxy(store, {
    get: (target, name: keyof Store) => (name === 'commit' ? commit : target[name].bind(target)),
  });
}

/** Sleeps through whatever is far from any promise, but for a look at every step of the grid. */
function lullOf({ world, provider }: Bench, promises: readonly Instant[]): Lull {
  return (asleep) => {
    const { now } = world;
    if (!asleep || provider.open() > 0) return Promise.resolve(now);
    const next = promises.filter((at) => at + SOON > now).map((at) => at - 3 * SECOND);
    return Promise.resolve(Math.max(now, Math.min(floor(now) + GRID, ...next)));
  };
}

const seenOf = (people: readonly Facts[], start: Instant): readonly (readonly [Facts, MayDial])[] =>
  people.map((one) => [one, mayDial(one, start, hours)]);

/** When its first dial must have come: from then on it is yes for as long as that may take. */
function promiseOf(one: Facts, answer: MayDial, start: Instant): Instant | null {
  const at = answer.is === 'yes' ? start : answer.is === 'later' ? answer.notBefore : null;
  if (at === null) return null;
  const stays = Array.from({ length: SOON / SECOND + 1 }, (_, n) => mayDial(one, at + n * SECOND, hours).is === 'yes');
  return stays.every(Boolean) ? at : null;
}

it('the engine dials whom it says yes of, at the instant it names, and nobody else', async () => {
  const met = { yes: 0, later: 0, never: 0, waits: 0, dials: 0 };
  await fc.assert(
    fc.asyncProperty(scene, async (of) => {
      const people = peopleOf(of);
      const bench = new Bench({
        ...{ start: of.start, plan: { lines: [...LINES] } },
        fate: (nth) => (nth === 1 ? NO_ANSWER : ANSWERS),
      });
      const permits: Permit[] = [];
      const store = await ledgerOf(people, of.start);
      const seen = seenOf(people, of.start);
      const promises = seen.map(([one, answer]) => promiseOf(one, answer, of.start)).filter((at) => at !== null);
      const watched = [...new Set(people.map((one) => one.campaign.id))];
      const role = { is: 'single', watched, limit: null } as const;
      const run = await bench.start(asking(store, permits), bench.voice(), { role });
      const until = Math.max(of.start + HOUR, ...promises) + 2 * SOON;
      await bench.world.run(() => run.end !== null, until, lullOf(bench, promises));

      for (const { answer } of permits) expect(answer).toEqual({ is: 'yes' });
      for (const [one, answer] of seen) {
        const first = permits.find(({ contact }) => contact === one.contact.id)?.sendAt;
        if (answer.is === 'never' || (answer.is === 'later' && answer.notBefore === null)) {
          expect(first).toBeUndefined();
          met[answer.is === 'never' ? 'never' : 'waits'] += 1;
          continue;
        }
        const from = answer.is === 'yes' ? of.start : (answer.notBefore ?? NaN);
        if (first !== undefined) expect(first).toBeGreaterThanOrEqual(from);
        if (promiseOf(one, answer, of.start) === null) continue;
        expect(first, `${one.contact.id} of ${JSON.stringify(answer)}`).toBeLessThanOrEqual(from + SOON);
        met[answer.is] += 1;
      }
      met.dials += permits.length;
    }),
    { numRuns: 150, seed: 9 },
  );
  // Every kind of answer was met, and often.
  for (const [kind, times] of Object.entries(met)) expect(times, kind).toBeGreaterThan(20);
});

it('a worker dials whom it says yes of at the appointment, and nobody else', async () => {
  let dials = 0;
  await fc.assert(
    fc.asyncProperty(scene, fc.nat(), async (of, pick) => {
      const people = peopleOf(of);
      const one = people[pick % people.length]!;
      const line = one.lines[pick % one.lines.length]!;
      const answer = mayDial(one, of.start, hours);
      const opens = answer.is === 'later' && answer.notBefore !== null ? answer.notBefore : of.start;
      for (const at of new Set([of.start, opens - 1, opens])) {
        const asked = await dialedByWorker(people, { line, contact: one.contact, at });
        const may = mayDial({ ...one, lines: [line] }, at, hours);
        expect(asked, JSON.stringify(may)).toEqual(may.is === 'yes' ? [one.contact.id] : []);
        dials += asked.length;
      }
    }),
    { numRuns: 200, seed: 9 },
  );
  expect(dials).toBeGreaterThan(20);
});

async function dialedByWorker(
  people: readonly Facts[],
  { line, contact, at }: { line: Line; contact: Contact; at: Instant },
): Promise<readonly string[]> {
  const store = await ledgerOf(people, at);
  const asked: string[] = [];
  const place: Voice['place'] = ({ items }, gate) => {
    if (gate()) asked.push(...items.map(({ attempt }) => attempt.split('.')[3] ?? ''));
    return Promise.resolve({ is: 'unknown', cause: 'timeout' });
  };
  const clock: LedgerClock = {
    ...{ now: () => at, monotonic: () => 0, error: () => 0, jumped: () => 0 },
    ...{ sleep: () => Promise.resolve(), sync: () => Promise.resolve(), follow: () => undefined },
  };
  const nobodys = (): Promise<never> => Promise.reject(new Error('not a worker’s'));
  const report = (): Promise<void> => Promise.resolve();
  const queue = { give: nobodys, report, work: nobodys, hear: nobodys, close: nobodys };
  const ports = { store, voice: { place } as Voice, clock, hours: makeHours(), makeId: () => 'x', queue };
  const worker = openWorkerCore(ports, { account: ACCOUNT, ledger: 'L', pollInterval: SECOND });
  const epoch = await store.takeAccount(ACCOUNT, at);
  await readCampaigns(worker);
  const appointment = { sendAt: at, sendBy: at + SECOND, slots: 8, epoch, batch: 'b' };
  await work(worker, clock, {
    ...appointment,
    ...{ is: 'dial', campaign: contact.campaign, line: line.id, contacts: [contact.id] },
  });
  await Promise.all(worker.run.underWay);
  return asked;
}

it('`why` tells of the same answer', () => {
  fc.assert(
    fc.property(scene, (of) => {
      for (const [one, answer] of seenOf(peopleOf(of), of.start)) {
        const said = nextFor(one.contact, storyOf(one, of.start));
        if (answer.is === 'yes') expect(said).toMatch(/^dialed as soon as a line and a slot are free/);
        else if (answer.is === 'later' && answer.notBefore !== null) {
          expect(said).toContain(formatWhen(answer.notBefore, of.start, 'UTC'));
          expect(said).toMatch(answer.rule === 'hours' ? /^waits for its hours/ : /^dialed at/);
        } else expect(said).toMatch(/^(nothing|left out|given up)/);
      }
    }),
    { numRuns: 500 },
  );
});

function storyOf({ contact, campaign: its, suppressed }: Facts, now: Instant): Story {
  const { id, list, row } = contact;
  return {
    ...{ campaign: its, hours, now, zone: 'UTC', suppression: suppressed ? 'do-not-call.txt' : null },
    ...{ attempts: [], log: [], notes: new Map(), body: undefined, dialing: null },
    record: { list, row, owner: id, outcome: { is: 'accepted', contact } },
  };
}
