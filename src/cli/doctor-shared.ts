/** What `doctor` finds out about servers that several machines share: the ledger in PostgreSQL, the hand-over, who leads. */
import { lookAtShared } from '../assemble-shared.ts';
import type { Config } from '../config.ts';
import { UserError } from '../model/errors.ts';
import { count } from '../report/when.ts';
import type { Context } from './context.ts';
import type { Finding } from './doctor.ts';

/** A worker's clock may be further off than this; it is said so that nobody wonders about times in logs. */
const CLOCKS_APART = 1_000;

export async function sharedFindings(config: Config, context: Context): Promise<readonly Finding[]> {
  try {
    const seen = await lookAtShared(config, context);
    const met = seen.findings.map(({ is, code, message, hint }): Finding => ({
      check: code,
      is: is === 'refused' ? 'fails' : 'warning',
      message,
      mend: hint,
    }));
    const apart = Math.round(seen.clockAhead / 1_000);
    const clock: Finding =
      Math.abs(seen.clockAhead) <= CLOCKS_APART
        ? { check: 'clocks', is: 'ok', message: 'this machine and the ledger agree' }
        : {
            check: 'clocks',
            is: 'warning',
            message: `this machine is ${Math.abs(apart)} s ${apart > 0 ? 'ahead of' : 'behind'} the ledger’s server`,
            mend: 'Workers keep the ledger’s time; set both by NTP all the same, for logs and hours.',
          };
    const { campaigns, schema, leads, handOver } = seen;
    return [
      { check: 'ledger', is: 'ok', message: `PostgreSQL, ${count(campaigns, 'campaign')}, schema ${schema}` },
      { check: 'hand_over', is: 'ok', message: handOver === 'redis' ? 'Redis' : 'PostgreSQL (no REDIS_URL)' },
      leads === null
        ? { check: 'workers', is: 'warning', message: 'none leads now', mend: 'Start one: outdial worker.' }
        : { check: 'workers', is: 'ok', message: `${leads} leads` },
      clock,
      ...met,
    ];
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.problems.map(({ message, hint }): Finding => ({
      check: 'ledger',
      is: 'fails',
      message,
      ...(hint && { mend: hint }),
    }));
  }
}
