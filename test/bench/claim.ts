/** What it costs to find who is due and to take them, in a campaign of a thousand and of a million contacts. */
import type { Attempt } from '../../src/model/attempt.ts';
import { campaignId } from '../../src/model/ids.ts';
import type { Contact } from '../../src/model/contact.ts';
import { isAway, isBusy } from '../../src/store/failure.ts';
import type { Change, Guards } from '../../src/store/port.ts';
import type { SharedStore } from '../../src/store/shared.ts';
import { answered, completed, evidence, line, placing } from '../contract/store/given.ts';
import type { Filled, Fills } from './filled.ts';
import { percentile, type Row } from './row.ts';
import { clock, NAME, withLedger } from './stage.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const LOOKS = 200;
const SINGLE = 150;
const BATCHES = 45;
const BATCH = 50;
/** Batches whose ends are committed as well, with what the calls said. */
const SETTLED = 10;
/** Rounds after which everybody is ready again: a thousand contacts are soon used up. */
const RESET_AFTER = 15;

type Times = { readonly what: string; readonly ms: readonly number[]; readonly note?: string };

export async function claim(told: (row: Row) => void, fills: Fills): Promise<void> {
  const few = await times(await fills.of(FEW));
  const many = await times(await fills.of(MANY));
  for (const [at, { what, ms, note }] of many.entries()) {
    for (const [name, share] of [
      ['p50', 0.5],
      ['p95', 0.95],
    ] as const) {
      const baseline = percentile(few[at]?.ms ?? [], share);
      told({
        section: 'claim',
        what: `${what}, ${MANY.toLocaleString('en-US')} contacts, ${name}`,
        unit: 'ms',
        value: percentile(ms, share),
        baseline,
        ...(note === undefined || name !== 'p50' ? {} : { note }),
      });
    }
  }
}

async function times(filled: Filled): Promise<readonly Times[]> {
  return withLedger(filled.database.url, async (store) => {
    const campaign = await store.campaign(campaignId(NAME));
    if (campaign === undefined) throw new Error('no campaign');
    // The guards want it running; nobody dials while this is measured.
    await store.putCampaign(
      campaign.version,
      { ...campaign, state: { is: 'running' }, version: campaign.version + 1 },
      [],
    );
    const { account } = campaign;
    const [on] = campaign.plan.lines;
    if (on === undefined) throw new Error('no line');
    const epoch = await store.takeAccount(account, clock.now());
    const guards: Guards = {
      epoch: { account, epoch },
      slots: { account, max: 10_000 },
      running: true,
      unsuppressed: { at: 0 },
    };
    const look = (limit: number): Promise<readonly Contact[]> =>
      store.due({ campaign: campaign.id, now: clock.now(), places: null, cartesiaOnly: false, limit });
    // Plans are prepared and pages read once.
    for (let n = 0; n < 20; n++) await look(BATCH);
    const due: number[] = [];
    for (let n = 0; n < LOOKS; n++) due.push(await took(() => look(BATCH)));
    let taken: readonly Change[] = [];
    const take = async (size: number): Promise<number> => {
      const contacts = await look(size);
      if (contacts.length !== size) throw new Error(`${contacts.length} of ${size} are due`);
      taken = contacts.map((contact) => claimed(contact, { account, epoch, line: on.id }));
      return took(() => commitAll(store, taken, guards));
    };
    for (let n = 0; n < 10; n++) await take(1);
    await filled.reset();
    const one: number[] = [];
    for (let n = 0; n < SINGLE; n++) one.push(await take(1));
    const fifty: number[] = [];
    for (let n = 0; n < BATCHES; n++) {
      if (n % RESET_AFTER === 0) await filled.reset();
      fifty.push(await take(BATCH));
    }
    await filled.reset();
    const ends: number[] = [];
    let givenUp = 0;
    for (let n = 0; n < SETTLED; n++) {
      await take(BATCH);
      ends.push(
        await took(() =>
          commitAll(store, taken.map(ended), {}).catch((cause: unknown) => {
            if (!isAway(cause) && !isBusy(cause)) throw cause;
            givenUp += 1;
          }),
        ),
      );
    }
    await filled.reset();
    const now = await store.campaign(campaign.id);
    if (now !== undefined) {
      await store.putCampaign(now.version, { ...now, state: { is: 'scheduled' }, version: now.version + 1 }, []);
    }
    return [
      { what: `due, limit ${BATCH}`, ms: due, note: `the baseline is ${FEW.toLocaleString('en-US')} contacts` },
      { what: 'commit of 1 placing', ms: one },
      { what: `commit of ${BATCH} placing`, ms: fifty },
      {
        what: `commit of ${BATCH} ends with a summary each`,
        ms: ends,
        // It took as long as it took, and would be tried again.
        ...(givenUp === 0 ? {} : { note: `${givenUp} of ${SETTLED} were given up by the ledger` }),
      },
    ];
  });
}

function claimed(contact: Contact, by: Pick<Attempt, 'account' | 'epoch' | 'line'>): Change {
  const { campaign, id } = contact;
  const change = placing(contact, { ...by, sendAt: clock.now(), sendBy: clock.now() + 1_000 });
  return { ...change, log: [line('placing', { campaign, contact: id, at: clock.now() })] };
}

/** As a walk of the provider's list tells it. */
function ended({ contact, attempt }: Change): Change {
  if (attempt === undefined) throw new Error('no attempt');
  const { to } = attempt;
  const change = evidence(contact.to, to, answered(`call-${to.id}`), completed);
  return { ...change, personal: [{ owner: to.contact, key: to.id, body: { summary: 'The person confirmed.' } }] };
}

async function commitAll(store: SharedStore, changes: readonly Change[], guards: Guards): Promise<void> {
  const results = await store.commit(changes, guards);
  const lost = results.find(({ is }) => is === 'lost');
  if (lost !== undefined) throw new Error(`a change was lost: ${JSON.stringify(lost)}`);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const began = clock.monotonic();
  await work();
  return clock.monotonic() - began;
}
