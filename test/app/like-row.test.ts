/** A test call like a row carries what that row's own call would, judged in its place on the list; nothing more. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { rowLike } from '../../src/app/call/like-row.ts';
import type { LookedUp } from '../../src/app/campaign/lookups.ts';
import { readSource } from '../../src/app/campaign/source.ts';
import { systemClock } from '../../src/clock.ts';
import { NO_ACCOUNT } from '../../src/load/spec/account.ts';
import type { AgentId, LineId } from '../../src/model/ids.ts';
import { randomId, randomSecret } from '../../src/random.ts';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'outdial-like-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const line = {
  id: 'ap_sandbox_twilio' as LineId,
  number: '+12125550100',
  provider: 'twilio',
  callsPerSecond: 1,
} as const;
const looked: LookedUp = {
  agent: { id: 'agent_sandbox' as AgentId, name: null, kind: 'managed', variables: { first: [], elsewhere: [] } },
  lines: [line],
};

async function like(lines: readonly string[], row: number | null) {
  writeFileSync(join(dir, 'list.csv'), `${lines.join('\n')}\n`);
  const caller = { clock: systemClock(), makeId: randomId, makeSecret: randomSecret, operator: 'robin', cwd: dir };
  const keys = { agentId: 'agent_sandbox', fromNumberId: ['ap_sandbox_twilio'] };
  const source = await readSource(dir, 'list.csv', keys, NO_ACCOUNT);
  return rowLike(source, { row, looked, rehearsal: true }, caller);
}

it('keeps in the house what the whole head of the list says is private, not only its first rows', async () => {
  const lines = Array.from({ length: 900 }, (_, at) => {
    const where = at < 250 ? 'at the desk' : `${at} Main Street, Springfield, IL 62704`;
    return `+1415555${String(at).padStart(4, '0')},Ana,"${where}"`;
  });
  expect(await like(['Phone,First Name,Where', ...lines], 2)).toEqual({ row: 2, variables: { first_name: 'Ana' } });
  expect(await like(['Phone,First Name,Where', ...lines], 901)).toEqual({ row: 901, variables: { first_name: 'Ana' } });
});

it('takes the first of two equal rows, and says of the other which one is dialed', async () => {
  const lines = ['Phone,First Name', '+14155550101,Ana', '+14155550102,Bo', '+14155550102,Bo'];
  expect(await like(lines, 3)).toEqual({ row: 3, variables: { first_name: 'Bo' } });
  await expect(like(lines, 4)).rejects.toMatchObject({
    message: expect.stringContaining('Row 4 of list.csv would not be called') as unknown,
  });
});

it('is like no row that the list itself leaves out, and counts as the list does', async () => {
  const lines = ['Clients of May', '', 'Phone,First Name', '+14155550101,Ana', 'Phone,First Name', '+14155550102,Bo'];
  expect(await like(lines, 6)).toEqual({ row: 6, variables: { first_name: 'Bo' } });
  await expect(like(lines, 5)).rejects.toMatchObject({
    message: expect.stringContaining('Row 5 of list.csv would not be called') as unknown,
  });
  expect(await like(lines, null)).toEqual({ row: 4, variables: { first_name: 'Ana' } });
});
