/** A call as the API shows it (reference 2: GET /agents/calls/{call_id}), and as the sandbox's own record tells it. */
import { own } from '../../model/own.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import { MANAGED_VERSION, type Version } from './contract.ts';
import type { Call } from './calls.ts';
import { statusAt, type Step } from './life.ts';

export type Reader = {
  readonly now: Instant;
  readonly version: Version;
  readonly transcript: boolean;
  readonly echo: boolean;
};

export function callView(call: Call, { now, version, transcript, echo }: Reader): object {
  const { life, redactedAt } = call;
  const ended = life.endedAt !== null && life.endedAt <= now;
  const answeredAt = life.answeredAt !== null && life.answeredAt <= now ? life.answeredAt : null;
  const told = answeredAt !== null && life.toldAt !== null && life.toldAt <= now && redactedAt === null;
  const field = version === MANAGED_VERSION ? 'dynamic_variables' : 'metadata';
  return {
    id: call.id,
    agent_id: call.agent.id,
    agent_name: call.agent.name,
    status: statusAt(life, now),
    ...(ended && life.endReason !== null ? { end_reason: life.endReason } : {}),
    ...(ended && life.errorMessage !== null ? { error_message: life.errorMessage } : {}),
    start_time: answeredAt === null ? null : formatInstant(answeredAt),
    end_time: ended && !life.timeless ? formatInstant(life.endedAt) : null,
    ...(transcript && told ? { transcript: transcriptOf(call, life.endedAt ?? now, answeredAt) } : {}),
    ...(told ? { summary: summaryOf(life.endReason) } : {}),
    telephony_params: {
      to: call.to,
      from: call.number.number,
      call_sid: call.sid,
      direction: 'outbound',
      connection_type: 'phone',
      parameters: {},
      headers: {},
    },
    telephony_account_type: call.number.type,
    ...(echo && redactedAt === null && call.data?.field === field ? { [field]: valuesOf(call, told) } : {}),
    ...(redactedAt === null ? {} : { redacted_at: formatInstant(redactedAt) }),
  };
}

/** What a tool wrote is there once the call has been told of. */
function valuesOf({ data, life }: Call, told: boolean): unknown {
  const brought = data?.value;
  if (!told || life.sets === undefined || typeof brought !== 'object' || brought === null) return brought;
  return { ...brought, ...life.sets };
}

const SUMMARIES: Readonly<Record<string, string>> = {
  agent_hangup: 'The person listened, had no questions and was thanked.',
  client_hangup: 'The person confirmed and hung up.',
  voicemail_detected: 'A machine answered; a message was left.',
  api_cancelled: 'The call was cancelled while it was going on.',
  max_duration: 'The call was cut off at its longest duration.',
};

function summaryOf(endReason: string | null): string {
  return own(SUMMARIES, endReason ?? '') ?? 'The person answered.';
}

function transcriptOf(call: Call, endedAt: Instant, answeredAt: Instant): readonly object[] {
  const { endReason } = call.life;
  const seconds = (share: number): number => Math.round((endedAt - answeredAt) * share) / 1_000;
  const { says, tool } = call.life;
  const usual =
    endReason === 'voicemail_detected' ? 'Please leave a message after the tone.' : 'Hello, yes, that is fine.';
  const last = { start_timestamp: seconds(0.5), end_timestamp: seconds(0.9) };
  return [
    { role: 'assistant', text: openingOf(call), start_timestamp: 0, end_timestamp: seconds(0.4) },
    ...(says ?? [usual]).map((text) => ({ role: 'user', text, ...last })),
    ...(tool === undefined ? [] : [{ role: 'assistant', tool_calls: [{ id: 'tool_1', ...tool }], ...last }]),
  ];
}

/** The agent's first words with what the call brought; a call of a Line agent says what all sandbox agents say. */
function openingOf({ agent, data }: Call): string {
  const said = agent.initialMessage ?? 'Hello, this is the sandbox calling.';
  const brought: object = typeof data?.value === 'object' && data.value !== null ? data.value : {};
  return said.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => String(own(brought, name) ?? ''));
}

/** One call of the sandbox's record. `at` is when the request came, `ringsAt` when the phone rings; null: never. */
export type SandboxCall = {
  readonly id: string;
  readonly to: string;
  readonly from: string;
  readonly fromNumberId: string;
  readonly agentId: string;
  /** 1 for the first call to this destination. */
  readonly nth: number;
  readonly at: Instant;
  readonly ringsAt: Instant | null;
  /** The variables or metadata it came with; null when it had none. */
  readonly variables: unknown;
  readonly status: string;
  readonly endReason: string | null;
  /** What it has been so far, oldest first. */
  readonly history: readonly Step[];
};

export function recordOf(call: Call, now: Instant): SandboxCall {
  const { life } = call;
  return {
    id: call.id,
    to: call.to,
    from: call.number.number,
    fromNumberId: call.number.id,
    agentId: call.agent.id,
    nth: call.nth,
    at: call.placedAt,
    ringsAt: call.ringsAt,
    variables: call.data?.value ?? null,
    status: statusAt(life, now),
    endReason: life.endedAt !== null && life.endedAt <= now ? life.endReason : null,
    history: life.steps.filter((step) => step.at <= now),
  };
}
