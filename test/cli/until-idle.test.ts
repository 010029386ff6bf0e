/** `--until-idle`: `run` and `resume` end with 3 where nobody can be rung before the next opening, and say so. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
beforeAll(async () => {
  sandbox = await startSandbox({ clock: systemClock(), speed: 200 });
});
afterAll(() => sandbox.close());
beforeEach(() => {
  desk = aDesk({ CARTESIA_API_KEY: 'sk_car_sandbox', CARTESIA_BASE_URL: sandbox.url });
});
afterEach(() => desk.remove());

it('ends a run and a resume before a start that is to come; without it both would wait', async () => {
  const contacts = [{ name: 'A', phone: '+12125550100' }];
  const schedule = { start_at: new Date(Date.now() + 86_400_000).toISOString() };
  const spec = { name: 'later', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts, schedule };
  writeFileSync(join(desk.dir, 'later.json'), JSON.stringify(spec));
  for (const typed of [
    ['run', 'later.json'],
    ['resume', 'later'],
  ]) {
    const { exit, err } = await desk.run([...typed, '--yes', '--until-idle']);
    expect([exit, err]).toEqual([3, expect.stringMatching(/Nobody can be rung before .*ended \(--until-idle\)/)]);
    expect(err).toContain('1 contact left');
  }
  expect(sandbox.record()).toEqual([]);
});
