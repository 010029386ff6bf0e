/** The account the sandbox plays: its agents and its phone numbers. */
import { formatInstant, type Instant } from '../../model/time.ts';

export type SandboxAgent = {
  readonly id: string;
  readonly name: string;
  /** A `line` agent is a 404 at `/v1/agents`. */
  readonly kind: 'managed' | 'line';
  /** `false`: it has no deployment, and nothing can be dialed with it. */
  readonly published?: boolean;
  /** What a managed agent says first: each `{{name}}` in it must come with the call. */
  readonly initialMessage?: string;
  readonly instructions?: string;
  /** `config.tools` as they are shown: ids, or whole tools. */
  readonly tools?: readonly unknown[];
};

export const NUMBER_TYPES = ['cartesia', 'twilio', 'sip_trunk'] as const;

export type SandboxNumber = {
  readonly id: string;
  /** E.164. */
  readonly number: string;
  readonly type: (typeof NUMBER_TYPES)[number];
  readonly label?: string;
  /** Who answers inbound calls to it; unset or null: nobody. */
  readonly agentId?: string | null;
  /** It belongs to another organization: not to be seen, a 403 to dial with. */
  readonly foreign?: boolean;
};

export const DEFAULT_AGENTS: readonly SandboxAgent[] = [
  { id: 'agent_sandbox', name: 'Sandbox agent', kind: 'managed' },
  {
    id: 'agent_greets_sandbox',
    name: 'Sandbox agent that greets by name',
    kind: 'managed',
    initialMessage: 'Hello {{first_name}}, this is the sandbox calling.',
  },
  { id: 'agent_line_sandbox', name: 'Sandbox Line agent', kind: 'line' },
];

const DEFAULT_NUMBERS: readonly SandboxNumber[] = [
  { id: 'ap_sandbox', number: '+14155550100', type: 'cartesia', label: 'Sandbox', agentId: 'agent_sandbox' },
  { id: 'ap_sandbox_twilio', number: '+12125550100', type: 'twilio', label: 'Sandbox Twilio' },
  { id: 'ap_sandbox_sip', number: '+13125550100', type: 'sip_trunk', label: 'Sandbox SIP trunk' },
];

type Provider = { readonly type: SandboxNumber['type']; readonly id?: string } & Readonly<Record<string, string>>;

/** One provider a type is enough here; `provider_id` finds it. */
export const PROVIDERS: Readonly<Record<SandboxNumber['type'], Provider>> = {
  cartesia: { type: 'cartesia' },
  twilio: {
    type: 'twilio',
    id: 'pr_sandbox_twilio',
    account_sid: 'AC00000000000000000000000000000100',
    api_key_sid: 'SK****0100',
    region: 'us1',
  },
  sip_trunk: { type: 'sip_trunk', id: 'pr_sandbox_sip' },
};

export type Changes = { readonly label?: string; readonly agentId?: string | null };

export class Account {
  readonly #agents: ReadonlyMap<string, SandboxAgent>;
  readonly #numbers: Map<string, SandboxNumber & { updatedAt: Instant }>;
  readonly #openedAt: Instant;

  constructor(now: Instant, agents = DEFAULT_AGENTS, numbers = DEFAULT_NUMBERS) {
    this.#agents = new Map(agents.map((agent) => [agent.id, agent]));
    this.#numbers = new Map(numbers.map((number) => [number.id, { ...number, updatedAt: now }]));
    this.#openedAt = now;
  }

  agent(id: string): SandboxAgent | undefined {
    return this.#agents.get(id);
  }

  agents(): readonly SandboxAgent[] {
    return [...this.#agents.values()];
  }

  /** The agent object (reference 11): whole for a managed agent, and little for code. */
  agentView({ id, name, kind, initialMessage, instructions, tools }: SandboxAgent): object {
    const opened = formatInstant(this.#openedAt);
    const common = { id, name, description: '', created_at: opened, updated_at: opened };
    if (kind === 'line') return common;
    const config = {
      initial_message: initialMessage ?? 'Hello, this is the sandbox calling.',
      instructions: instructions ?? 'Be kind, and end the call when the person has no questions.',
      system_tools: [{ type: 'end_call' }],
      tools: tools ?? [],
      timezone: 'UTC',
      dynamic_variable_placeholders: {},
    };
    return { ...common, config, version: 1 };
  }

  /** Another organization's numbers included: the caller decides what they are worth. */
  number(id: string): SandboxNumber | undefined {
    return this.#numbers.get(id);
  }

  /** Our own, in the order they were given. */
  numbers(): readonly SandboxNumber[] {
    return [...this.#numbers.values()].filter((number) => number.foreign !== true);
  }

  change(id: string, changes: Changes, now: Instant): void {
    const number = this.#numbers.get(id);
    if (number !== undefined) this.#numbers.set(id, { ...number, ...changes, updatedAt: now });
  }

  /** The number object of reference 4. */
  view(number: SandboxNumber): object {
    const agent = number.agentId == null ? undefined : this.#agents.get(number.agentId);
    return {
      id: number.id,
      number: number.number,
      ...(number.label === undefined ? {} : { label: number.label }),
      agent: agent === undefined ? null : { id: agent.id, name: agent.name },
      created_at: formatInstant(this.#openedAt),
      updated_at: formatInstant(this.#numbers.get(number.id)?.updatedAt ?? this.#openedAt),
      provider: PROVIDERS[number.type],
    };
  }
}
