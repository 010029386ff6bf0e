/** Which agent talks and which number rings where nobody named them: those of an account that has one of each. */
import { userError } from '../../model/errors.ts';
import type { PhoneNumber, Voice } from '../../voice/port.ts';
import type { CampaignKeys } from '../campaign/source.ts';
import { must } from '../provider.ts';

export type WhoCalls = {
  readonly keys: CampaignKeys;
  /** What was taken without being named, in sentences. */
  readonly taken: readonly string[];
};

/** Of a longer list. */
const SHOWN = 6;

/** A `UserError` that lists them where there is more than one: a guess would ring somebody from the wrong number. */
export async function whoCalls(voice: Pick<Voice, 'phoneNumbers'>, keys: CampaignKeys): Promise<WhoCalls> {
  if (keys.agentId !== undefined && keys.fromNumberId !== undefined) return { keys, taken: [] };
  const numbers = must(await voice.phoneNumbers({}));
  const taken: string[] = [];
  const agentId = keys.agentId ?? onlyAgent(numbers, taken);
  const fromNumberId = keys.fromNumberId ?? [onlyNumber(numbers, taken)];
  return { keys: { ...keys, agentId, fromNumberId }, taken };
}

function onlyNumber(numbers: readonly PhoneNumber[], taken: string[]): string {
  const [one, another] = numbers;
  if (one === undefined) {
    const hint = 'Get one in the Cartesia console, or import yours from Twilio there.';
    throw userError('which_number', 'This account has no number to call from.', hint);
  }
  if (another !== undefined) {
    const listed = list(
      numbers.map(({ id, number, label }) => `${id} (${number}${label === null ? '' : `, ${label}`})`),
    );
    const message = `No number to call from was named, and this account has ${numbers.length}: ${listed}.`;
    throw userError('which_number', message, `Name one: --from-number-id ${one.id}`);
  }
  taken.push(`It calls from ${one.number} (${one.id}), the only number of this account.`);
  return one.id;
}

/** The API lists no agents, but each number names the one that answers it. */
function onlyAgent(numbers: readonly PhoneNumber[], taken: string[]): string {
  const agents = new Map(numbers.flatMap(({ agent }) => (agent === null ? [] : [[agent.id, agent] as const])));
  const [one, another] = agents.values();
  if (one === undefined) {
    const hint = 'Name it: --agent-id agent_… (the Cartesia console shows the id of each agent).';
    throw userError('no_agent', 'No agent was named, and none answers a number of this account.', hint);
  }
  const words = [...agents.values()].map(({ id, name }) => (name === null ? id : `${id} (${name})`));
  if (another !== undefined) {
    throw userError('no_agent', `No agent was named: there are ${list(words)}.`, `Name one: --agent-id ${one.id}`);
  }
  taken.push(`The agent is ${words[0] ?? one.id}, the only one that a number of this account names.`);
  return one.id;
}

function list(all: readonly string[]): string {
  return `${all.slice(0, SHOWN).join(', ')}${all.length > SHOWN ? ', …' : ''}`;
}
