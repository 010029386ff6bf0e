/** Opens the provider, and the stand-in for it. */
// An adapter is imported where it is opened: a command that needs none waits for none.
import type { Config } from '../config/environment.ts';
import type { Voice } from '../voice/port.ts';
import type { Sandbox, SandboxOptions } from '../voice/sandbox/server.ts';

/** Any key will do for the sandbox; this one looks like what it is. */
export const SANDBOX_KEY = 'sk_car_sandbox';

export async function openProvider({ baseUrl, version }: Config, apiKey: string): Promise<Voice> {
  const { openCartesia } = await import('../voice/cartesia/voice.ts');
  return openCartesia({ baseUrl, apiKey, ...(version === null ? {} : { version }) });
}

/** Whose calls it takes. */
export type SandboxAccount = Required<Pick<SandboxOptions, 'agents' | 'numbers'>>;

export type SandboxFaults = NonNullable<SandboxOptions['faults']>;

export async function openSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { startSandbox } = await import('../voice/sandbox/server.ts');
  return startSandbox(options);
}
