/** A person who steers from another process, by the operations that every command calls, and what must be true once they returned. */
import type { Clock } from '../../src/clock.ts';
import { cancelCampaign } from '../../src/app/campaign/cancel.ts';
import { hangUpEach } from '../../src/engine/settle/hang-up.ts';
import { resumeCampaigns } from '../../src/app/campaign/resume.ts';
import { pauseCampaigns } from '../../src/app/campaign/steer.ts';
import { lastRing, leaveOut } from '../../src/app/suppression/leave-out.ts';
import type { DestinationKey } from '../../src/model/ids.ts';
import { EVERYWHERE, onDoNotCall } from '../../src/model/suppression.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import { SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { World } from '../../src/simulate/world.ts';
import type { Store } from '../../src/store/port.ts';
import type { Lease, SharedStore } from '../../src/store/shared.ts';
import type { Voice } from '../../src/voice/port.ts';
import { aConfig } from '../app/support.ts';
import { ACCOUNT, CAMPAIGN } from '../support/fixtures.ts';

/** As where others dial: what is asked of them is in the ledger alone, and nobody looks for a lock in a folder. */
const CONFIG = aConfig({ databaseUrl: 'postgres://nowhere/outdial', apiKey: null });
/** What was on its way rings when it arrives; the appointment itself was waited for. */
const ON_ITS_WAY: Duration = SECOND;

export type SteeringAct = {
  readonly does: 'pause' | 'resume' | 'cancel';
  /** Of a pause: it ends by itself so long after. */
  readonly until?: Duration;
  readonly hangUp?: boolean;
};

export class Steering {
  readonly #world: World;
  readonly #voice: Pick<Voice, 'call' | 'hangUp'>;
  #ledger: Store | null = null;
  #quietFrom: Instant | null = null;
  #until: Instant = Number.POSITIVE_INFINITY;

  constructor(world: World, voice: Pick<Voice, 'call' | 'hangUp'>) {
    this.#world = world;
    this.#voice = voice;
  }

  /** Without bad luck of its own: the person's machine is another one. */
  opens(ledger: Store): void {
    const serverTime = (): Promise<Instant> => Promise.resolve(this.#world.now);
    // Where there is but one engine, it is there: whoever waits is taken out by it.
    const lease = (): Promise<Lease> => Promise.resolve({ epoch: 1, holder: 'engine', until: Number.MAX_SAFE_INTEGER });
    const shared = { serverTime, ...('lease' in ledger ? {} : { lease }) } satisfies Partial<SharedStore>;
    this.#ledger = Object.assign(Object.create(ledger) as Store, shared);
  }

  async does({ does, until, hangUp }: SteeringAct): Promise<void> {
    const ledger = this.#ledger;
    if (ledger === null) throw new Error('no ledger');
    const caller = { ...PERSON, clock: this.#clock() };
    const end = until === undefined ? null : this.#world.now + until;
    switch (does) {
      case 'resume':
        this.#quietFrom = null;
        await resumeCampaigns(ledger, 'all', CONFIG, caller);
        return;
      case 'pause':
        await pauseCampaigns(ledger, 'all', { until: end }, CONFIG, caller);
        break;
      case 'cancel':
        // Before its list was loaded there is nothing to cancel.
        if ((await ledger.campaign(CAMPAIGN)) === undefined) return;
        await cancelCampaign(ledger, CAMPAIGN, {}, CONFIG, caller);
    }
    const state = (await ledger.campaign(CAMPAIGN))?.state;
    this.#until = endOf(state);
    if (state?.is === 'paused' || state?.is === 'canceled') this.#quietFrom = this.#world.now;
    if (hangUp !== true) return;
    const open = (await ledger.openAttempts(ACCOUNT)).map(({ attempt }) => attempt);
    await hangUpEach(ledger, this.#voice, open, caller);
  }

  /** A person says go on, in their own way: whatever was paused before is not any more. */
  goesOn(): void {
    this.#quietFrom = null;
  }

  /** As `outdial suppress` does it, by the key of a number: resolves when no ring to it can begin any more. */
  async suppresses(key: DestinationKey): Promise<void> {
    const ledger = this.#ledger;
    if (ledger === null) throw new Error('no ledger');
    const caller = { ...PERSON, clock: this.#clock() };
    await ledger.suppress(onDoNotCall([key], 'a person', this.#world.now));
    await leaveOut(ledger, [key], [EVERYWHERE], caller);
    await lastRing(CONFIG, ledger, caller);
  }

  /** At a ring: undefined where it may ring. `wallOff`: by as much the engine's clock is ahead; more than a minute is no excuse. */
  complaint(wallOff: Duration = 0): string | undefined {
    const { now } = this.#world;
    if (this.#quietFrom === null || now <= this.#quietFrom + ON_ITS_WAY) return undefined;
    if (now + Math.min(Math.max(wallOff, 0), 62 * SECOND) >= this.#until) return undefined;
    return `rings ${now - this.#quietFrom} ms after the pause or the cancel had returned`;
  }

  /** Whatever is killed, the person's own process lives. */
  #clock(): Clock {
    const sleep = (until: Instant): Promise<void> =>
      new Promise((resolve) => this.#world.at(until, () => resolve(undefined)));
    return { now: () => this.#world.now, monotonic: () => this.#world.now, sleep };
  }
}

const PERSON = { operator: 'ann', cwd: '/', makeId: () => 'x', makeSecret: () => 'x' } as const;

function endOf(state: CampaignState | undefined): Instant {
  return state?.is === 'paused' && state.why === 'operator' && state.until !== undefined
    ? state.until
    : Number.POSITIVE_INFINITY;
}
