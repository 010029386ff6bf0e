/** A person who edits a campaign that runs: retries, callbacks, other limits; and what the judge has to allow or to forbid for it. */
import { retryContacts, findRetryable } from '../../src/app/campaign/retry.ts';
import { applySet } from '../../src/app/campaign/set.ts';
import { goOn } from '../../src/app/campaign/go-on.ts';
import type { Caller } from '../../src/app/runtime.ts';
import { askForCallback, planCallback, takeCallbackBack } from '../../src/app/person/callback.ts';
import type { Plan } from '../../src/model/campaign.ts';
import type { NumberLimit } from '../../src/model/number-limits.ts';
import type { ContactId, DestinationKey } from '../../src/model/ids.ts';
import { UserError } from '../../src/model/errors.ts';
import { formatInstant, SECOND, type Duration, type Instant } from '../../src/model/time.ts';
import type { Store } from '../../src/store/port.ts';
import { aConfig } from '../app/support.ts';
import { CAMPAIGN, makeContact } from '../support/fixtures.ts';
import { contactOf, numberOf, otherNumberOf } from './judge.ts';

const CONFIG = aConfig({ databaseUrl: 'postgres://nowhere/outdial', apiKey: null });
/** What was on its way when a limit was lowered. */
const ON_ITS_WAY: Duration = 2 * SECOND;

export type EditingAct =
  | { readonly does: 'retry' }
  | { readonly does: 'callback'; readonly contact: number; readonly in: Duration; readonly takenBack?: true }
  /** The list is loaded again with their other number, or with the first one again. */
  | { readonly does: 'correct'; readonly contact: number }
  | ({
      readonly does: 'set';
      readonly slots?: number;
      readonly cps?: number;
      readonly tries?: number;
    } & Partial<Terms>);

/** What may be set of when people are called, and how often. */
export type Terms = Pick<Plan, 'window'> & { readonly numberLimits: readonly NumberLimit[] };

export type Edited = {
  /** Calls of this contact that are allowed beyond the campaign's first budget. */
  extra(contact: string): number;
  /** Instants before which a contact that asked for it must not ring; null: nobody asked. */
  notBefore(contact: string): Instant | null;
  /** Calls that may be answered: the first, and one for each callback. */
  answers(contact: string): number;
  /** How many numbers the lists have given them. */
  numbers(contact: string): number;
  /** Whether the ledger was given another number in its place, a moment ago or before. */
  isOld(to: string, now: Instant): boolean;
  /** The lowest limits that have held for a while. */
  limits(now: Instant): { readonly slots: number; readonly cps: number };
  /** Any of which a call may keep to at that moment: those that hold, and those of a moment ago. */
  terms(now: Instant): readonly Terms[];
};

export class Editing implements Edited {
  readonly #ledger: Store;
  readonly #now: () => Instant;
  readonly #extra = new Map<string, number>();
  readonly #asked = new Map<string, { at: Instant; count: number }>();
  readonly #numbers = new Map<string, { readonly to: string; readonly from: Instant }>();
  readonly #lowered: { readonly from: Instant; readonly slots: number; readonly cps: number }[] = [];
  readonly #terms: { readonly from: Instant; readonly terms: Terms }[];
  #tries: number;

  constructor(ledger: Store, now: () => Instant, { retry, window, numberLimits = [] }: Plan) {
    this.#ledger = ledger;
    this.#now = now;
    this.#tries = retry.maxAttempts;
    this.#terms = [{ from: 0, terms: { window, numberLimits } }];
  }

  /** What is refused changed nothing: the phone rang, they said no, or it is over. */
  async does(act: EditingAct): Promise<void> {
    try {
      await this.#do(act);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }

  async #do(act: EditingAct): Promise<void> {
    const [ledger, now] = [this.#ledger, this.#now()];
    const sleep = (): Promise<void> => Promise.resolve();
    const clock = { now: () => now, monotonic: () => now, sleep };
    const caller = { clock, operator: 'ann', cwd: '/', makeId: () => 'x', makeSecret: () => 'x' };
    switch (act.does) {
      case 'retry': {
        const meant = await findRetryable(ledger, CAMPAIGN, { kinds: null }, caller);
        await retryContacts(ledger, meant, CONFIG, caller);
        for (const id of meant.contacts) this.#extra.set(id, (this.#extra.get(id) ?? 0) + this.#tries);
        return;
      }
      case 'callback': {
        const who = `c${act.contact}`;
        const at = now + act.in;
        const plan = await planCallback(ledger, { text: who }, formatInstant(at), caller);
        await askForCallback(ledger, plan, CONFIG, caller);
        this.#extra.set(who, (this.#extra.get(who) ?? 0) + 1);
        this.#asked.set(who, { at, count: (this.#asked.get(who)?.count ?? 0) + 1 });
        if (act.takenBack === true) {
          await takeCallbackBack(ledger, { text: who }, caller);
          this.#asked.set(who, { at: 0, count: this.#asked.get(who)?.count ?? 0 });
        }
        return;
      }
      case 'correct':
        return this.#correct(act.contact, caller);
      case 'set': {
        const campaign = await ledger.campaign(CAMPAIGN);
        if (campaign === undefined) return;
        const { plan } = campaign;
        const wanted: Plan = {
          ...plan,
          version: plan.version + 1,
          specText: `${plan.specText} `,
          maxConcurrentCalls: act.slots ?? plan.maxConcurrentCalls,
          lines: plan.lines.map((line) => ({ ...line, callsPerSecond: act.cps ?? line.callsPerSecond })),
          retry: { ...plan.retry, maxAttempts: act.tries ?? plan.retry.maxAttempts },
          ...(act.window === undefined ? {} : { window: act.window }),
          ...(act.numberLimits === undefined ? {} : { numberLimits: act.numberLimits }),
        };
        await applySet(
          ledger,
          { campaign, keys: ['pacing'], wanted, changes: [], raises: false, slowsToo: [] },
          caller,
        );
        this.#tries = Math.max(this.#tries, wanted.retry.maxAttempts);
        const cps = Math.min(...wanted.lines.map(({ callsPerSecond }) => callsPerSecond));
        const { window, numberLimits = [] } = wanted;
        this.#terms.push({ from: now + ON_ITS_WAY, terms: { window, numberLimits } });
        this.#lowered.push({ from: now + ON_ITS_WAY, slots: wanted.maxConcurrentCalls, cps });
      }
    }
  }

  /** As a run of the corrected list does it: loaded, and the campaign goes on where it was over. */
  async #correct(n: number, caller: Caller): Promise<void> {
    const [ledger, id] = [this.#ledger, `c${n}` as ContactId];
    const campaign = await ledger.campaign(CAMPAIGN);
    const known = await ledger.contact(id);
    if (campaign === undefined || campaign.state.is === 'canceled' || known === undefined) return;
    const first = known.destination === `d${n}`;
    const load = await ledger.beginLoad(CAMPAIGN, 'list.csv', caller.clock.now());
    const destination = (first ? `e${n}` : `d${n}`) as DestinationKey;
    const to = first ? otherNumberOf(n) : numberOf(n);
    const contact = makeContact({ ...known, id: `again-${id}` as ContactId, destination, load });
    const personal = { owner: contact.id, key: 'row', body: { to_number: to, variables: {} } };
    await ledger.addRows(load, [{ row: known.row, personal, digest: to, outcome: { is: 'accepted', contact } }]);
    await ledger.publishLoad(load, []);
    // On the phone at this moment, or reached: it is not taken.
    if ((await ledger.contact(id))?.destination === destination) this.#numbers.set(id, { to, from: this.#now() });
    await goOn(ledger, CAMPAIGN, CONFIG, caller);
  }

  numbers(contact: string): number {
    return this.#numbers.has(contact) ? 2 : 1;
  }

  isOld(to: string, now: Instant): boolean {
    const known = this.#numbers.get(contactOf(to));
    return known !== undefined && known.to !== to && now > known.from;
  }

  extra(contact: string): number {
    return this.#extra.get(contact) ?? 0;
  }

  notBefore(contact: string): Instant | null {
    return this.#asked.get(contact)?.at ?? null;
  }

  answers(contact: string): number {
    return 1 + (this.#asked.get(contact)?.count ?? 0);
  }

  limits(now: Instant): { readonly slots: number; readonly cps: number } {
    const held = this.#lowered.findLast(({ from }) => from <= now) ?? { slots: Infinity, cps: Infinity };
    // What was raised a moment ago may be used at once, what was lowered a moment ago still may.
    const both = [held, ...this.#lowered.filter(({ from }) => from > now)];
    return { slots: Math.max(...both.map(({ slots }) => slots)), cps: Math.max(...both.map(({ cps }) => cps)) };
  }

  terms(now: Instant): readonly Terms[] {
    const held = this.#terms.findLast(({ from }) => from <= now);
    return [held, ...this.#terms.filter(({ from }) => from > now)].flatMap((one) => one?.terms ?? []);
  }
}
