/** A sandbox on a clock the test moves, and the requests its tests make of it. */
import type { Clock } from '../../src/clock.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/voice/sandbox/server.ts';

const START = Date.parse('2026-10-05T15:00:00.000Z');

export type Entry = { number: string; agent_call_id?: string; error?: { error_code: string; message: string } };
export type ShownCall = {
  id: string;
  status: string;
  end_reason?: string;
  start_time: string | null;
  end_time: string | null;
  summary?: string;
  transcript?: unknown[];
  dynamic_variables?: unknown;
  metadata?: unknown;
  telephony_params: { to: string; from: string };
};

export class Rig {
  now = START;
  sandbox!: Sandbox;
  readonly clock: Clock = { now: () => this.now, monotonic: () => this.now, sleep: () => Promise.resolve() };

  static async open(options: Partial<SandboxOptions> = {}): Promise<Rig> {
    const rig = new Rig();
    rig.sandbox = await startSandbox({ clock: rig.clock, ...options });
    return rig;
  }

  advance(seconds: number): void {
    this.now += seconds * 1_000;
  }

  request(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.sandbox.url + path, {
      method,
      redirect: 'manual',
      headers: {
        Authorization: 'Bearer sk_car_test',
        'Cartesia-Version': '2026-08-14',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  post(numbers: readonly string[], changes: object = {}, headers: Record<string, string> = {}): Promise<Response> {
    return this.request('POST', '/agents/calls', order(numbers, changes), headers);
  }

  async place(numbers: readonly string[], changes: object = {}): Promise<readonly Entry[]> {
    const reply = await this.post(numbers, changes);
    if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`);
    return ((await reply.json()) as { calls: Entry[] }).calls;
  }

  /** Places one call and gives its id. */
  async call(to: string, changes: object = {}): Promise<string> {
    return (await this.place([to], changes))[0]!.agent_call_id!;
  }

  async get(id: string): Promise<ShownCall> {
    return (await (await this.request('GET', `/agents/calls/${id}`)).json()) as ShownCall;
  }

  async list(query = ''): Promise<{ data: ShownCall[]; has_more: boolean; next_page: string | null }> {
    const reply = await this.request('GET', `/agents/calls?agent_id=agent_sandbox${query}`);
    if (reply.status !== 200) throw new Error(`${reply.status} ${await reply.text()}`);
    return (await reply.json()) as { data: ShownCall[]; has_more: boolean; next_page: string | null };
  }
}

export function order(numbers: readonly string[], changes: object = {}): object {
  return {
    from_number_id: 'ap_sandbox_twilio',
    agent_id: 'agent_sandbox',
    outbound_calls: numbers.map((number) => ({ to_number: number, dynamic_variables: { name: 'Ada' } })),
    ringing_timeout_seconds: 30,
    max_call_duration_minutes: 10,
    ...changes,
  };
}

/** A fictional number with the given last two digits. */
export function fictional(digits: number, area = '415'): string {
  return `+1${area}55501${String(digits).padStart(2, '0')}`;
}
