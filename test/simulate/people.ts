/** Simulated campaigns for tests: people in several zones, and a model of them that can be said in a line. */
import { simulateCampaign, type Person, type Simulation } from '../../src/app/simulate.ts';
import { USUAL_ANSWERS, type AnswerModel } from '../../src/model/answer-model.ts';
import type { Plan } from '../../src/model/campaign.ts';
import type { Window } from '../../src/model/dial-options.ts';
import type { ContactId, ContactKey, DestinationKey, LineId } from '../../src/model/ids.ts';
import type { Played } from '../../src/report/sim-types.ts';
import { CAMPAIGN, makeContact, makeLine, makePlan } from '../support/fixtures.ts';

/** Monday, 09:00 in New York. */
export const MONDAY = Date.UTC(2026, 10, 30, 14);
export const OFFICE: Window = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1080, timezone: 'contact' };

export function people(n: number, places: readonly string[] = ['America/New_York']): Person[] {
  return Array.from({ length: n }, (_, at) => ({
    to: `+1${201 + Math.floor(at / 100)}55501${String(at % 100).padStart(2, '0')}`,
    contact: makeContact({
      id: `c${at}` as ContactId,
      key: `k${at}` as ContactKey,
      destination: `d${at}` as DestinationKey,
      row: at + 2,
      place: places[at % places.length] ?? '',
      state: { is: 'ready', dueAt: MONDAY },
    }),
  }));
}

export const lines = (n: number): Plan['lines'] =>
  Array.from({ length: n }, (_, at) => makeLine({ id: `ap_${at}` as LineId, number: `+1415555010${at}` }));

export const model = (over: Partial<AnswerModel>): AnswerModel => ({ ...USUAL_ANSWERS, ...over });
/** Everybody is answered, or nobody. */
export const answering = (rate: number): AnswerModel =>
  model({
    answerRate: Array.from({ length: 24 }, () => rate),
    otherwise: { noAnswer: 1, voicemail: 0, busy: 0, failed: 0 },
  });

export function play(plan: Partial<Plan>, over: Partial<Simulation> = {}): Promise<Played> {
  return simulateCampaign({
    seed: 1,
    start: MONDAY,
    campaign: { id: CAMPAIGN, name: 'demo', plan: makePlan({ window: OFFICE, ...plan }) },
    people: people(60),
    model: USUAL_ANSWERS,
    pollInterval: 1_000,
    ...over,
  });
}
