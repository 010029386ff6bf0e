/** What `doctor` says of attempt ids: whether they come back with their calls, as a test call of this account has proved. */
import type { Config } from '../../config/environment.ts';
import { formatWhen, operatorZone } from '../../report/when.ts';
import { accountOf, digestOf } from '../account.ts';
import { echoProof, type EchoProof } from '../call/echo.ts';
import { isEmptyHanded, readLedger } from '../ledger.ts';
import { openProvider } from '../open-provider.ts';
import type { Runtime } from '../runtime.ts';
import { failures, type Finding } from './finding.ts';

const CHECK = 'attempt_ids';

/** Nothing where there is no ledger, or no key by which the account is known. */
export async function echoFindings(config: Config, runtime: Runtime): Promise<readonly Finding[]> {
  const { apiKey: key, baseUrl } = config;
  if (key === null || isEmptyHanded(config)) return [];
  try {
    return await readLedger(runtime, config, async (store) => {
      const voice = await openProvider(config, key);
      try {
        const account = await accountOf(store, voice, baseUrl, digestOf(await store.info())(`a:${key}`));
        return [echoFinding(await echoProof(store, account), runtime)];
      } finally {
        await voice.close();
      }
    });
  } catch (error) {
    return failures(CHECK, error);
  }
}

export function echoFinding(proof: EchoProof | null, { clock }: Pick<Runtime, 'clock'>): Finding {
  if (proof === null) {
    const message = 'whether they come back with their calls is not proven yet';
    return { check: CHECK, is: 'unknown', message, mend: 'One test call proves it: outdial call NUMBER.' };
  }
  const kind = proof.agentKind === 'line' ? 'an agent of your own code' : 'a managed agent';
  const when = `a test call to ${kind}, ${formatWhen(proof.at, clock.now(), operatorZone())}`;
  if (proof.echoed) return { check: CHECK, is: 'ok', message: `came back with ${when}` };
  return {
    check: CHECK,
    is: 'warning',
    message: `did not come back with ${when}: a call whose reply is lost can only be told by its number and time`,
    mend: 'An account without data retention does so: dial slowly, and expect outdial resolve now and then.',
  };
}
