/** The judge of one engine, and what only several can do wrong: epochs out of order, a pace that no one of them breaks. */
import type { CampaignState } from '../../src/model/campaign.ts';
import { SECOND, type Instant } from '../../src/model/time.ts';
import type { Store } from '../../src/store/port.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import type { Provider } from '../../src/voice/simulated/provider.ts';
import { CAMPAIGN } from '../support/fixtures.ts';
import type { FleetSetting } from './fleet-setting.ts';
import { atEnd, atRing, contactOf, durable, type End, type Violation } from './judge.ts';
import { withinLimits } from './limits-judge.ts';

export class FleetJudge {
  /** Who took the lead last. */
  holder = '';
  epochs = 0;
  readonly #setting: FleetSetting;
  readonly #provider: Provider;
  readonly #now: () => Instant;
  readonly #found: Violation[] = [];
  readonly #suppressedAt = new Map<string, Instant>();
  /** A budget is the end of a campaign that nobody gives more. */
  spent = false;
  #landed = 0;
  #since: { readonly is: CampaignState['is']; readonly at: Instant } = { is: 'running', at: 0 };
  #ledger: Store | null = null;

  constructor(setting: FleetSetting, provider: Provider, now: () => Instant) {
    this.#setting = setting;
    this.#provider = provider;
    this.#now = now;
  }

  add(says: string, ...about: string[]): void {
    if (this.#found.length < 100) this.#found.push({ says, about });
  }

  suppressed(contact: string): void {
    this.#suppressedAt.set(contact, this.#now());
  }

  /** A number has ten digits and more; so have instants, and ids none. */
  onMessage(text: string): void {
    if (/(?<!\d)\+?(1212555\d{4}|1415555010\d)(?!\d)/.test(text)) this.add(`I8: a number is in a message: ${text}`);
  }

  onTaken(): void {
    const now = this.#now();
    const truth = { wallOff: 0, suppressedAt: this.#suppressedAt };
    this.#found.push(...atRing(this.#provider, { ...this.#setting, acts: [] }, now, truth));
    const { is, at } = this.#since;
    if (is !== 'running' && now > at + 2 * SECOND) {
      this.add(
        `I4: rings ${now - at} ms after the campaign was ${is}`,
        contactOf(this.#provider.calls.at(-1)?.to ?? ''),
      );
    }
    void this.#ledger?.campaign(CAMPAIGN).then((campaign) => {
      if (campaign === undefined) return;
      const plan = { ...campaign.plan, ...this.#setting.judges };
      this.#found.push(...withinLimits(this.#provider, { ...campaign, plan }, now));
    });
    for (const call of this.#provider.calls.filter(({ placedAt }) => placedAt === now)) {
      void this.#ledger?.attempt(call.attempt).then((attempt) => this.#found.push(...durable(call, attempt)));
    }
  }

  /** The ledger, and what lands in it. */
  watched(store: Store): Store {
    this.#ledger = store;
    return {
      ...store,
      takeAccount: async (account, now) => {
        this.epochs = await store.takeAccount(account, now);
        return this.epochs;
      },
      putCampaign: async (from, to, log) => {
        const done = await store.putCampaign(from, to, log);
        if (done === 'done' && to.state.is !== this.#since.is) this.#since = { is: to.state.is, at: this.#now() };
        return done;
      },
      commit: async (changes, guards) => {
        const results = await store.commit(changes, guards);
        const news = changes.filter((change, n) => change.attempt?.from === 'new' && results[n]?.is === 'done');
        for (const { attempt } of news) {
          const epoch = attempt?.to.epoch ?? 0;
          if (epoch < this.epochs || epoch < this.#landed)
            this.add(
              `a commit of epoch ${epoch} landed after epoch ${this.epochs} had begun`,
              attempt?.to.contact ?? '',
            );
          this.#landed = Math.max(this.#landed, epoch);
        }
        return results;
      },
    };
  }

  watchedLead(ledger: SharedStore): SharedStore {
    return {
      ...ledger,
      takeLead: async (account, holder, now, until) => {
        const taken = await ledger.takeLead(account, holder, now, until);
        if (taken.is === 'mine') this.holder = holder;
        return taken;
      },
    };
  }

  async atEnd(end: End, store: Store): Promise<readonly Violation[]> {
    const state = (await store.campaign(CAMPAIGN))?.state.is ?? 'gone';
    if (state !== 'finished' && state !== 'canceled' && !this.spent) this.add(`the campaign is ${state} at the end`);
    return [...this.#found, ...this.#pace(), ...atEnd(end, this.#provider, { ...this.#setting, acts: [] })];
  }

  /** In any sliding second by arrival, on every line. */
  #pace(): readonly Violation[] {
    const { bears, cps } = this.#setting;
    const most = bears?.cps ?? cps;
    const found: Violation[] = [];
    for (const line of new Set(this.#provider.calls.map((call) => call.line))) {
      const at = this.#provider.calls.filter((call) => call.line === line).map(({ placedAt }) => placedAt);
      at.forEach((last, n) => {
        const first = at[n - most];
        if (first === undefined || last - first >= SECOND) return;
        const call = this.#provider.calls.find((one) => one.line === line && one.placedAt === last);
        const says = `I5: ${most + 1} starts within ${last - first} ms on ${line}`;
        found.push({ says, about: [contactOf(call?.to ?? '')] });
      });
    }
    return found;
  }
}
