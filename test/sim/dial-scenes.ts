/** Campaigns, instants and people for whom `mayDial` has every answer: what a property of dialing is tried on. */
import { onDoNotCall } from '../../src/model/suppression.ts';
import fc from 'fast-check';
import type { Campaign, CampaignState, Line, Plan } from '../../src/model/campaign.ts';
import { WEEKDAYS } from '../../src/model/dial-options.ts';
import type { Contact } from '../../src/model/contact.ts';
import type { CampaignId, ContactId, ContactKey, DestinationKey, LineId } from '../../src/model/ids.ts';
import { DAY, HOUR, MINUTE, type Instant } from '../../src/model/time.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { makeCampaign, makeContact, makeLine, makePlan } from '../support/fixtures.ts';
import { QUICK } from './setting.ts';

/** Everything that opens or falls due does so on these, and the engine looks at each of them. */
export const GRID = 5 * MINUTE;
export const LINES: readonly Line[] = [
  makeLine({ id: 'ap_1' as LineId, number: '+14155550101' }),
  makeLine({ id: 'ap_2' as LineId, number: '+14155550102', provider: 'twilio' }),
  makeLine({ id: 'ap_3' as LineId, number: '+14155550103', provider: 'sip_trunk' }),
];

const zone = fc.constantFrom(
  'America/New_York',
  'America/Los_Angeles',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Europe/London',
  'Pacific/Apia',
);
const onGrid = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: Math.ceil(min / GRID), max: Math.floor(max / GRID) }).map((n) => n * GRID);
const window = fc
  .record({
    days: fc.oneof(fc.constant([...WEEKDAYS]), fc.subarray([...WEEKDAYS], { minLength: 4 })),
    from: fc.integer({ min: 0, max: 270 }),
    length: fc.integer({ min: 1, max: 200 }),
    timezone: fc.oneof({ weight: 3, arbitrary: fc.constant('contact') }, { weight: 1, arbitrary: zone }),
  })
  .map(({ days, from, length, timezone }) => ({
    ...{ days, timezone, from: from * 5 },
    to: Math.min(1_440, (from + length) * 5),
  }));
const state = fc.oneof(
  { weight: 4, arbitrary: fc.constant<CampaignState>({ is: 'running' }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<CampaignState>(
      { is: 'scheduled' },
      { is: 'paused', why: 'limit' },
      { is: 'finished', at: 0 },
      { is: 'canceled', at: 0 },
    ),
  },
);
const person = fc.record({
  places: fc.uniqueArray(zone, { minLength: 1, maxLength: 3 }),
  due: fc.oneof({ weight: 2, arbitrary: fc.constant(-HOUR) }, { weight: 1, arbitrary: onGrid(-HOUR, DAY) }),
  cartesiaDialable: fc.boolean(),
  suppressed: fc.integer({ min: 0, max: 5 }).map((n) => n === 0),
  over: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
});
const campaign = fc.record({
  state,
  window: fc.option(window, { freq: 2 }),
  startIn: fc.option(onGrid(-HOUR, DAY), { freq: 1 }),
  endIn: fc.option(onGrid(HOUR, 2 * DAY)),
  lines: fc.subarray([...LINES], { minLength: 1 }),
  ringingTimeoutSeconds: fc.integer({ min: 5, max: 120 }),
  people: fc.array(person, { minLength: 1, maxLength: 3 }),
});
export const scene = fc.record({
  // Both changes of the clocks are near.
  start: fc.integer({ min: Date.UTC(2026, 9, 20), max: Date.UTC(2026, 10, 5) }),
  campaigns: fc.array(campaign, { minLength: 1, maxLength: 2 }),
});
export type Scene = typeof scene extends fc.Arbitrary<infer S> ? S : never;
export type Facts = {
  readonly contact: Contact;
  readonly campaign: Campaign;
  readonly lines: readonly Line[];
  readonly suppressed: boolean;
};

/** Numbers are whole steps of the grid since 1970, so that openings are. */
export const floor = (at: Instant): Instant => Math.floor(at / GRID) * GRID;

export function peopleOf({ start, campaigns }: Scene): readonly Facts[] {
  const base = floor(start);
  return campaigns.flatMap((one, c) => {
    const plan: Partial<Plan> = {
      ...QUICK,
      ...{ lines: one.lines, window: one.window, ringingTimeoutSeconds: one.ringingTimeoutSeconds },
      startAt: one.startIn === null ? null : base + one.startIn,
      endAt: one.endIn === null ? null : base + one.endIn,
    };
    const its = makeCampaign({ id: `p${c}` as CampaignId, name: `p${c}`, state: one.state, plan: makePlan(plan) });
    return one.people.map((who, n): Facts => {
      const name = `p${c}n${n}`;
      const contact = makeContact({
        ...{ id: name as ContactId, key: name as ContactKey, destination: name as DestinationKey },
        ...{ campaign: its.id, row: n + 2, place: [...who.places].sort().join(',') },
        ...{ cartesiaDialable: who.cartesiaDialable },
        state: who.over ? { is: 'completed', reason: 'answered' } : { is: 'ready', dueAt: base + who.due },
      });
      return { contact, campaign: its, lines: its.plan.lines, suppressed: who.suppressed };
    });
  });
}

export async function ledgerOf(people: readonly Facts[], now: Instant): Promise<Store> {
  const store = openMemoryStore({ makeId: () => 'L', now });
  for (const its of new Set(people.map((one) => one.campaign))) {
    await store.putCampaign('new', its, []);
    const load = await store.beginLoad(its.id, 'list.csv', now);
    const rows = people
      .filter((one) => one.campaign === its)
      .map(({ contact }, n) => {
        const body = { to_number: `+12125551${its.id.slice(1)}0${n}`, variables: {} };
        const personal = { owner: contact.id, key: 'row', body };
        const outcome = { is: 'accepted', contact: { ...contact, load } } as const;
        return { row: contact.row, personal, digest: contact.id, outcome };
      });
    await store.addRows(load, rows);
    await store.publishLoad(load, []);
  }
  const asked = people.filter((one) => one.suppressed).map(({ contact }) => contact.destination);
  await store.suppress(onDoNotCall(asked, 'do-not-call.txt', now));
  return store;
}
