/** The stand-in for the provider, for a program's own tests: it rings nobody. */
import { openSandbox as open, SANDBOX_KEY } from '../app/open-provider.ts';
import { systemClock } from '../clock.ts';
import { userError } from '../model/errors.ts';
import { readOptions } from './options.ts';

/** How the stand-in behaves. More of it can be set while it runs (docs/sandbox.md). */
export type SandboxOptions = {
  /** On 127.0.0.1. Default 0: a free one. */
  readonly port?: number;
  /** Divides ringing and talking times. Default 1; 50 makes a call of a minute one of a second. */
  readonly speed?: number;
  /** Of its luck. Default 1. */
  readonly seed?: number;
  /** Calls that may be open at once. Default: no limit. */
  readonly slots?: number;
};

/** A stand-in that listens. */
export type OpenSandbox = {
  /** `http://127.0.0.1:PORT`: the `baseUrl` of `openOutdial`. */
  readonly url: string;
  /** A key that it takes: the `apiKey` of `openOutdial`. */
  readonly apiKey: string;
  /** Its agent: `agent_id`. */
  readonly agentId: string;
  /** A number of it that may call anywhere: `from_number_id`. */
  readonly fromNumberId: string;
  /** Every call that was placed, oldest first. */
  calls(): readonly SandboxCall[];
  /** Ends every call and stops listening. */
  close(): Promise<void>;
};

/** A call as the stand-in saw it. */
export type SandboxCall = {
  /** Its id. */
  readonly id: string;
  /** Who was rung, in E.164. */
  readonly to: string;
};

/** Opens the Cartesia stand-in on this machine: `agent_sandbox`, `ap_sandbox`, `ap_sandbox_twilio`. */
export async function openSandbox(options?: SandboxOptions): Promise<OpenSandbox> {
  const kinds = { port: 'whole', speed: 'number', seed: 'whole', slots: 'whole' } as const;
  const { port = 0, ...given } = readOptions<SandboxOptions>(options, kinds);
  if (port > 65_535) throw userError('wrong_option', 'The option port must be from 0 to 65535.');
  const sandbox = await open({ clock: systemClock(), port, ...given });
  return {
    url: sandbox.url,
    apiKey: SANDBOX_KEY,
    agentId: 'agent_sandbox',
    fromNumberId: 'ap_sandbox_twilio',
    calls: () => sandbox.record().map(({ id, to }) => ({ id, to })),
    close: () => sandbox.close(),
  };
}
