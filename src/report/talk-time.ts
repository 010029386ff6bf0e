/** How many minutes of talk a list will come to, by what is supposed of the people who are called. Pure; a guess. */
// The average alone, for the gate before the first call: `simulate` plays it out and says how far luck may carry it.
import type { AnswerModel, Seconds } from '../model/answer-model.ts';
import type { Plan } from '../model/campaign.ts';
import type { Prices } from '../model/prices.ts';
import { perMinuteWords, dollars, unpricedOf } from './price-words.ts';
import { count } from './when.ts';
import { providerWords } from './words.ts';

type Dialed = Pick<Plan, 'retry' | 'maxCallDurationMinutes' | 'window' | 'lines'>;

/** Connected minutes of so many contacts, voicemail and further tries included. */
export function expectedMinutes(plan: Dialed, contacts: number, model: AnswerModel): number {
  const { otherwise } = model;
  const parts = otherwise.noAnswer + otherwise.voicemail + otherwise.busy + otherwise.failed;
  const most = plan.maxCallDurationMinutes * 60;
  const talk = Math.min(mean(model.talk), most);
  const voicemail = Math.min(mean(model.voicemail), most);
  let rate = answerRate(plan, model);
  let left = 1;
  let seconds = 0;
  for (let nth = 1; nth <= plan.retry.maxAttempts && left > 0.001; nth++) {
    const share = (part: number): number => (parts === 0 ? 0 : ((1 - rate) * part) / parts);
    seconds += left * (rate * talk + share(otherwise.voicemail) * voicemail);
    const { after } = plan.retry;
    const again =
      (after.no_answer === undefined ? 0 : share(otherwise.noAnswer)) +
      (after.voicemail === undefined ? 0 : share(otherwise.voicemail)) +
      (after.busy === undefined ? 0 : share(otherwise.busy)) +
      (after.failed === undefined ? 0 : share(otherwise.failed));
    left *= again;
    rate *= model.decay;
  }
  return (contacts * seconds) / 60;
}

/** Over the hours in which it dials: a rate of the night is nobody's. */
function answerRate({ window }: Pick<Plan, 'window'>, { answerRate: rates }: AnswerModel): number {
  const first = Math.floor((window?.from ?? 0) / 60);
  const last = Math.ceil((window?.to ?? 24 * 60) / 60);
  const open = rates.slice(first, Math.max(first + 1, last));
  return open.reduce((sum, rate) => sum + rate, 0) / Math.max(1, open.length);
}

function mean(seconds: Seconds): number {
  // Of the lognormal that a forecast draws from: longer than its median, since a few talk very long.
  if (seconds.is === 'around') return seconds.median * Math.exp(Math.log(seconds.spread) ** 2 / 2);
  return seconds.values.reduce((sum, value) => sum + value, 0) / Math.max(1, seconds.values.length);
}

/** What minutes cost on lines of these types, where that is known. `from`: the file of the prices; null: published ones. */
export function minutesCost(minutes: number, lines: Plan['lines'], prices: Prices, from: string | null): string {
  const types = [...new Set(lines.map(({ provider }) => provider))];
  // Which line will ring whom nobody knows: the dearest of those that have a price is the careful guess.
  const line = Math.max(0, ...types.map((type) => prices.linePerMinute[type] ?? 0));
  const usd = minutes * (prices.agentPerMinute + line);
  const whose = from === null ? 'list prices' : `prices of ${from}`;
  const unknown = unpricedOf(lines, prices).map(providerWords);
  const more = unknown.length === 0 ? '' : `; what ${unknown.join(' and ')} charges comes on top, unknown here`;
  const sum = usd > 0 && usd < 0.01 ? 'less than a cent' : `about ${dollars(usd)}`;
  return `${sum} (${perMinuteWords(lines, prices)} a minute, ${whose})${more}`;
}

/** `about 9 minutes of talk`: under one, one would promise what nobody knows. */
export function minutesWords(minutes: number): string {
  return minutes < 1 ? 'about a minute of talk' : `about ${count(Math.round(minutes), 'minute')} of talk`;
}
