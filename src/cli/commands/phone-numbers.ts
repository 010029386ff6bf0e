/** `outdial phone-numbers`: the account's numbers, who answers them, and what each may dial. */
import { Option, type Command } from 'commander';
import { assignNumber, listNumbers, type PhoneNumber } from '../../app/phone-numbers.ts';
import { userError } from '../../model/errors.ts';
import type { AgentId } from '../../model/ids.ts';
import { shellWord } from '../../report/shell-word.ts';
import { fitted } from '../../report/table.ts';
import { mayCall, providerWords } from '../../report/words.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';

const TYPES = ['cartesia', 'twilio', 'sip_trunk'] as const;
type AssignOptions = { agentId?: string; json?: true };
type ListOptions = { agentId?: string; type?: (typeof TYPES)[number]; json?: true };

export function addPhoneNumbers(group: Command, context: Context, done: Done): void {
  const { terminal } = context;
  group.addHelpText(
    'after',
    '\nExamples:\n  $ outdial phone-numbers ls --type twilio\n  $ outdial phone-numbers assign +14155550101 --agent-id agent_…',
  );

  group
    .command('ls')
    .description('the numbers you may call from')
    .option('--agent-id <id>', 'only those this agent answers')
    .addOption(new Option('--type <type>', 'only those of this provider').choices(TYPES))
    .option('--json', 'for machines')
    .action(async (options: ListOptions, command: Command) => {
      const filter = {
        ...(options.agentId === undefined ? {} : { agent: options.agentId as AgentId }),
        ...(options.type === undefined ? {} : { type: options.type }),
      };
      const numbers = await listNumbers(configOf(context, command), filter);
      if (options.json === true) await terminal.out(JSON.stringify(numbers.map(forMachines)));
      else await show(numbers, context);
      done(EXIT.ok);
    });

  group
    .command('assign <number-or-id> [agent-id]')
    .description('let an agent answer calls to a number (calling from it needs no assignment)')
    .option('--agent-id <id>', 'the agent, as in the provider’s own command; or name it after the number')
    .option('--json', 'for machines')
    .action(async (wanted: string, typed: string | undefined, options: AssignOptions, command: Command) => {
      await assign(context, command, wanted, agentOf(wanted, typed, options), options.json === true);
      done(EXIT.ok);
    });

  group
    .command('unassign <number-or-id>')
    .description('nobody answers calls to the number any more; calling from it goes on working')
    .option('--json', 'for machines')
    .action(async (wanted: string, options: { json?: true }, command: Command) => {
      await assign(context, command, wanted, null, options.json === true);
      done(EXIT.ok);
    });
}

/** By flag or by place; both only where they agree. */
function agentOf(number: string, typed: string | undefined, { agentId }: AssignOptions): AgentId {
  const agent = agentId ?? typed;
  if (agent === undefined || agent.trim() === '') {
    const hint = `Name it: outdial phone-numbers assign ${shellWord(number)} --agent-id agent_…`;
    throw userError('no_agent', 'No agent was named.', hint);
  }
  if (typed !== undefined && typed !== agent) {
    const message = `Two agents were named: "${typed}" and "${agent}".`;
    throw userError('two_agents', message, 'Name one: a number is answered by one agent.');
  }
  return agent as AgentId;
}

async function assign(
  context: Context,
  command: Command,
  wanted: string,
  agent: AgentId | null,
  json: boolean,
): Promise<void> {
  const { terminal } = context;
  const after = await assignNumber(configOf(context, command), wanted, agent);
  if (json) await terminal.out(JSON.stringify(forMachines(after)));
  else await terminal.out(`${after.number} (${after.id}) is answered by ${answeredBy(after)}`);
  sayNext(context, 'outdial phone-numbers ls');
}

async function show(numbers: readonly PhoneNumber[], context: Context): Promise<void> {
  const { terminal } = context;
  if (numbers.length === 0) {
    terminal.say('No numbers. Get one in the Cartesia console, or import yours from Twilio there.');
  } else {
    const rows = numbers.map((number) => [
      number.id,
      number.number,
      number.label ?? '',
      providerWords(number.provider),
      answeredBy(number),
      mayCall(number.provider),
    ]);
    for (const line of fitted(['id', 'number', 'label', 'provider', 'answered by', 'may call'], rows, terminal.width)) {
      await terminal.out(line);
    }
  }
  sayNext(context, 'outdial check campaign.json');
}

function answeredBy({ agent }: PhoneNumber): string {
  return agent === null ? 'nobody' : (agent.name ?? agent.id);
}

function forMachines(number: PhoneNumber): Record<string, unknown> {
  return {
    id: number.id,
    number: number.number,
    label: number.label,
    provider: number.provider,
    agent_id: number.agent?.id ?? null,
    agent_name: number.agent?.name ?? null,
    may_call: number.provider === 'twilio' || number.provider === 'sip_trunk' ? 'any' : 'us',
  };
}
