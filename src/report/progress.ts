/** Renders how a run is going: a few lines for a terminal, one for a pipe. Pure; the painter puts them on the screen. */
import { tally } from '../model/own.ts';
import type { Disposition } from '../model/disposition.ts';
import { NO_CONTACTS, TERMINAL_STATES } from '../model/contact.ts';
import type { Instant } from '../model/time.ts';
import type { CampaignCounts } from '../store/port.ts';
import type { Progress } from '../model/run.ts';
import { dispositionWords } from './words.ts';
import { aboutWhen, count, roughly } from './when.ts';
import { folded } from './wrap.ts';

/** What the lines are drawn from: a campaign's name, or several of them together. */
export type RunPicture = {
  readonly title: string;
  readonly progress: Progress;
  /** Further tries and hours counted; null where it cannot be said. */
  readonly etaAt: Instant | null;
  readonly counts: CampaignCounts;
  /** The operator said stop: open calls are waited for. */
  readonly draining: boolean;
};

/** `zone`: of whoever looks at it. */
export type View = RunPicture & { readonly zone: string };

export function titleOf(campaigns: readonly { readonly name: string }[]): string {
  const [first] = campaigns;
  return campaigns.length === 1 && first !== undefined ? first.name : count(campaigns.length, 'campaign');
}

/** In the order in which they are shown. `always`, zero or not: an operator looks for these four in the same place each time. */
const SHOWN: Readonly<Record<Disposition, 'always' | 'when any'>> = {
  answered: 'always',
  no_answer: 'always',
  busy: 'always',
  failed: 'always',
  voicemail: 'when any',
  screened: 'when any',
  unavailable: 'when any',
  refused: 'when any',
  error: 'when any',
  canceled: 'when any',
};
const IN_ORDER = Object.keys(SHOWN) as readonly Disposition[]; // `Object.keys` forgets the names of its record
const NARROW = 40;

export function totalContacts(counts: CampaignCounts): number {
  return Object.values(counts.states).reduce((sum, n) => sum + n, 0);
}

/** Contacts that need no more calls. */
export function settledContacts(counts: CampaignCounts): number {
  return TERMINAL_STATES.reduce((sum, state) => sum + counts.states[state], 0);
}

export function inDoubt(counts: CampaignCounts): number {
  return counts.states.in_doubt + counts.states.needs_review;
}

/** They were called, not reached, and wait for another try. */
export function triedAgain({ states, dispositions }: CampaignCounts): number {
  const called = Object.values(dispositions).reduce((sum, n) => sum + n, 0);
  return Math.min(states.ready, Math.max(0, called - states.completed - states.exhausted - states.canceled));
}

/** Lines of at most `width` columns for a terminal: what does not fit goes on below, and only a word too long is cut. */
export function render(view: View, width: number): readonly string[] {
  const { progress, counts } = view;
  const total = totalContacts(counts);
  const settled = settledContacts(counts);
  const [ends = '', ...later] = endings(view);
  const tail = ` ${settled}/${total}  ${percent(settled, total)}  ${ends}`.trimEnd();
  const head = `${cut(view.title, Math.max(8, Math.floor(width / 4)))} `;
  const room = Math.min(NARROW, width - head.length - tail.length);
  const first =
    room >= 8
      ? [`${head}${bar(settled, inDoubt(counts), total, room)}${tail}`]
      : [`${head}${settled}/${total}  ${percent(settled, total)}`, ends];
  const pace = [
    `${progress.perSecond.toFixed(1)} calls/s`,
    `${progress.open} of ${progress.slots} slots`,
    `${progress.dialed} dialed`,
  ];
  const lines = [
    ...first.filter((line) => line !== ''),
    ...joined([...pace, ...later], width),
    ...joined(outcomes(counts), width),
  ];
  if (view.draining) lines.push(`stopping: ${count(progress.open, 'open call')}; Ctrl-C again stops at once`);
  else if (progress.note !== null) lines.push(...folded('', progress.note, width));
  return lines.map((line) => cut(line, width));
}

/** Side by side as far as there is room. */
function joined(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last === undefined || last.length + BETWEEN.length + part.length > width) lines.push(part);
    else lines[lines.length - 1] = `${last}${BETWEEN}${part}`;
  }
  return lines;
}

const BETWEEN = ' · ';

/** One line without control characters, for logs and pipes. */
export function renderPlain(view: View): string {
  const { progress, counts } = view;
  const parts = [
    `${settledContacts(counts)} of ${totalContacts(counts)} done`,
    `${progress.perSecond.toFixed(1)} calls/s`,
    `${progress.open} of ${progress.slots} slots`,
    ...outcomes(counts),
    ...endings(view),
  ];
  if (view.draining) parts.push('stopping');
  else if (progress.note !== null) parts.push(progress.note);
  return `${view.title}: ${parts.filter((part) => part !== '').join(BETWEEN)}`;
}

/** Counts of several campaigns as one. */
export function addCounts(all: readonly CampaignCounts[]): CampaignCounts {
  const states = { ...NO_CONTACTS };
  const codes: Record<string, number> = {};
  const leftOut: Record<string, number> = {};
  const dispositions: Partial<Record<Disposition, number>> = {};
  const sum = { rows: 0, rejected: 0, skippedRows: 0, dialed: 0 };
  for (const one of all) {
    for (const state of Object.keys(states) as (keyof typeof states)[]) states[state] += one.states[state];
    for (const [code, n] of Object.entries(one.codes)) tally(codes, code, n);
    for (const [reason, n] of Object.entries(one.leftOut)) tally(leftOut, reason, n);
    for (const [name, n] of Object.entries(one.dispositions) as [Disposition, number][]) {
      dispositions[name] = (dispositions[name] ?? 0) + n;
    }
    sum.rows += one.rows;
    sum.rejected += one.rejected;
    sum.skippedRows += one.skippedRows;
    sum.dialed += one.dialed;
  }
  return { ...sum, states, codes, leftOut, dispositions };
}

function outcomes(counts: CampaignCounts): readonly string[] {
  const parts = IN_ORDER.flatMap((name) => {
    const n = counts.dispositions[name] ?? 0;
    return n > 0 || SHOWN[name] === 'always' ? [`${n} ${dispositionWords(name)}`] : [];
  });
  parts.push(`${inDoubt(counts)} in doubt`);
  return parts;
}

/** When it ends, and how many of those who wait were called before. */
function endings(view: View): readonly string[] {
  const { etaAt } = view;
  const { now } = view.progress;
  if (view.draining) return [];
  const again = triedAgain(view.counts);
  const ends =
    etaAt === null || etaAt <= now ? '' : `ends in about ${roughly(etaAt - now)} (${aboutWhen(etaAt, now, view.zone)})`;
  return [ends, ...(again === 0 ? [] : [`${again} to be tried again`])];
}

function bar(settled: number, doubt: number, total: number, width: number): string {
  if (total === 0) return '░'.repeat(width);
  const full = Math.floor((settled / total) * width);
  // A doubt is never rounded away: it is what the operator must not overlook.
  const unsure = Math.min(width - full, doubt === 0 ? 0 : Math.max(1, Math.round((doubt / total) * width)));
  return '█'.repeat(full) + '▒'.repeat(unsure) + '░'.repeat(width - full - unsure);
}

/** Never 100 % before everything is settled. */
function percent(settled: number, total: number): string {
  return total === 0 ? '–' : `${Math.floor((settled / total) * 100)}%`;
}

function cut(line: string, width: number): string {
  const chars = [...line.trimEnd()];
  return chars.length <= width ? chars.join('') : `${chars.slice(0, Math.max(1, width - 1)).join('')}…`;
}
