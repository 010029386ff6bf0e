/** Stored campaigns are called with what their agent is now: `resume` and a worker's start look again. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Config } from '../../src/config/environment.ts';
import { lookAgain } from '../../src/app/campaign/refresh-agents.ts';
import type { Context } from '../../src/cli/terminal/context.ts';
import type { Campaign, Plan } from '../../src/model/campaign.ts';
import type { AccountKey, LineId } from '../../src/model/ids.ts';
import { openMemoryStore } from '../../src/store/memory/memory.ts';
import type { Store } from '../../src/store/port.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import { CAMPAIGN, makeCampaign, makeLine, makePlan, NOW } from '../support/fixtures.ts';

let sandbox: Sandbox;
let store: Store;
const clock = systemClock();
const context = { clock } as Context;

beforeEach(async () => {
  const first = 'Hello {{first_name}}';
  sandbox = await startSandbox({
    clock,
    agents: [
      { id: 'agent_moved', name: 'M', kind: 'managed', initialMessage: first },
      { id: 'agent_code', name: 'L', kind: 'line' },
    ],
  });
  store = openMemoryStore({ makeId: () => 'L', now: NOW });
});
afterEach(() => sandbox.close());

async function look(over: Partial<Plan>, account = 'loopback#key', baseUrl = sandbox.url) {
  const lines = [makeLine({ id: 'ap_sandbox' as LineId })];
  const plan = makePlan({ agentKind: 'line', ...over, lines });
  const campaign = makeCampaign({ plan, account: account as AccountKey }) as Campaign;
  await store.putCampaign('new', campaign, []);
  const config = { apiKey: 'sk_car_sandbox', baseUrl, version: null } as Config;
  return { again: await lookAgain(config, store, [campaign], context), after: await store.campaign(CAMPAIGN) };
}

it('an agent that was moved is managed from now on, under a new version of the plan, and that is in the log', async () => {
  const { again, after } = await look({ agent: 'agent_moved' as never, variables: ['first_name'], version: 3 });
  expect(again).toEqual({ notes: [], faults: [] });
  expect(after?.plan).toMatchObject({ agentKind: 'managed', version: 4 });
  expect((await store.log({}, 0, 10)).map(({ event, cause }) => [event, cause])).toEqual([
    ['plan_changed', 'agent_kind'],
  ]);
});

it('one whose first words lack a variable, or that is gone, is a fault with what mends it', async () => {
  const { again } = await look({ agent: 'agent_moved' as never, variables: ['name'] });
  expect(again.faults).toMatchObject([{ message: expect.stringContaining('{{first_name}}') }]);
});

it('one that is gone is a fault', async () => {
  const { again } = await look({ agent: 'agent_gone' as never });
  expect(again.faults).toMatchObject([{ message: expect.stringContaining('agent_gone') }]);
});

it('plans of before names were kept are not judged', async () => {
  expect((await look({ agent: 'agent_moved' as never })).again.faults).toEqual([]);
});

it('Line code is spoken of', async () => {
  const { again, after } = await look({ agent: 'agent_code' as never });
  expect(again.notes).toMatchObject([expect.stringContaining('agent_code is a Line-SDK agent')]);
  expect(after?.plan.agentKind).toBe('line');
});

it('a host that cannot be asked changes nothing and stops nobody', async () => {
  const { again, after } = await look({ agent: 'agent_moved' as never }, 'loopback#key', 'http://127.0.0.1:1');
  expect(again.faults).toEqual([]);
  expect(again.notes).toMatchObject([
    expect.stringContaining('what is stored of the agents is taken as it is'),
    expect.stringContaining('agent_moved is a Line-SDK agent'),
  ]);
  expect(after?.plan.agentKind).toBe('line');
});

it('campaigns of another account are left alone', async () => {
  const { again, after } = await look({ agent: 'agent_moved' as never }, 'https://api.example#key');
  expect(again).toEqual({ notes: [], faults: [] });
  expect(after?.plan.agentKind).toBe('line');
});
