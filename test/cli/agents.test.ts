/** What is found out about the agent before anybody is called: its variables, its kind, and the end of its hosting. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { agentNotes } from '../../src/report/agent-notes.ts';
import type { SandboxAgent } from '../../src/voice/sandbox/account.ts';
import { startSandbox, type Sandbox } from '../../src/voice/sandbox/server.ts';
import type { AgentId } from '../../src/model/ids.ts';
import { aDesk, type Desk } from './harness.ts';

let sandbox: Sandbox;
let desk: Desk;
const MOVED = 'agent_moved';

async function open(agents: readonly SandboxAgent[], port = 0): Promise<void> {
  sandbox = await startSandbox({ clock: systemClock(), speed: 500, agents, port });
}
beforeEach(async () => {
  const greets = 'Hello {{customer_name}}, it is {{system__time}}.';
  await open([
    { id: 'agent_greets', name: 'G', kind: 'managed', initialMessage: greets, instructions: 'About {{order}}.' },
    { id: 'agent_line', name: 'L', kind: 'line' },
    { id: MOVED, name: 'M', kind: 'line' },
  ]);
  desk = aDesk({ CARTESIA_BASE_URL: sandbox.url, CARTESIA_API_KEY: 'sk_car_sandbox' });
});
afterEach(async () => {
  await sandbox.close();
  desk.remove();
});

const ROWS = ['+14155550101,Ada', '+14155550102,Grace'];
function write(spec: Record<string, unknown>, rows: readonly string[] = ROWS): void {
  writeFileSync(join(desk.dir, 'contacts.csv'), `Phone,Name\n${rows.join('\n')}\n`);
  const base = { name: 'c', from_number_id: 'ap_sandbox_twilio', contacts: 'contacts.csv' };
  writeFileSync(
    join(desk.dir, 'campaign.json'),
    JSON.stringify({ ...base, pacing: { calls_per_second: 20 }, ...spec }),
  );
}
const placed = (): string[] => sandbox.requests().flatMap(({ method, body }) => (method === 'POST' ? [body] : []));
const data = (field: string): unknown[] =>
  placed().flatMap((body) =>
    (JSON.parse(body) as { outbound_calls: Record<string, unknown>[] }).outbound_calls.map((item) => item[field]),
  );

describe('variables that the agent says', () => {
  const LACKS = /\{\{customer_name\}\}[^]*"variables": \{"Name": "Name", "customer_name": "Name"\}/;

  it.each(['check', 'run', 'simulate'])('are asked for by %s, and nobody is called', async (command) => {
    write({ agent_id: 'agent_greets' });
    const ran = await desk.run([command, 'campaign.json', ...(command === 'run' ? ['--yes'] : [])]);
    expect(ran).toMatchObject({ exit: 2, err: expect.stringMatching(LACKS) });
    if (command === 'check') expect(ran.out).toMatch(/2 {2}can be dialed/);
    if (command === 'run') expect((await desk.run(['status', 'c'])).exit).toBe(2);
    expect(placed()).toEqual([]);
  });

  it('once they are mapped as it was said, everybody is called; an empty one is warned of', async () => {
    write({ agent_id: 'agent_greets', variables: { Name: 'Name', customer_name: 'Name' } }, [...ROWS, '+14155550103,']);
    const checked = await desk.run(['check', 'campaign.json']);
    expect(checked.exit, checked.err).toBe(0);
    expect(checked.out).toMatch(/empty_variable: 1 of 3 rows lacks a value/);
    expect(checked.out).toMatch(/note +The agent's instructions or tools use a variable that no call carries: order\./);
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    expect(data('dynamic_variables')).toHaveLength(3);
  });

  it('are said by check for machines too', async () => {
    write({ agent_id: 'agent_greets' });
    const { out } = await desk.run(['check', 'campaign.json', '--json']);
    expect(JSON.parse(out)).toMatchObject({
      summary: { variables_missing: [expect.stringContaining('customer_name')] },
    });
  });
});

describe('the id of an attempt', () => {
  it.each([
    ['outdial_ref', 'outdial_ref'],
    [null, null],
  ])('travels under %j', async (name, expected) => {
    write({ agent_id: 'agent_greets', variables: { customer_name: 'Name' }, attempt_id_variable: name });
    const checked = await desk.run(['check', 'campaign.json']);
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    const keys = data('dynamic_variables').map((one) => Object.keys(one as object));
    expect(keys).toEqual(ROWS.map(() => ['customer_name', ...(expected === null ? [] : [expected])]));
    for (const text of [checked.out, ran.err])
      expect(text.match(/Calls carry no id of outdial's/g)?.length ?? 0).toBe(name === null ? 1 : 0);
  });

  it('a call whose reply was lost is found under the name it was given', async () => {
    write({ agent_id: 'agent_greets', variables: { customer_name: 'Name' }, attempt_id_variable: 'ref' }, [
      '+14155550170,Ada',
    ]);
    const look = { doubt: { look_ups: ['200ms'] } };
    const file = join(desk.dir, 'campaign.json');
    writeFileSync(file, JSON.stringify({ ...(JSON.parse(readFileSync(file, 'utf8')) as object), ...look }));
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    expect(sandbox.record()).toHaveLength(1);
  });
});

describe('a Line agent', () => {
  it.each(['check', 'run'])('%s says until when it is hosted', async (command) => {
    write({ agent_id: 'agent_line' });
    const { out, err } = await desk.run([command, 'campaign.json', ...(command === 'run' ? ['--yes'] : [])]);
    expect(`${out}${err}`).toMatch(
      /agent_line is a Line-SDK agent, and Cartesia (stops|stopped) hosting those on 2026-12-01/,
    );
  });

  it('is spoken of in the past after its end', () => {
    const agent = { id: 'agent_1' as AgentId, kind: 'line' as const };
    expect(agentNotes(agent, Date.UTC(2026, 10, 30, 23, 59))).toMatchObject([
      expect.stringContaining(' stops hosting '),
    ]);
    expect(agentNotes(agent, Date.UTC(2026, 11, 1))).toMatchObject([expect.stringContaining(' stopped hosting ')]);
    expect(agentNotes({ ...agent, kind: 'managed' }, 0)).toEqual([]);
  });

  it('that was moved to managed gets its data in the field of those, at the next run', async () => {
    write({ agent_id: MOVED });
    expect((await desk.run(['run', 'campaign.json', '--load-only'])).exit).toBe(0);
    const port = Number(new URL(sandbox.url).port);
    await sandbox.close();
    await open([{ id: MOVED, name: 'M', kind: 'managed' }], port);
    const ran = await desk.run(['run', 'campaign.json', '--yes']);
    expect(ran.exit, ran.err).toBe(0);
    expect(data('metadata')).toEqual([undefined, undefined]);
    expect(data('dynamic_variables')).toMatchObject([{ Name: 'Ada' }, { Name: 'Grace' }]);
  });
});
