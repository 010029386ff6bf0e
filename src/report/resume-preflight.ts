/** What a run of stored campaigns is about to do, shown before the first ring: what may have changed since, and what it comes to. */
import { attemptVariableOf, type Campaign } from '../model/campaign.ts';
import type { Labeled } from './labeled.ts';
import {
  agentLines,
  boundWords,
  costWords,
  hostWords,
  lineLines,
  paceWords,
  preflightLines,
  triesWords,
  whenWords,
  type Preflight,
} from './preflight.ts';
import { hoursWords, rulesWords } from './rule-table.ts';
import { count } from './when.ts';

export type ResumeFacts = Pick<
  Preflight,
  | 'host'
  | 'hostFrom'
  | 'keyFrom'
  | 'rehearsal'
  | 'agent'
  | 'toDial'
  | 'limit'
  | 'estimate'
  | 'minutes'
  | 'prices'
  | 'pricesFrom'
  | 'now'
> & {
  readonly campaign: Campaign;
  /** How it stands: who paused it, or that its run ended. */
  readonly stands: string;
  /** Calls that are open, and followed first. */
  readonly open: number;
};

export function resumeLines(facts: ResumeFacts, zone: string, columns: number | null): readonly string[] {
  const { campaign, agent, open, limit, toDial } = facts;
  const { plan } = campaign;
  const limited = limit !== null && limit < toDial ? `, of which ${limit} now (--limit)` : '';
  const lines: Labeled[] = [
    ['campaign', `${campaign.name}: ${facts.stands}`],
    ['host', hostWords(facts)],
    ...(facts.keyFrom === null ? [] : [['key', facts.keyFrom] as const]),
    ...agentLines(agent, null, attemptVariableOf(plan)),
    ...lineLines(plan.lines),
    ['to dial', `${count(toDial, 'contact')}${limited}`],
    ...(open === 0 ? [] : [['open', `${count(open, 'call')} of before: looked for first`] as const]),
    ['pace', paceWords(plan)],
    ['tries', triesWords(plan)],
    ['hours', hoursWords(plan)],
    ['rules', rulesWords(plan.rules)],
    ['when', whenWords(facts, zone)],
  ];
  const bound = boundWords({ ...facts, plan });
  if (bound !== null) lines.push(['held up by', bound]);
  if (toDial > 0) lines.push(['cost', costWords({ ...facts, plan })]);
  return preflightLines(lines, columns);
}
