/** Is everything set up? Settings, provider, this machine, the ledger and its servers, one after the other. */
import type { Config } from '../../config/environment.ts';
import type { AgentId } from '../../model/ids.ts';
import type { Caller } from '../runtime.ts';
import { lookAtAccount } from './account.ts';
import { echoFindings } from './echo.ts';
import { failures, type Finding } from './finding.ts';
import { ledgerFindings, nodeFindings, type Machine } from './machine.ts';
import { providerFindings } from './provider.ts';
import { sharedFindings } from './servers.ts';
import { sharedListFindings } from './shared-list.ts';
import { settingFindings } from './settings.ts';

/** `readConfig` throws what is wrong with the settings: then nothing but this machine can be looked at. `agent`: looked at too. */
export async function examine(
  readConfig: () => Config,
  agent: AgentId | null,
  machine: Machine,
  caller: Caller,
): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig();
  } catch (error) {
    return [...failures('settings', error), ...nodeFindings(machine.versions)];
  }
  const { account, findings } = await lookAtAccount(config, caller.cwd);
  const provider = await providerFindings(config, agent, account, caller);
  const ledger = await (config.databaseUrl === null
    ? ledgerFindings(config, machine.platform, caller)
    : sharedFindings(config, caller));
  // One that cannot be opened was told of.
  const readable = ledger.some(({ check, is }) => check === 'ledger' && is === 'ok');
  return [
    ...settingFindings(config),
    ...findings,
    ...(await sharedListFindings(config, account, caller)),
    ...provider,
    ...nodeFindings(machine.versions),
    ...ledger,
    ...(readable ? await echoFindings(config, caller) : []),
  ];
}
