/** A small ledger with one of everything, for the tests of commands that read. */
import { digestOf } from '../../src/app/account.ts';
import type { Attempt } from '../../src/model/attempt.ts';
import type { Contact } from '../../src/model/contact.ts';
import {
  attemptId,
  type CallId,
  type CampaignId,
  type ContactId,
  type ContactKey,
  type DestinationKey,
} from '../../src/model/ids.ts';
import type { LineId } from '../../src/model/ids.ts';
import type { LoadRow, LogLine, Store } from '../../src/store/port.ts';
import { aCampaign, aContact } from '../report/support.ts';
import { makeAttempt } from '../support/fixtures.ts';

export const T0 = Date.parse('2026-12-01T17:00:00Z');

/** Rows 2 answered, 3 gave up, 4 ready, 5 rejected, 6 skipped, 7 in doubt. */
export async function fillLedger(store: Store): Promise<void> {
  const info = await store.info();
  const digest = digestOf(info);
  const campaign = aCampaign({ createdAt: T0 });
  await store.putCampaign('new', campaign, []);
  const load = await store.beginLoad(campaign.id, 'contacts.csv', T0);
  const people = [
    ['c2', '+14155550102', 2, 'Ada', '=1+1'],
    ['c3', '+14155550140', 3, 'Grace, Hopper', '-5'],
    ['c4', '+13035550104', 4, 'Zoë', "'=x"],
    ['c7', '+14155550170', 7, 'Joan', ''],
  ] as const;
  const rows: LoadRow[] = people.map(([id, number, row, name, note]) => ({
    row,
    personal: {
      owner: id,
      key: 'row',
      body: { to_number: number, cells: { Phone: number, Name: name, row: note }, variables: { name } },
    },
    digest: id,
    outcome: {
      is: 'accepted',
      contact: aContact(
        { is: 'ready', dueAt: T0 },
        {
          id: id as ContactId,
          row,
          load,
          key: digest(`k:${number}`) as ContactKey,
          destination: digest(`d:${number}`) as DestinationKey,
          campaign: campaign.id,
        },
      ),
    },
  }));
  const others: LoadRow[] = [
    {
      row: 5,
      personal: {
        owner: 'r5',
        key: 'row',
        body: {
          to_number: '555-0101',
          cells: { Phone: '555-0101', Name: 'Lin' },
          message: '"555-0101" has no country code.',
        },
      },
      digest: 'r5',
      outcome: { is: 'rejected', code: 'missing_country_code' },
    },
    {
      row: 6,
      personal: {
        owner: 'r6',
        key: 'row',
        body: { to_number: '+14155550102', cells: { Phone: '+14155550102', Name: 'Ada' } },
      },
      digest: 'r6',
      outcome: { is: 'skipped', code: 'duplicate' },
    },
  ];
  await store.addRows(load, [...rows, ...others]);
  await store.publishLoad(load, []);

  const call = async (
    id: string,
    state: Attempt['state'],
    to: (contact: Contact, attempt: Attempt) => Contact,
  ): Promise<void> => {
    const contact = await store.contact(id as ContactId);
    if (contact === undefined) throw new Error(`no contact ${id}`);
    const attempt = makeAttempt({
      id: attemptId(info.id, campaign.id, contact.id, contact.seq + 1),
      contact: contact.id,
      account: campaign.account,
      line: 'ap_sandbox' as LineId,
      agent: campaign.plan.agent,
      destination: contact.destination,
      seq: contact.seq + 1,
      sendAt: T0 + 1_000,
      sendBy: T0 + 2_000,
      longestEnd: T0 + 700_000,
      state,
    });
    const next = {
      ...to(contact, attempt),
      seq: attempt.seq,
      attempts: contact.attempts + 1,
      lastAttemptAt: attempt.sendAt,
    };
    const line = (at: number, event: 'ended' | 'in_doubt', cause: string | null): LogLine => ({
      at,
      actor: 'engine',
      campaign: campaign.id,
      contact: contact.id,
      attempt: attempt.id,
      event,
      from: null,
      to: null,
      cause,
      evidence: null,
    });
    const evidence = { line: attempt.line, send_by: attempt.sendBy, plan: 1 };
    const log: LogLine[] = [{ ...line(T0 + 1_000, 'in_doubt', null), event: 'placing', evidence }];
    if (state.is === 'ended') log.push(line(state.endedAt, 'ended', state.endReason));
    if (state.is === 'in_doubt') log.push(line(state.since, 'in_doubt', state.cause));
    const [result] = await store.commit(
      [
        {
          contact: { from: contact.version, to: { ...next, version: contact.version + 1 } },
          attempt: { from: 'new', to: attempt },
          log,
          personal: [
            {
              owner: contact.id,
              key: attempt.id,
              body: { summary: state.is === 'ended' && state.startedAt ? 'Said yes.' : '' },
            },
          ],
        },
      ],
      {},
    );
    if (result?.is !== 'done') throw new Error(JSON.stringify(result));
  };
  const ended = (
    disposition: 'answered' | 'no_answer',
    startedAt: number | null,
    endReason: string,
  ): Attempt['state'] => ({
    is: 'ended',
    callId: `ac_${disposition}` as CallId,
    disposition,
    startedAt,
    endedAt: T0 + 43_400,
    endReason,
  });
  await call('c2', ended('answered', T0 + 10_000, 'client_hangup'), (contact) => ({
    ...contact,
    disposition: 'answered',
    state: { is: 'completed', reason: 'answered' },
  }));
  await call('c3', ended('no_answer', null, 'dial_no_answer'), (contact) => ({
    ...contact,
    disposition: 'no_answer',
    state: { is: 'exhausted', reason: 'attempts_spent' },
  }));
  await call(
    'c7',
    { is: 'in_doubt', since: T0 + 3_000, cause: 'timeout', callId: null, renewals: 0 },
    (contact, attempt) => ({
      ...contact,
      state: { is: 'in_doubt', attempt: attempt.id, dueAt: T0 + 8_000, lookUps: 0 },
    }),
  );
}

export const DEMO = 'demo' as CampaignId;
