/** What `doctor` finds out about servers that several machines share: the ledger in PostgreSQL, the hand-over, who leads. */
import { lookAtHandOver, lookAtLedger, type Finding as ServerFinding, type SharedLook } from '../open-shared.ts';
import type { Config } from '../../config/environment.ts';
import { count } from '../../report/when.ts';
import type { Runtime } from '../runtime.ts';
import { failures, type Finding } from './finding.ts';

/** A worker's clock may be further off than this; it is said so that nobody wonders about times in logs. */
const CLOCKS_APART = 1_000;

export async function sharedFindings(config: Config, runtime: Runtime): Promise<readonly Finding[]> {
  const { database, redis } = config.from;
  const ledger = await tried('ledger', async () => {
    const seen = await lookAtLedger(config, runtime);
    const where = `PostgreSQL, ${database?.place ?? ''}`;
    if (seen !== null) return ledgerFindings(seen, where);
    const message = `${where}: its tables are not there yet, or of another version`;
    return [{ check: 'ledger', is: 'warning', message, mend: 'outdial migrate (every command does it too).' }];
  });
  if (redis === null) {
    return [...ledger, { check: 'hand_over', is: 'ok', message: 'in PostgreSQL too (no REDIS_URL)' }];
  }
  const handOver = await tried('hand_over', async () => [
    { check: 'hand_over', is: 'ok', message: `Redis, ${redis.place}` },
    ...(await lookAtHandOver(config, runtime)).map(met),
  ]);
  return [...ledger, ...handOver];
}

function ledgerFindings({ campaigns, schema, leads, clockAhead, findings }: SharedLook, where: string): Finding[] {
  const apart = Math.round(clockAhead / 1_000);
  return [
    { check: 'ledger', is: 'ok', message: `${where}, ${count(campaigns, 'campaign')}, schema ${schema}` },
    leads === null
      ? { check: 'workers', is: 'warning', message: 'none leads now', mend: 'Start one: outdial worker.' }
      : { check: 'workers', is: 'ok', message: `${leads} leads` },
    Math.abs(clockAhead) <= CLOCKS_APART
      ? { check: 'clocks', is: 'ok', message: 'this machine and the ledger agree' }
      : {
          check: 'clocks',
          is: 'warning',
          message: `this machine is ${Math.abs(apart)} s ${apart > 0 ? 'ahead of' : 'behind'} the ledger’s server`,
          mend: 'Workers keep the ledger’s time; set both by NTP all the same, for logs and hours.',
        },
    ...findings.map(met),
  ];
}

function met({ is, code, message, hint }: ServerFinding): Finding {
  return { check: code, is: is === 'refused' ? 'fails' : 'warning', message, mend: hint };
}

async function tried(check: string, look: () => Promise<Finding[]>): Promise<readonly Finding[]> {
  try {
    return await look();
  } catch (error) {
    return failures(check, error);
  }
}
