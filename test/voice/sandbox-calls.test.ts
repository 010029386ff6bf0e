/** What happens to the calls of the sandbox: outcomes by number, queues, slots, lists, cancelling and erasing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fictional, Rig } from './sandbox-support.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.open();
});
afterEach(() => rig.sandbox.close());

/** Everything a call shows while time passes: distinct statuses, and how it ended. */
async function story(digits: number): Promise<string> {
  const id = await rig.call(fictional(digits));
  const statuses: string[] = [];
  let shown = await rig.get(id);
  for (let ms = 0; ms < 120_000; ms += 500) {
    if (statuses.at(-1) !== shown.status) statuses.push(shown.status);
    rig.advance(0.5);
    shown = await rig.get(id);
  }
  return [
    ...statuses,
    shown.end_reason ?? '-',
    shown.start_time === null ? 'no start' : 'start',
    shown.end_time === null ? 'no end' : 'end',
  ].join(' ');
}

describe('outcomes', () => {
  it.each([
    [2, 'created started completed client_hangup start end'],
    [3, 'created started completed agent_hangup start end'],
    [45, 'created failed dial_no_answer no start end'],
    [54, 'created failed dial_busy no start end'],
    [58, 'created failed dial_failed no start end'],
    [61, 'created failed dial_failed no start no end'],
    [62, 'created started completed voicemail_detected start end'],
    [64, 'created started - start no end'],
    [65, 'created bridging started completed client_hangup start end'],
    [66, 'created started completed caller_teleported start end'],
    [69, 'created failed error no start end'],
    [98, 'created - no start no end'],
    [99, 'created active completed agent_hangup start end'],
  ])('…%i: %s', async (digits, expected) => {
    expect(await story(digits)).toBe(expected);
  });

  it.each([40, 50, 69])('…%i succeeds at the second try', async (digits) => {
    await story(digits);
    expect(await story(digits)).toMatch(/^created started completed/);
  });

  it.each([45, 54, 58])('…%i never succeeds', async (digits) => {
    const first = await story(digits);
    expect(await story(digits)).toBe(first);
  });

  it('gives a blocked destination an error and no call, and another an error beside its call', async () => {
    const [refused, both, fine] = await rig.place([fictional(67), fictional(68), fictional(1)]);
    expect(refused).toEqual({
      number: fictional(67),
      error: expect.objectContaining({ error_code: 'destination_blocked' }) as unknown,
    });
    expect(both).toEqual({
      number: fictional(68),
      agent_call_id: expect.any(String) as unknown,
      error: expect.anything() as unknown,
    });
    expect(fine).toEqual({ number: fictional(1), agent_call_id: expect.any(String) as unknown });
    expect(rig.sandbox.record().map((call) => call.to)).toEqual([fictional(68), fictional(1)]);
  });

  it('rings as long as the request lets it, and no longer', async () => {
    const id = await rig.call(fictional(45), { ringing_timeout_seconds: 5 });
    rig.advance(4.9);
    expect((await rig.get(id)).status).toBe('created');
    rig.advance(0.1);
    expect(await rig.get(id)).toMatchObject({
      status: 'failed',
      end_reason: 'dial_no_answer',
      end_time: '2026-10-05T15:00:05.000Z',
    });
  });

  it('cuts a call off at its longest duration', async () => {
    const cut = await rig.call(fictional(39), { max_call_duration_minutes: 1 });
    const whole = await rig.call(fictional(39, '212'), { max_call_duration_minutes: 2 });
    rig.advance(120);
    expect(await rig.get(cut)).toMatchObject({ end_reason: 'max_duration', end_time: '2026-10-05T15:01:04.000Z' });
    expect(await rig.get(whole)).toMatchObject({ end_reason: 'agent_hangup', end_time: '2026-10-05T15:01:34.000Z' });
  });

  it('divides all its times by the speed', async () => {
    await rig.sandbox.close();
    rig = await Rig.open({ speed: 100 });
    const id = await rig.call(fictional(45));
    rig.advance(0.3);
    expect(await rig.get(id)).toMatchObject({ status: 'failed', end_time: '2026-10-05T15:00:00.300Z' });
  });

  it('tells summary and transcript a little after the end, the transcript in lists only when asked', async () => {
    const id = await rig.call(fictional(1));
    rig.advance(2 + 15);
    expect(await rig.get(id)).toMatchObject({ status: 'completed' });
    expect(await rig.get(id)).not.toHaveProperty('summary');
    rig.advance(3);
    expect(await rig.get(id)).toMatchObject({
      summary: expect.any(String) as unknown,
      transcript: [{ role: 'assistant' }, { role: 'user' }],
    });
    expect((await rig.list()).data[0]).not.toHaveProperty('transcript');
    expect((await rig.list('&expand=transcript')).data[0]).toHaveProperty('transcript');
  });
});

describe('limits of the provider', () => {
  it('starts one call a second on a Cartesia number, the excess waiting in silence', async () => {
    const body = { from_number_id: 'ap_sandbox' };
    await rig.place([fictional(1), fictional(2)], body);
    await rig.place([fictional(3)], body);
    const rings = rig.sandbox.record().map((call) => call.ringsAt! - call.at);
    expect(rings).toEqual([0, 1_000, 2_000]);
    expect((await rig.list()).data.map((call) => call.status)).toEqual(['created', 'created', 'created']);
    rig.advance(60);
    await rig.place([fictional(4)], body);
    expect(rig.sandbox.record()[3]!.ringsAt).toBe(rig.now);
  });

  it('rings at once on other numbers', async () => {
    await rig.place([1, 2, 3].map((digits) => fictional(digits)));
    expect(rig.sandbox.record().every((call) => call.ringsAt === call.at)).toBe(true);
  });

  it.each(['+442079460101', '+16135550101', '+18765550101', '+17875550101'])(
    'does not call %s from a Cartesia number',
    async (to) => {
      const [fromCartesia] = await rig.place([to], { from_number_id: 'ap_sandbox' });
      expect(fromCartesia!.error?.error_code).toBe('destination_not_permitted');
      expect(fromCartesia).not.toHaveProperty('agent_call_id');
      const [fromTwilio] = await rig.place([to]);
      expect(fromTwilio).toHaveProperty('agent_call_id');
    },
  );

  it('refuses the whole request over its slots, until a call ends', async () => {
    await rig.sandbox.close();
    rig = await Rig.open({ slots: 2 });
    await rig.place([fictional(1)]);
    const refused = await rig.post([fictional(2), fictional(3)]);
    expect(refused.status).toBe(429);
    expect(await refused.json()).toMatchObject({ error_code: 'concurrency_limited' });
    expect(rig.sandbox.record()).toHaveLength(1);
    rig.advance(60);
    expect((await rig.post([fictional(2), fictional(3)])).status).toBe(200);
  });

  it('or refuses each destination over its slots', async () => {
    await rig.sandbox.close();
    rig = await Rig.open({ slots: 1, overSlots: 'item' });
    const entries = await rig.place([fictional(1), fictional(2)]);
    expect(entries.map((entry) => entry.error?.error_code)).toEqual([undefined, 'concurrency_limited']);
  });
});

describe('lists', () => {
  it('pages newest first without gaps, both ways', async () => {
    for (let digits = 1; digits <= 5; digits++) {
      await rig.call(fictional(digits));
      rig.advance(1);
    }
    const all = (await rig.list('&limit=100')).data.map((call) => call.id);
    const first = await rig.list('&limit=2');
    expect(first).toMatchObject({ has_more: true, next_page: all[1] });
    // New calls that arrive between two pages push nothing out of the walk.
    await rig.call(fictional(6));
    const second = await rig.list(`&limit=2&starting_after=${first.next_page}`);
    const third = await rig.list(`&limit=2&starting_after=${second.next_page}`);
    expect([first, second, third].flatMap((page) => page.data.map((call) => call.id))).toEqual(all);
    expect(third).toMatchObject({ has_more: false, next_page: null });
    const back = await rig.list(`&limit=2&ending_before=${all[4]}`);
    expect(back.data.map((call) => call.id)).toEqual(all.slice(2, 4));
    expect(back.has_more).toBe(true);
  });

  it('shows calls of the agent asked for', async () => {
    await rig.call(fictional(1), { agent_id: 'agent_line_sandbox' });
    expect((await rig.list()).data).toEqual([]);
  });

  it('leaves calls without a start time out of a filter on it', async () => {
    await rig.call(fictional(45));
    const answered = await rig.call(fictional(1));
    rig.advance(60);
    const within = await rig.list('&start_time_gte=2026-10-05T15:00:00Z&start_time_lte=2026-10-05T15:00:02Z');
    expect(within.data.map((call) => call.id)).toEqual([answered]);
    expect((await rig.list('&start_time_gte=2026-10-05T15:00:03Z')).data).toEqual([]);
  });

  it('hides new calls for the lag, never from a look at the call itself', async () => {
    rig.sandbox.set({ listLag: 5_000 });
    const id = await rig.call(fictional(1));
    expect((await rig.list()).data).toEqual([]);
    expect((await rig.get(id)).id).toBe(id);
    rig.advance(5);
    expect((await rig.list()).data.map((call) => call.id)).toEqual([id]);
  });
});

describe('what a call was given', () => {
  it('is shown as given, to readers of the version that has it', async () => {
    const id = await rig.call(fictional(1));
    expect(await rig.get(id)).toMatchObject({ dynamic_variables: { name: 'Ada' } });
    const old = await rig.request('GET', `/agents/calls/${id}`, undefined, { 'Cartesia-Version': '2026-03-01' });
    expect(await old.json()).not.toHaveProperty('dynamic_variables');
  });

  it('is not shown when the sandbox does not echo', async () => {
    await rig.sandbox.close();
    rig = await Rig.open({ echo: false });
    expect(await rig.get(await rig.call(fictional(1)))).not.toHaveProperty('dynamic_variables');
    expect(rig.sandbox.record()[0]!.variables).toEqual({ name: 'Ada' });
  });
});

describe('cancel and delete', () => {
  const cancel = async (id: string): Promise<number> =>
    (await rig.request('POST', `/agents/calls/${id}/cancel`)).status;

  it('cancels what is started only', async () => {
    const id = await rig.call(fictional(64));
    expect(await cancel(id)).toBe(404);
    rig.advance(10);
    expect(await cancel(id)).toBe(200);
    expect(await rig.get(id)).toMatchObject({
      status: 'completed',
      end_reason: 'api_cancelled',
      end_time: '2026-10-05T15:00:10.000Z',
    });
    expect(await cancel(id)).toBe(400);
    expect(await cancel('ac_none')).toBe(404);
  });

  it('erases what an ended call said, and keeps its record', async () => {
    const id = await rig.call(fictional(1));
    expect((await rig.request('DELETE', `/agents/calls/${id}`)).status).toBe(400);
    rig.advance(60);
    const erased = (await (await rig.request('DELETE', `/agents/calls/${id}`)).json()) as object;
    expect(erased).toMatchObject({ id, status: 'completed', redacted_at: '2026-10-05T15:01:00.000Z' });
    expect(Object.keys(erased)).not.toEqual(expect.arrayContaining(['summary']));
    expect(erased).not.toHaveProperty('transcript');
    expect(erased).not.toHaveProperty('dynamic_variables');
  });
});
