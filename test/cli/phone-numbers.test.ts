/** Numbers are assigned as the provider's own command does it, and `providers` is no number. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeEach(async () => {
  sandbox = await startSandbox({ clock: systemClock() });
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

describe('phone-numbers assign', () => {
  it.each([
    ['a flag', ['ap_sandbox_twilio', '--agent-id', 'agent_sandbox']],
    ['a flag before', ['--agent-id', 'agent_sandbox', 'ap_sandbox_twilio']],
    ['its place', ['ap_sandbox_twilio', 'agent_sandbox']],
    ['both, the same', ['ap_sandbox_twilio', 'agent_sandbox', '--agent-id', 'agent_sandbox']],
  ])('takes the agent by %s', async (_, args) => {
    const ran = await desk.run(['phone-numbers', 'assign', ...args, '--json']);
    expect(ran.exit, ran.err).toBe(0);
    expect(JSON.parse(ran.out)).toMatchObject({ id: 'ap_sandbox_twilio', agent_id: 'agent_sandbox' });
  });

  it.each([
    ['none', ['ap_sandbox_twilio'], /No agent was named.*assign ap_sandbox_twilio --agent-id agent_…/],
    ['an empty one', ['ap_sandbox_twilio', '--agent-id', ''], /No agent was named/],
    [
      'two',
      ['ap_sandbox_twilio', 'agent_a', '--agent-id', 'agent_b'],
      /Two agents were named: "agent_a" and "agent_b"/,
    ],
    ['one that is not there', ['ap_sandbox_twilio', '--agent-id', 'agent_none'], /was not found/],
    [
      'providers for a number',
      ['providers', '--agent-id', 'agent_sandbox'],
      /No number of this account is "providers"/,
    ],
  ])('refuses %s, and nothing is changed', async (_, args, message) => {
    const ran = await desk.run(['phone-numbers', 'assign', ...args]);
    expect(ran).toMatchObject({ exit: 2, out: '', err: expect.stringMatching(message) });
    expect(sandbox.requests().filter(({ method, status }) => method === 'PATCH' && status === 200)).toEqual([]);
  });
});
