/** A ledger that answers late, loses its answers, is busy, or says that somebody else was quicker. */
import { StoreFailure } from '../../src/store/failure.ts';
import type { Change, CommitResult, Store } from '../../src/store/port.ts';
import type { StandingReads } from '../../src/store/standing-reads.ts';
import { between, chance, stream } from '../../src/simulate/random.ts';
import type { World } from '../../src/simulate/world.ts';
import type { Setting } from './setting.ts';

/** What becomes of a process that cannot be told from one that was killed. */
export class AnswerLost extends StoreFailure {
  constructor(message: string) {
    super('away', message, 'Try again.');
  }
}

/** Every write of the port, so that a new one cannot be forgotten: the type does not compile without it. */
export const WRITES: Readonly<Record<Exclude<keyof Store, Reads>, true>> = {
  takeAccount: true,
  closeAccount: true,
  putCampaign: true,
  beginLoad: true,
  addRows: true,
  leaveOutCorrected: true,
  publishLoad: true,
  abandonLoad: true,
  suppress: true,
  unsuppress: true,
  putTasks: true,
  dropTask: true,
  commit: true,
  append: true,
  erase: true,
  eraseOld: true,
  eraseNotes: true,
  settleErased: true,
  cutLog: true,
  setMark: true,
  replacePersonal: true,
};
type Reads =
  | keyof StandingReads
  | 'info'
  | 'closedUntil'
  | 'logAnchor'
  | 'mark'
  | 'campaigns'
  | 'campaign'
  | 'suppressed'
  | 'suppressions'
  | 'dueTasks'
  | 'task'
  | 'nextTask'
  | 'calledBefore'
  | 'reviewLoad'
  | 'stagedRows'
  | 'rowDigests'
  | 'due'
  | 'places'
  | 'alarms'
  | 'nextAlarms'
  | 'openAttempts'
  | 'lastSends'
  | 'contact'
  | 'attempt'
  | 'attemptByCall'
  | 'attemptsOf'
  | 'counts'
  | 'rows'
  | 'reportPage'
  | 'personal'
  | 'personalOf'
  | 'searchPersonal'
  | 'rowByOwner'
  | 'contactsByDestination'
  | 'contactsOn'
  | 'contactByKey'
  | 'alsoIn'
  | 'calledElsewhere'
  | 'rangTwice'
  | 'logHead'
  | 'log'
  | 'close';

export function faultyStore(world: World, store: Store, setting: Setting, onEffect: (name: string) => void): Store {
  const { faults, seed } = setting;
  const weather = stream(seed, 'ledger');
  const lose = stream(seed, 'losing');
  return new Proxy(store, {
    get(target, name: keyof Store) {
      const method = target[name] as unknown as (...args: readonly unknown[]) => Promise<unknown>;
      return (...args: readonly unknown[]) =>
        world.promise((settle, fail) => {
          const generation = world.generation;
          world.after(between(weather, 0, 3), () => {
            if (generation !== world.generation) return;
            const fate = name === 'commit' && chance(weather, faults.storeFails) ? weather() : 1;
            if (fate < 0.3) return fail(new StoreFailure('busy', 'the ledger is busy', 'Try again.'));
            if (fate < 0.6) return fail(new AnswerLost('the ledger did not answer'));
            onEffect(`${name} asked`);
            // A crash at this very point has not written anything.
            if (generation !== world.generation) return;
            const done = (value: unknown): void => {
              onEffect(`${name} done`);
              world.after(0, () => (fate < 1 ? fail(new AnswerLost('the answer was lost')) : settle(value)));
            };
            const loses = name === 'commit' && chance(lose, faults.storeLoses);
            const result = loses ? losing(target, args[0] as readonly Change[]) : method.apply(target, [...args]);
            result.then(done, (cause: unknown) => world.after(0, () => fail(cause)));
          });
        });
    },
  });
}

/** The answer of a ledger in which another process moved every one of these contacts a moment ago. */
async function losing(store: Store, changes: readonly Change[]): Promise<readonly CommitResult[]> {
  const current = await Promise.all(changes.map(({ contact }) => store.contact(contact.to.id)));
  return current.map((contact) => ({ is: 'lost', because: 'moved', current: contact }));
}
