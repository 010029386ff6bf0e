/** Opens a ledger for a program: reads no environment, listens to no signal, and prints nothing. */
import { programAccount, type Account } from '../app/account-file.ts';
import { backUp } from '../app/backup.ts';
import { pauseCampaigns } from '../app/campaign/steer.ts';
import { examine } from '../app/doctor/examine.ts';
import { findCampaign } from '../app/ledger.ts';
import { openAccount, type OpenAccount } from '../app/open.ts';
import { assignNumber, listNumbers } from '../app/phone-numbers.ts';
import type { Caller } from '../app/runtime.ts';
import { purge } from '../app/retention/purge.ts';
import { statusOfAll } from '../app/status.ts';
import { headFrom, verifyLog } from '../app/verify.ts';
import { systemClock } from '../clock.ts';
import type { Config } from '../config/environment.ts';
import { programConfig } from '../config/program-settings.ts';
import { userError } from '../model/errors.ts';
import type { AgentId } from '../model/ids.ts';
import { randomId, randomSecret } from '../random.ts';
import { operatorZone } from '../report/when.ts';
import { join, resolve } from 'node:path';
import type { PauseOptions } from './campaign.ts';
import { check, simulate } from './look.ts';
import { errorInOptions, inOptions, speaking } from './in-options.ts';
import { checkArgument, givenInstant, readOptions, type Kinds } from './options.ts';
import type { NumberOptions, Outdial, OutdialOptions } from './outdial.ts';
import { peopleOf } from './people.ts';
import { logRecords } from './results.ts';
import { runsOf } from './runs.ts';
import { suppressionsOf } from './suppressions.ts';

const OPENING: Kinds<OutdialOptions> = {
  dataDir: 'text',
  apiKey: 'text',
  baseUrl: 'text',
  apiVersion: 'text',
  pollInterval: 'text',
  operator: 'text',
  cwd: 'text',
  clock: 'clock',
  acceptOtherLedgers: 'flag',
  account: 'data',
};

/**
 * Opens the ledger in `dataDir`, which is made where it is missing, and the provider. Rejects with an `OutdialError`, whose
 * `code` says what is wrong (docs/codes.md).
 */
export async function openOutdial(options: OutdialOptions): Promise<Outdial> {
  try {
    return await opened(options);
  } catch (error) {
    throw errorInOptions(error);
  }
}

async function opened(options: OutdialOptions): Promise<Outdial> {
  const given = readOptions<OutdialOptions>(options, OPENING, ['dataDir', 'apiKey']);
  const { operator = 'program', cwd = process.cwd(), clock = systemClock(), acceptOtherLedgers = false } = given;
  const caller = { clock, makeId: randomId, makeSecret: randomSecret, operator, cwd };
  const account = programAccount(given.account, cwd);
  const config = withAccount(programConfig(given, cwd), given.account, cwd);
  const open = await openAccount(config, caller, acceptOtherLedgers, account.retention);
  return outdialOver(open, config, account, caller);
}

/** Whatever asks what is true of the account reads it as the file of a command line is read, and finds what was given here. */
function withAccount(config: Config, account: OutdialOptions['account'], cwd: string): Config {
  const text = account === undefined ? undefined : JSON.stringify(account);
  return { ...config, accountFile: { path: join(cwd, 'account'), named: false, text: () => text } };
}

function outdialOver(open: OpenAccount, config: Config, account: Account, caller: Caller): Outdial {
  const { store } = open;
  const { clock } = caller;
  let closed: Promise<void> | null = null;
  const closing = new AbortController();
  const asking = (): void => {
    if (closed !== null) throw userError('closed', 'This ledger was closed by its program.', 'Open it again.');
  };
  const settings = { account, config };
  const held = { open, config, account, caller, closing: closing.signal, asking };
  const runs = runsOf(held);
  return speaking<Outdial>({
    load: runs.load,
    check: async (campaign, options) => {
      asking();
      return check(campaign, options, settings, caller);
    },
    simulate: async (campaign, options) => {
      asking();
      return simulate(campaign, options, settings, caller);
    },
    campaign: async (name) => {
      asking();
      checkArgument('name', name, 'text');
      return runs.handle(await findCampaign(store, name));
    },
    campaigns: async () => {
      asking();
      return (await statusOfAll(store, config, { now: clock.now(), zone: operatorZone(), brief: true })).campaigns.map(
        ({ report }) => report,
      );
    },
    run: runs.run,
    pauseAll: async (options) => {
      asking();
      const { until, hangUp = false } = readOptions<PauseOptions>(options, { until: 'instant', hangUp: 'flag' });
      return (await pauseCampaigns(store, 'all', { until: givenInstant(until), hangUp }, config, caller)).paused;
    },
    people: speaking(peopleOf(open, config, caller, asking)),
    suppressions: speaking(suppressionsOf(open, account, config, caller, asking)),
    phoneNumbers: async (options) => {
      asking();
      const { agentId } = readOptions<NumberOptions>(options, { agentId: 'text' });
      return listNumbers(config, agentId === undefined ? {} : { agent: agentId as AgentId });
    },
    assignNumber: async (number, agentId) => {
      asking();
      checkArgument('number', number, 'text');
      if (agentId !== null) checkArgument('agentId', agentId, 'text');
      return assignNumber(config, number, agentId as AgentId | null);
    },
    doctor: async (options) => {
      asking();
      const { agentId } = readOptions<{ readonly agentId?: string }>(options, { agentId: 'text' });
      const machine = { versions: process.versions, platform: process.platform };
      const found = await examine(() => config, (agentId ?? null) as AgentId | null, machine, caller);
      return found.map(({ message, mend, ...one }) => {
        return { ...one, message: inOptions(message), ...(mend === undefined ? {} : { mend: inOptions(mend) }) };
      });
    },
    purge: async (options) => {
      asking();
      const { dry = false } = readOptions<{ readonly dry?: boolean }>(options, { dry: 'flag' });
      const { retention } = account;
      return purge(store, { retention, dataDir: config.dataDir, dry, by: caller.operator }, clock);
    },
    log: () => logRecords(open, () => Promise.resolve(null), asking),
    verify: async (head) => {
      asking();
      if (head !== undefined) checkArgument('head', head, 'text');
      return verifyLog(store, head === undefined ? null : headFrom(head));
    },
    backup: async (path, options) => {
      asking();
      checkArgument('path', path, 'text');
      const { force = false } = readOptions<{ readonly force?: boolean }>(options, { force: 'flag' });
      return backUp(config, resolve(caller.cwd, path), force);
    },
    close: () => (closed ??= end()),
  });

  async function end(): Promise<void> {
    closing.abort();
    await runs.over();
    await open.close();
  }
}
