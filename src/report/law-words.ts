/** A rule of law that keeps somebody from being rung, for people and for machines. Pure. */
import type { RuleData } from '../model/rule-pack.ts';
import type { Law } from '../policy/may-dial.ts';

/** `Calls are made from 8 to 9. (us-hours: 47 CFR 64.1200(c)(1))` */
export function lawWords({ id, summary, source }: Pick<RuleData, 'id' | 'summary' | 'source'>): string {
  return `${summary} (${id}: ${source})`;
}

export type LawRecord = {
  readonly id: string;
  readonly summary: string;
  readonly source: string;
  readonly zone: string;
};

/** As `--json` prints it, field by field. */
export function lawRecord({ id, summary, source, zone }: Law): LawRecord {
  return { id, summary, source, zone };
}
