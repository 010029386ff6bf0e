/** A campaign as it is rehearsed: the user's own list and keys, with a stand-in's agent and lines, and nothing to wait for. */
import { everyWords } from '../../model/recurring.ts';
import { withoutSchedule } from './without-schedule.ts';
import { userError } from '../../model/errors.ts';
import type { LineId } from '../../model/ids.ts';
import { noLonger, shortestWait } from '../../model/retry-wait.ts';
import { formatDuration, SECOND } from '../../model/time.ts';
import { windowWords } from '../../report/window-words.ts';
import { count, formatWhen, operatorZone } from '../../report/when.ts';
import { digestOf } from '../account.ts';
import { openScratchLedger } from '../open-ledger.ts';
import type { SandboxAccount } from '../open-provider.ts';
import type { Caller } from '../runtime.ts';
import { loadCampaign } from './load.ts';
import { lineOf } from './line-settings.ts';
import { missingTerms } from './rules.ts';
import { LINE_TYPES, type LineType } from './names.ts';
import { saysWhoCalls, type Source } from './source.ts';

export { LINE_TYPES, type LineType };

/** People that are dialed unless more are asked for: half a minute, at one call a second. */
export const REHEARSED = 25;
export const REHEARSAL_SPEED = 10;

/** Whoever was not reached is dialed again while one watches. */
const SOON = 3 * SECOND;
/** More lines than anybody watches. */
const MOST_LINES = 20;

export type ChosenLine = {
  readonly type: LineType;
  /** In a sentence; null: it was asked for. */
  readonly because: string | null;
};

/**
 * Of which kind the stand-in's lines are: without a key nobody knows what the campaign's are. Wrongly a Cartesia line would
 * reject rows that are right; wrongly another one would hide rows that the real run rejects. So the list itself is asked.
 */
export async function chooseLine(source: Source, asked: LineType | null, caller: Caller): Promise<ChosenLine> {
  if (asked !== null) return { type: asked, because: null };
  const { spec } = source;
  const provider = 'twilio' as const;
  const paces = spec.fromNumbers.map(
    (name) => lineOf({ id: name as LineId, number: name, label: name, provider }, spec).callsPerSecond,
  );
  if (Math.max(...paces) > 1) {
    return { type: 'twilio', because: 'more than one call a second is asked for, which no Cartesia number may start' };
  }
  if (spec.contacts.is === 'stdin') return { type: 'cartesia', because: 'nobody said of which kind it is' };
  const abroad = await rowsAbroad(source, caller);
  if (abroad === 0) return { type: 'cartesia', because: 'a Cartesia number may call everybody in the list' };
  return {
    type: 'twilio',
    because: `${count(abroad, 'row')} cannot be called from a Cartesia number, which calls the US only`,
  };
}

async function rowsAbroad(source: Source, caller: Caller): Promise<number> {
  const store = await openScratchLedger(caller);
  try {
    const digest = digestOf(await store.info());
    const loading = {
      source,
      store,
      digest,
      lineTypes: ['cartesia'] as const,
      rules: null,
      rehearsal: true,
      agent: null,
    };
    const { byCode } = (await loadCampaign(loading, caller)).report;
    return (byCode['international_from_cartesia'] ?? 0) + (byCode['us_territory_from_cartesia'] ?? 0);
  } finally {
    await store.close();
  }
}

/** Who calls in a rehearsal: as many lines as the campaign names, each under its own name as a label. */
export function standIns({ spec }: Source, type: LineType): SandboxAccount {
  const known = saysWhoCalls({ spec, bare: false, named: '' });
  const numbers = spec.fromNumbers.slice(0, MOST_LINES).map((name, at) => ({
    id: `ap_rehearsal_${at + 1}`,
    number: `+1415555${String(100 + at).padStart(4, '0')}`,
    type,
    label: known ? name : 'Rehearsal',
  }));
  const name = known ? `stand-in for ${spec.agentId}` : 'stand-in';
  return { agents: [{ id: 'agent_rehearsal', name, kind: 'managed' }], numbers };
}

/** Its own list, columns, variables and do-not-call files; what would make it wait is gone. */
export function asRehearsed<T extends Source>(source: T, { agents, numbers }: SandboxAccount): T {
  const { spec } = source;
  const after = Object.fromEntries(Object.entries(spec.retry.after).map(([why, wait]) => [why, noLonger(wait, SOON)]));
  return {
    ...source,
    spec: {
      ...withoutSchedule(spec),
      agentId: agents[0]?.id ?? spec.agentId,
      fromNumbers: numbers.map(({ id }) => id),
      window: 'always',
      compliance: { ...spec.compliance, preset: { is: 'none' } },
      retry: {
        maxAttempts: spec.retry.maxAttempts,
        after,
        ...(spec.retry.most === undefined ? {} : { most: spec.retry.most }),
      },
    },
  };
}

/** What is otherwise than it will be, in sentences. */
export function rehearsalNotes({ spec }: Source, line: ChosenLine, speed: number, simulate: string): readonly string[] {
  const { window, startAt, endAt, retry, recurring, after } = spec;
  const kind = { cartesia: 'a Cartesia number', twilio: 'a Twilio number', sip_trunk: 'a number of a SIP trunk' }[
    line.type
  ];
  const others = LINE_TYPES.filter((type) => type !== line.type).join(' or ');
  const because = line.because === null ? '' : `: ${line.because} (--line-type ${others} for another)`;
  const hours = window === null || window === 'always' ? null : `your ${windowWords(window)}`;
  const dates = [
    ...(startAt === null ? [] : [`start_at ${formatWhen(startAt, startAt, operatorZone())}`]),
    ...(recurring === null ? [] : [everyWords(recurring.every)]),
    ...(after === undefined ? [] : [`after "${after.name}"`]),
    ...(endAt === null ? [] : [`end_at ${formatWhen(endAt, endAt, operatorZone())}`]),
  ];
  const unkept = [...(hours === null ? [] : [hours]), ...dates];
  const waits = Object.values(retry.after).map(shortestWait);
  const needed = missingTerms(spec);
  return [
    `It calls from a stand-in for ${kind}${because}.`,
    'The last two digits of a number decide whether it answers, is busy, or nobody is there; what people would do it does not show.',
    unkept.length === 0
      ? `Calls are made at once. ${simulate} shows when they would be made.`
      : `Hours are not kept in a rehearsal, calls are made at once (${unkept.join('; ')}). ${simulate} shows when they would be made.`,
    ...(speed === 1
      ? []
      : [`Ringing and talking pass ${speed} times as fast. The pace of starting calls is the real one.`]),
    ...(retry.maxAttempts > 1 && waits.some((delay) => delay > SOON)
      ? [`Further tries come ${formatDuration(SOON)} later, not after ${formatDuration(Math.min(...waits))} or more.`]
      : []),
    ...(needed === null
      ? []
      : [
          `The real run needs ${needed.code === 'window_missing' ? 'hours' : 'a purpose'}: ${needed.hint ?? needed.message}`,
        ]),
  ];
}

export function refuseSeveral(files: readonly string[]): void {
  if (files.length === 1) return;
  throw userError(
    'rehearse_one',
    `${files.length} campaigns cannot be rehearsed at once.`,
    'Rehearse one after the other.',
  );
}
