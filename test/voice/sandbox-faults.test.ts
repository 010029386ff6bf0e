/** The faults of the sandbox: by number and by switch, here and from another process; and that it ends when told. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { UserError } from '../../src/model/errors.ts';
import { parseFaults } from '../../src/voice/sandbox/faults-json.ts';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { fictional, order, Rig } from './sandbox-support.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.open();
});
afterEach(() => rig.sandbox.close());

const placed = (): number => rig.sandbox.record().length;
/** The status, or `lost` when no reply came. */
const post = (...digits: number[]): Promise<number | 'lost'> =>
  rig.post(digits.map((one) => fictional(one))).then(
    (reply) => reply.status,
    () => 'lost',
  );

describe('by number, once', () => {
  it.each([
    [70, 'lost', 1],
    [71, 500, 1],
    [72, 500, 0],
    [73, 429, 0],
  ] as const)('…%i: %s, %i placed', async (digits, first, calls) => {
    expect(await post(digits)).toBe(first);
    expect(placed()).toBe(calls);
    expect(await post(digits)).toBe(200);
    expect(placed()).toBe(calls + 1);
  });

  it('strike all destinations of the request', async () => {
    expect(await post(1, 70)).toBe('lost');
    expect(placed()).toBe(2);
    expect(await post(2, 72)).toBe(500);
    expect(placed()).toBe(2);
  });
});

describe('by switch', () => {
  it.each([
    ['lostReply', { count: 1 }, 'lost', 1],
    ['error5xxBefore', { count: 1 }, 500, 0],
    ['error5xxBefore', { count: 1, status: 503 }, 503, 0],
    ['error5xxAfter', { count: 1, status: 502 }, 502, 1],
    ['throttle', { count: 1 }, 429, 0],
    ['usageLimit', { count: 1 }, 402, 0],
    ['garbage', { count: 1 }, 200, 1],
    ['redirect307', { count: 1 }, 307, 0],
    ['wrongCount', { count: 1 }, 200, 1],
  ] as const)('%s %j: %s, %i placed; then no more', async (name, dose, status, calls) => {
    rig.sandbox.set({ [name]: dose });
    expect((await rig.request('GET', '/agents/calls?agent_id=agent_sandbox')).status).toBe(200);
    expect(await post(1)).toBe(status);
    expect(placed()).toBe(calls);
    expect(rig.sandbox.requests().at(-1)!.status).toBe(status === 'lost' ? null : status);
    expect(await rig.place([fictional(2)])).toHaveLength(1);
  });

  it('names a time to come back only when told', async () => {
    rig.sandbox.set({ throttle: { count: 1 } });
    expect((await rig.post([fictional(1)])).headers.get('retry-after')).toBeNull();
    rig.sandbox.set({ throttle: { count: 1, retryAfter: 7, code: 'rate_limited' } });
    const reply = await rig.post([fictional(1)]);
    expect(reply.headers.get('retry-after')).toBe('7');
    expect(await reply.json()).toMatchObject({ error_code: 'rate_limited' });
  });

  it('shows garbage that is no JSON, and a reply one entry short', async () => {
    rig.sandbox.set({ garbage: { count: 1 } });
    expect(await (await rig.post([fictional(1)])).text()).toMatch(/^<html>/);
    rig.sandbox.set({ wrongCount: { count: 1 } });
    expect(await rig.place([fictional(2), fictional(3)])).toHaveLength(1);
    expect(placed()).toBe(3);
  });

  it('a redirect that is followed places the calls', async () => {
    rig.sandbox.set({ redirect307: { count: 1 } });
    const headers = { 'X-API-Key': 'k', 'Cartesia-Version': '2026-08-14', 'Content-Type': 'application/json' };
    const reply = await fetch(`${rig.sandbox.url}/agents/calls`, {
      method: 'POST',
      headers,
      body: JSON.stringify(order([fictional(1)])),
    });
    expect([reply.status, reply.redirected, placed()]).toEqual([200, true, 1]);
  });

  it('strike reads when told', async () => {
    rig.sandbox.set({ garbage: { count: 1, on: 'read' } });
    expect(await post(1)).toBe(200);
    const reply = await rig.request('GET', '/agents/phone-numbers');
    expect(reply.headers.get('content-type')).toMatch(/html/);
  });

  it('by chance, the same for the same seed', async () => {
    const run = async (seed: number): Promise<string> => {
      const other = await Rig.open({ seed, faults: { error5xxBefore: { probability: 0.5 } } });
      const statuses: number[] = [];
      for (let n = 0; n < 20; n++) statuses.push((await other.post([fictional(1)])).status);
      await other.sandbox.close();
      return statuses.join(' ');
    };
    const first = await run(7);
    expect(first).toMatch(/200/);
    expect(first).toMatch(/500/);
    expect(await run(7)).toBe(first);
    expect(await run(8)).not.toBe(first);
  });
});

describe('from another process', () => {
  const admin = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${rig.sandbox.url}/__sandbox/${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  it('switches faults and counts rings', async () => {
    expect((await admin('PUT', 'faults', { lostReply: { count: 1 } })).status).toBe(200);
    expect(await post(1)).toBe('lost');
    const record = (await (await admin('GET', 'record')).json()) as { calls: object[]; requests: object[] };
    expect(record.calls).toEqual([
      expect.objectContaining({
        to: fictional(1),
        from: '+12125550100',
        nth: 1,
        at: rig.now,
        variables: { name: 'Ada' },
        status: 'created',
      }),
    ]);
    expect(record.requests).toEqual([
      expect.objectContaining({ method: 'POST', path: '/agents/calls', status: null, at: rig.now }),
    ]);
  });

  it.each([
    [[], /object/],
    [{ lostReplies: { count: 1 } }, /lostReplies is no fault/],
    [{ lostReply: {} }, /needs a count or a probability/],
    [{ lostReply: { count: 1, probability: 1 } }, /needs a count or a probability/],
    [{ lostReply: { count: 1, ms: 5 } }, /lostReply.ms is not known/],
    [{ slow: { count: 1 } }, /slow.ms/],
    [{ throttle: { count: 1, retryAfter: 'soon' } }, /retryAfter must be a number/],
    [{ garbage: { count: 1, on: 'write' } }, /on must be/],
    [{ listLag: '5s' }, /listLag/],
  ])('refuses %j', async (faults, message) => {
    const reply = await admin('PUT', 'faults', faults);
    expect(reply.status).toBe(400);
    expect(await reply.text()).toMatch(message);
    expect(parseFaults(faults)).toMatch(message);
  });
});

describe('its own life', () => {
  it('holds a reply back after the work is done, and ends every wait when it is closed', async () => {
    const sandbox = await startSandbox({ clock: systemClock(), faults: { slow: { count: 1, ms: 3_600_000 } } });
    const headers = { 'X-API-Key': 'k', 'Cartesia-Version': '2026-08-14', 'Content-Type': 'application/json' };
    const reply = fetch(`${sandbox.url}/agents/calls`, {
      method: 'POST',
      headers,
      body: JSON.stringify(order([fictional(1)])),
    });
    const lost = expect(reply).rejects.toThrow();
    await expect.poll(() => sandbox.record().length).toBe(1);
    await sandbox.close();
    await lost;
  });

  it('outlives clients that break off or speak no HTTP', async () => {
    const { port } = new URL(rig.sandbox.url);
    const rude = connect(Number(port), '127.0.0.1');
    rude.resume();
    rude.write('GARBAGE\r\n\r\n');
    await once(rude, 'close');
    const half = connect(Number(port), '127.0.0.1');
    half.write('POST /agents/calls HTTP/1.1\r\nHost: x\r\nContent-Length: 500\r\n\r\n{"from');
    await once(half, 'connect');
    half.destroy();
    await once(half, 'close');
    expect(await post(1)).toBe(200);
    expect(placed()).toBe(1);
  });

  it('says so when its port is taken', async () => {
    const port = Number(new URL(rig.sandbox.url).port);
    const second = startSandbox({ clock: rig.clock, port });
    await expect(second).rejects.toThrow(UserError);
    await expect(second).rejects.toThrow(/cannot listen on 127\.0\.0\.1:\d+: another program uses it/);
  });

  it('gives other ids than the sandbox before it', async () => {
    const first = await rig.call(fictional(1));
    const later = new Rig();
    later.now += 1;
    later.sandbox = await startSandbox({ clock: later.clock });
    expect(await later.call(fictional(1))).not.toBe(first);
    await later.sandbox.close();
  });
});
