/** Pictures of the tables: every state is asked everything that can happen in it, and each answer is an arrow. */
import type { AttemptState } from '../../src/model/attempt.ts';
import { obey, type CampaignCommand } from '../../src/model/campaign-lifecycle.ts';
import type { CampaignState } from '../../src/model/campaign.ts';
import type { Contact, ContactState } from '../../src/model/contact.ts';
import { DISPOSITIONS } from '../../src/model/disposition.ts';
import type { AttemptEvent } from '../../src/model/events.ts';
import type { Rules } from '../../src/model/follow-up.ts';
import { permit, withdraw } from '../../src/model/permit.ts';
import { reopen } from '../../src/model/reopen.ts';
import { resolve } from '../../src/model/resolve.ts';
import { DAY, HOUR } from '../../src/model/time.ts';
import { transition } from '../../src/model/transitions.ts';
import { call, held, makeAttempt, makeCampaign, makeContact, makePlan, NOW } from './fixtures.ts';

export type Picture = { readonly title: string; readonly says: string; readonly mermaid: string };
type Arrow = { readonly from: string; readonly to: string; readonly by: string };

export function statePictures(): readonly Picture[] {
  const [attempts, contacts] = arrowsOfAttempts();
  return [
    {
      title: 'A campaign',
      says: 'By the commands of `src/model/campaign-lifecycle.ts`. What is no arrow changes nothing, or is refused.',
      mermaid: diagram([{ from: '[*]', to: 'scheduled', by: 'made' }, ...arrowsOfCampaigns()]),
    },
    {
      title: 'An attempt',
      says: 'By the events of `src/model/transitions.ts`, and by a person (`resolve`).',
      mermaid: diagram([{ from: '[*]', to: 'placing', by: 'permit' }, ...attempts]),
    },
    {
      title: 'Its contact',
      says:
        'By what happens to the attempt that holds it; late evidence of an attempt reopens a contact that had left. ' +
        'While it waits it may be withdrawn, and who was refused may be given back (`reopen`).',
      mermaid: diagram([{ from: '[*]', to: 'ready', by: 'loaded' }, ...contacts]),
    },
  ];
}

/** One arrow for each pair of states, with all that leads along it; in the order of the tables. */
function diagram(arrows: readonly Arrow[]): string {
  const along = new Map<string, Set<string>>();
  for (const { from, to, by } of arrows) {
    const key = `${from} --> ${to}`;
    along.set(key, (along.get(key) ?? new Set()).add(by));
  }
  return ['stateDiagram-v2', ...[...along].map(([key, by]) => `  ${key}: ${[...by].join(', ')}`)].join('\n');
}

const CAMPAIGN_STATES: { readonly [S in CampaignState as S['is']]: S } = {
  scheduled: { is: 'scheduled' },
  running: { is: 'running' },
  paused: { is: 'paused', why: 'limit' },
  finished: { is: 'finished', at: NOW },
  canceled: { is: 'canceled', at: NOW },
};
const COMMANDS: { readonly [C in CampaignCommand as C['is']]: C } = {
  start: { is: 'start' },
  resume: { is: 'resume' },
  pause: { is: 'pause', reason: { why: 'limit' } },
  finish: { is: 'finish', at: NOW },
  cancel: { is: 'cancel' },
  next_step: { is: 'next_step' },
  reopen: { is: 'reopen', dialed: false },
  change_plan: { is: 'change_plan', plan: makePlan(), because: null },
  erase_rows: { is: 'erase_rows', specText: '' },
};

function arrowsOfCampaigns(): Arrow[] {
  return Object.values(CAMPAIGN_STATES).flatMap((state) =>
    Object.values(COMMANDS).flatMap((command) => {
      const verdict = obey(makeCampaign({ state }), command, NOW);
      return verdict.is === 'changed' ? [{ from: state.is, to: verdict.campaign.state.is, by: command.is }] : [];
    }),
  );
}

const CREATED = { is: 'placed', callId: call(1), seen: 'created', startedAt: null, renewals: 0 } as const;
const DOUBT = { is: 'in_doubt', since: NOW, cause: 'timeout', callId: null, renewals: 0 } as const;
const ENDED = { is: 'ended', callId: call(1), disposition: 'no_answer', startedAt: null, endedAt: NOW } as const;

/** Each state as it may be: what its cells look at differs. */
const ATTEMPT_STATES: { readonly [S in AttemptState as S['is']]: readonly S[] } = {
  placing: [{ is: 'placing' }],
  placed: [CREATED, { ...CREATED, renewals: 99 }, { ...CREATED, seen: 'started', startedAt: NOW }],
  in_doubt: [DOUBT, { ...DOUBT, cause: 'http_429' }, { ...DOUBT, cause: 'stays_created', callId: call(1) }],
  ended: [
    { ...ENDED, endReason: 'dial_no_answer' },
    { ...ENDED, endReason: 'end_unknown' },
  ],
  not_placed: [
    { is: 'not_placed', why: 'unsent', at: NOW, code: null },
    { is: 'not_placed', why: 'refused', at: NOW, code: null },
  ],
};
const EVENTS: { readonly [E in AttemptEvent as E['is']]: readonly E[] } = {
  unsent: [{ is: 'unsent', cause: 'cause' }],
  accepted: [{ is: 'accepted', callId: call(1) }],
  refused: [
    { is: 'refused', code: 'code', forGood: true },
    { is: 'refused', code: 'code', forGood: false },
  ],
  throttled: [{ is: 'throttled', code: 'code', retryAfter: null }],
  unknown: [{ is: 'unknown', cause: 'cause' }],
  alive: [
    { is: 'alive', callId: call(1), seen: 'created', startedAt: null },
    { is: 'alive', callId: call(1), seen: 'started', startedAt: NOW },
  ],
  over: DISPOSITIONS.map((disposition) => ({
    is: 'over',
    callId: call(1),
    disposition,
    startedAt: null,
    endedAt: NOW,
    endReason: null,
  })),
  silence: [{ is: 'silence' }],
  not_found: [
    { is: 'not_found', later: 0, complete: false },
    { is: 'not_found', later: 1, complete: true },
  ],
};

const LATE = NOW + DAY;
const RULES: readonly Rules[] = [
  { plan: makePlan(), campaign: { is: 'running' } },
  { plan: makePlan({ doubt: { lookUps: [HOUR], then: 'redial' } }), campaign: { is: 'running' } },
  { plan: makePlan(), campaign: { is: 'canceled', at: NOW } },
  { plan: makePlan({ endAt: NOW }), campaign: { is: 'running' } },
];

/** The contact as it may stand while its attempt is in this state. */
function contactsWith(state: AttemptState): readonly Contact[] {
  const { contact, attempt } = held(state);
  const is = (over: ContactState, more: Partial<Contact> = {}): Contact => ({ ...contact, ...more, state: over });
  switch (state.is) {
    case 'placing':
    case 'placed':
      return [contact];
    case 'in_doubt': {
      const doubt = { attempt: attempt.id, dueAt: NOW };
      return [
        is({ is: 'in_doubt', ...doubt, lookUps: 0 }),
        is({ is: 'in_doubt', ...doubt, lookUps: 9 }),
        is({ is: 'needs_review', ...doubt, lookUps: 9 }),
      ];
    }
    case 'ended':
      return [
        is({ is: 'ready', dueAt: NOW }),
        is({ is: 'completed', reason: 'answered' }, { disposition: 'answered' }),
        is({ is: 'exhausted', reason: 'no_answer' }),
      ];
    case 'not_placed':
      return [is({ is: 'ready', dueAt: LATE }), is({ is: 'exhausted', reason: 'refused' })];
  }
}

function arrowsOfAttempts(): readonly [Arrow[], Arrow[]] {
  const attempts: Arrow[] = [];
  const contacts: Arrow[] = [];
  for (const rules of RULES) contacts.push(...waiting(rules));
  for (const state of Object.values(ATTEMPT_STATES).flat()) {
    const { attempt } = held(state);
    for (const contact of contactsWith(state)) {
      for (const rules of RULES) {
        for (const event of Object.values(EVENTS).flat()) {
          const verdict = transition(contact, attempt, event, rules, LATE);
          if (verdict.is === 'same') continue;
          if (verdict.attempt.state.is !== state.is) {
            attempts.push({ from: state.is, to: verdict.attempt.state.is, by: event.is });
          }
          contacts.push({ from: contact.state.is, to: verdict.contact.state.is, by: event.is });
        }
        for (const disposition of DISPOSITIONS) {
          for (const resolution of [{ is: 'rang', disposition }, { is: 'did_not_ring' }] as const) {
            const verdict = resolve(contact, attempt, resolution, rules, LATE);
            if (verdict.is === 'same') continue;
            attempts.push({ from: state.is, to: verdict.attempt.state.is, by: 'resolve' });
            contacts.push({ from: contact.state.is, to: verdict.contact.state.is, by: 'resolve' });
          }
        }
        const back = reopen(contact, attempt, null, rules, NOW, 'person');
        if (back !== undefined) contacts.push({ from: contact.state.is, to: back.state.is, by: 'reopen' });
      }
    }
  }
  return [attempts, contacts.filter(({ from, to }) => from !== to)];
}

function waiting(rules: Rules): readonly Arrow[] {
  const contact = makeContact();
  const found = [
    ['permit', permit(contact, makeAttempt())],
    ['withdraw', withdraw(contact, null, rules, NOW)],
    ['withdraw', withdraw(contact, 'suppressed', rules, NOW)],
  ] as const;
  return found.flatMap(([by, next]) => (next === undefined ? [] : [{ from: 'ready', to: next.state.is, by }]));
}
