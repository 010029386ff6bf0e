/** Which numbers and agents the account has, for whoever has to choose among them; that it cannot be asked is an answer too. */
import type { Config } from '../../../config/environment.ts';
import type { AgentInfo, PhoneNumber, Voice } from '../../../voice/port.ts';
import { withProvider } from '../../provider.ts';

export type { AgentInfo, PhoneNumber };

export type AccountFacts =
  | { readonly is: 'known'; readonly lines: readonly PhoneNumber[]; readonly agents: readonly AgentInfo[] }
  | { readonly is: 'no_key' }
  /** A sentence why. */
  | { readonly is: 'unknown'; readonly why: string };

export async function readAccount(config: Config): Promise<AccountFacts> {
  if (config.apiKey === null) return { is: 'no_key' };
  return withProvider(config, async (voice: Pick<Voice, 'phoneNumbers' | 'agents'>) => {
    const lines = await voice.phoneNumbers({});
    if (lines.is === 'failed') return { is: 'unknown', why: lines.message };
    const agents = await voice.agents();
    if (agents.is === 'failed') return { is: 'unknown', why: agents.message };
    return { is: 'known', lines: lines.value, agents: agents.value };
  });
}

/** The number to call from that nothing speaks against; null: a person has to choose. */
export function proposedLine(facts: AccountFacts): PhoneNumber | null {
  if (facts.is !== 'known') return null;
  const [only, another] = facts.lines;
  if (another === undefined) return only ?? null;
  // A number that an agent answers is the one in use; whoever calls back is answered.
  const [answered, second] = facts.lines.filter(({ agent }) => agent !== null);
  return second === undefined ? (answered ?? null) : null;
}

/** The agent that answers calls back to the number, or the only one there is. */
export function proposedAgent(facts: AccountFacts, line: PhoneNumber | null): AgentInfo | null {
  if (facts.is !== 'known') return null;
  const [only, another] = facts.agents;
  if (only !== undefined && another === undefined) return only;
  const answers = line?.agent ?? null;
  if (answers === null) return null;
  return facts.agents.find(({ id }) => id === answers.id) ?? null;
}

/** By id, number or label, as a campaign file may name it. */
export function lineNamed(facts: AccountFacts, wanted: string): PhoneNumber | null {
  if (facts.is !== 'known') return null;
  return facts.lines.find(({ id, number, label }) => [id, number, label].includes(wanted)) ?? null;
}
