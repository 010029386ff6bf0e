/** What a run came to, in plain words. Pure. */
import type { Campaign } from '../model/campaign.ts';
import type { CampaignCounts } from '../store/port.ts';
import type { Duration } from '../model/time.ts';
import { triedAgain } from './progress.ts';
import { leftOutReasons, rejectedReasons } from './left-out.ts';
import { codesWords, dispositionWords } from './words.ts';
import { count, roughly } from './when.ts';
import { REACHED, UNREACHED, type Disposition } from '../model/disposition.ts';

/** `before`: calls of earlier runs. Lines for a person; rejected rows come last because they are what is left to mend. */
export function summarize(
  campaign: Campaign,
  counts: CampaignCounts,
  took: Duration | null,
  rangTwice: number,
  before = 0,
): readonly string[] {
  const { states } = counts;
  // The lines below add up to the rows: the first number is theirs.
  const head = `${campaign.name}: ${count(counts.rows, 'row')}, ${count(counts.dialed, 'call')}`;
  const now = Math.max(0, counts.dialed - before);
  const ran =
    before === 0
      ? ` in ${roughly(took ?? 0)}`
      : `, ${now.toLocaleString('en-US')} of them now, in ${roughly(took ?? 0)}`;
  const lines: string[] = [took === null ? head : `${head}${ran}`];
  const add = (n: number, text: string): void => {
    if (n > 0) lines.push(`${n.toLocaleString('en-US').padStart(7)}  ${text}`);
  };
  add(states.completed, `reached${among(counts, states.completed, REACHED)}`);
  add(states.exhausted, `${gaveUp(campaign)}${among(counts, states.exhausted, UNREACHED)}`);
  add(rangTwice, 'of them RANG TWICE: two calls were open at once (outdial export shows whom)');
  add(states.needs_review, 'not sure it rang: look at them before you call again');
  add(states.in_doubt, 'not sure it rang yet: still being looked up');
  add(states.in_progress, 'ringing or on the phone');
  add(states.ready, `still to be dialed${again(counts)}`);
  add(states.canceled, 'canceled');
  add(states.skipped + counts.skippedRows, `left out${reasons(leftOutReasons(counts))}`);
  add(counts.rejected, `${counts.rejected === 1 ? 'row' : 'rows'} rejected${reasons(rejectedReasons(counts))}`);
  return lines;
}

/** Only where they add up: somebody who is tried again has a disposition too, and is in neither group. */
function among(counts: CampaignCounts, total: number, names: readonly Disposition[]): string {
  const parts = names
    .map((name) => ({ name, n: counts.dispositions[name] ?? 0 }))
    .filter(({ n }) => n > 0)
    .map(({ name, n }) => ({ n, words: `${n} ${dispositionWords(name)}` }));
  const sum = parts.reduce((all, { n }) => all + n, 0);
  return sum !== total || sum === 0 ? '' : `: ${parts.map(({ words }) => words).join(', ')}`;
}

/** Some were called already. */
function again(counts: CampaignCounts): string {
  const n = triedAgain(counts);
  return n === 0
    ? ''
    : `: ${(counts.states.ready - n).toLocaleString('en-US')} for the first time, ${n.toLocaleString('en-US')} again`;
}

function gaveUp(campaign: Campaign): string {
  const { maxAttempts } = campaign.plan.retry;
  return maxAttempts === 1 ? 'not reached' : `gave up after up to ${maxAttempts} tries`;
}

function reasons(codes: readonly (readonly [string, number])[]): string {
  return codes.length === 0 ? '' : `: ${codesWords(codes)}`;
}
