/** Lists that are more probably a mistake than a campaign: not dialed on a real host unless the operator says so. Pure. */
import type { LoadReport } from '../../model/load-report.ts';
import type { Problem } from '../../model/errors.ts';

/** Past these a list is looked at by a person before a real host dials it. */
const MOST = 0.2;

/** Of a list of any length: five rows of which two are wrong are five rows of somebody's mistake. */
export function tooManyRejected({ rows, rejected, topNumber, list }: LoadReport): readonly Problem[] {
  const problems: Problem[] = [];
  const hint = 'If that is right: --accept-rejects.';
  const share = (part: number): string => `${Math.round(part * 100)} %`;
  if (rejected > rows * MOST) {
    const message = `${rejected} of ${rows} rows (${share(rejected / rows)}) are rejected: is this the right list?`;
    problems.push({ code: 'too_many_rejected', file: list, message, hint: `outdial check shows why. ${hint}` });
  }
  if (topNumber !== null && topNumber.share > MOST) {
    const message = `One number stands in ${topNumber.rows} rows (${share(topNumber.share)}): is the right column chosen?`;
    problems.push({ code: 'one_number', file: list, message, hint });
  }
  return problems;
}
