/** Limits of a campaign that is under way: checked as in its file, kept as its next plan, and one of two who ask at once wins. */
import { describe, expect, it } from 'vitest';
import { applySet, planSet, readSetting, settableKeys } from '../../src/app/campaign/set.ts';
import { accountFromValue, NO_ACCOUNT, type Account } from '../../src/load/spec/account.ts';
import { specFromText } from '../../src/load/spec/read.ts';
import { editedText } from '../../src/load/spec/edit.ts';
import { dialOptionsOf } from '../../src/model/dial-options.ts';
import { raises } from '../../src/model/plan-raises.ts';
import type { Campaign, Plan } from '../../src/model/campaign.ts';
import { UserError } from '../../src/model/errors.ts';
import type { CampaignId, LineId } from '../../src/model/ids.ts';
import { DAY, HOUR, MINUTE } from '../../src/model/time.ts';
import type { Store } from '../../src/store/port.ts';
import { makeLine, makePlan } from '../support/fixtures.ts';
import { aSteeredLedger, NOON, stands, type Someone } from './steered-ledger.ts';
import { aCaller, aConfig, refusal } from './support.ts';

const LOCAL = aConfig({ apiKey: null, baseUrl: 'http://127.0.0.1:1' });
const REAL = aConfig({ apiKey: null, baseUrl: 'https://api.cartesia.ai' });
/** Written as a person writes: what is not set must stay so. */
const FILE = `{
    "agent_id": "agent_sandbox",   "from_number_id": [ "ap_sandbox" ],
    "contacts": "contacts.csv",
    "pacing": { "calls_per_second": 1, "max_concurrent_calls": 8 },
    "window": {"from":"09:00", "to":"18:00"},
    "retry": {"max_attempts": 3}
}
`;
const TWILIO = [makeLine({ id: 'ap_sandbox' as LineId, provider: 'twilio' })];

async function ledger(
  more: { text?: string; lines?: Plan['lines'] } & Partial<Campaign> = {},
  people: readonly Someone[] = [{}],
): Promise<Store> {
  const { text = FILE, lines = TWILIO, ...campaign } = more;
  const spec = specFromText(text, 'demo');
  const window = spec.window === 'always' ? null : spec.window;
  return aSteeredLedger(people, {
    plan: makePlan({ ...dialOptionsOf(spec), specText: text, window, lines }),
    ...campaign,
  });
}

const plan = (store: Store, settings: readonly string[], account: Account = NO_ACCOUNT, config = LOCAL) =>
  planSet(store, 'demo', settings.map(readSetting), account, config, aCaller(NOON));
const planOf = async (store: Store): Promise<Plan> => (await store.campaign('demo' as CampaignId))!.plan;
async function set(store: Store, ...settings: readonly string[]): Promise<Plan> {
  await applySet(store, await plan(store, settings), aCaller(NOON));
  return planOf(store);
}
async function problems(asked: Promise<unknown>): Promise<readonly Record<string, unknown>[]> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof UserError) return error.problems as never;
    throw error;
  }
  return [];
}

it('a lower pace slows whoever else runs on the line: they are named', async () => {
  const store = await ledger({ text: FILE.replace('"calls_per_second": 1', '"calls_per_second": 3') });
  const [demo] = await store.campaigns();
  const fast = TWILIO.map((line) => ({ ...line, callsPerSecond: 3 }));
  const other = { ...demo!, id: 'other' as CampaignId, name: 'Other', state: { is: 'running' } as const };
  await store.putCampaign('new', { ...other, plan: { ...demo!.plan, lines: fast } }, []);
  await applySet(store, await plan(store, ['pacing.calls_per_second=4']), aCaller(NOON));
  expect((await plan(store, ['pacing.calls_per_second=2'])).slowsToo).toEqual(['Other']);
  expect((await plan(store, ['pacing.calls_per_second=3'])).slowsToo).toEqual([]);
  expect((await plan(store, ['pacing.calls_per_second=5'])).slowsToo).toEqual([]);
});

describe('what is set', () => {
  it('is in the plan, in its text where it stood, and in the log with who asked', async () => {
    const store = await ledger();
    const planned = await plan(store, ['pacing.calls_per_second=2']);
    expect(planned).toMatchObject({ changes: [{ key: 'pacing.calls_per_second', was: '1', is: '2' }], raises: true });
    expect((await planOf(store)).version).toBe(1);
    await applySet(store, planned, aCaller(NOON));
    expect(await planOf(store)).toMatchObject({ version: 2, lines: [{ callsPerSecond: 2 }] });
    expect((await planOf(store)).specText).toBe(FILE.replace('"calls_per_second": 1', '"calls_per_second": 2'));
    expect(await store.log({ campaign: 'demo' as CampaignId }, 0, 9)).toMatchObject([
      { event: 'plan_changed', actor: 'operator', cause: 'set', evidence: { plan_version: 2, by: 'robin' } },
    ]);
  });

  it.each<[setting: string, plan: Partial<Plan>]>([
    ['pacing.max_concurrent_calls=3', { maxConcurrentCalls: 3 }],
    ['pacing.batch_window=0', { batchWindow: 0 }],
    ['pacing.batch_window=1s', { batchWindow: 1_000 }],
    ['pacing.batch_size=1', { batchSize: 1 }],
    ['ringing_timeout_seconds=20', { ringingTimeoutSeconds: 20 }],
    ['max_call_duration_minutes=5', { maxCallDurationMinutes: 5 }],
    ['retry.max_attempts=1', { retry: { maxAttempts: 1, after: {} } }],
    [
      'retry.voicemail.after=1d',
      { retry: { maxAttempts: 3, after: { no_answer: 2 * HOUR, busy: 15 * MINUTE, voicemail: DAY } } },
    ],
    ['retry={"max_attempts": 2}', { retry: { maxAttempts: 2, after: { no_answer: 2 * HOUR, busy: 15 * MINUTE } } }],
    [
      'window.to=17:00',
      { window: { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: 540, to: 1020, timezone: 'contact' } },
    ],
    ['window.days=mon,wed', { window: { days: ['mon', 'wed'], from: 540, to: 1080, timezone: 'contact' } }],
    ['window.days=mon-wed', { window: { days: ['mon', 'tue', 'wed'], from: 540, to: 1080, timezone: 'contact' } }],
    [
      'window=mon-sat 10:00-16:30',
      { window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat'], from: 600, to: 990, timezone: 'contact' } },
    ],
    ['schedule.end_at=2026-12-04T18:00:00-05:00', { endAt: Date.parse('2026-12-04T23:00:00Z') }],
    ['doubt.look_ups=5s,1m', { doubt: { lookUps: [5_000, 60_000], then: 'hold' } }],
    ['doubt.look_ups=10s', { doubt: { lookUps: [10_000], then: 'hold' } }],
    [
      'doubt={"then":"redial","accept_double_ring_risk":true}',
      { doubt: { lookUps: [5_000, 30_000, 120_000], then: 'redial' } },
    ],
    ['pacing.max_concurrent_calls=default', { maxConcurrentCalls: 8 }],
    ['window=default', { window: null }],
  ])('%s', async (setting, expected) => {
    const store = await ledger();
    const before = await planOf(store);
    const planned = await plan(store, [setting]);
    if (planned.changes.length > 0) await applySet(store, planned, aCaller(NOON));
    const after = await planOf(store);
    expect(after).toMatchObject(expected);
    // Its text says the same as its plan, so that the next change of it begins where this one ended.
    expect(dialOptionsOf(specFromText(after.specText, 'demo'))).toEqual(dialOptionsOf(after));
    expect({ ...after, ...expected, specText: '', version: 0 }).toEqual({
      ...before,
      ...expected,
      specText: '',
      version: 0,
    });
  });

  it('hours that are typed leave the days off as they are, and the clock', async () => {
    const store = await ledger();
    const own = { from: '09:00', to: '18:00', timezone: 'UTC', except: ['2026-12-24'], holidays: ['US'] };
    await set(store, `window=${JSON.stringify(own)}`);
    const whole = { except: ['2026-12-24'], holidays: ['US'], timezone: 'UTC', from: 600, to: 660 };
    expect((await set(store, 'window=mon-fri 10:00-11:00')).window).toMatchObject(whole);
    const lunch = [
      { ...own, to: '12:00' },
      { days: ['sat'], from: '10:00', to: '11:00', except: ['2026-12-31'] },
    ];
    await set(store, `window=${JSON.stringify(lunch)}`);
    expect((await set(store, 'window=mon-fri 10:00-11:00')).window).toMatchObject({
      ...whole,
      except: ['2026-12-24', '2026-12-31'],
    });
  });

  it('several at once are one plan, checked together', async () => {
    const store = await ledger();
    const after = await set(store, 'window.from=10:00', 'window.to=11:00', 'retry.max_attempts=2');
    expect(after).toMatchObject({ version: 2, window: { from: 600, to: 660 }, retry: { maxAttempts: 2 } });
    expect(await set(store, 'window.from=12:00', 'window.to=13:00')).toMatchObject({ window: { from: 720, to: 780 } });
  });

  it('stays as it was where it is so already', async () => {
    const store = await ledger();
    expect(await plan(store, ['pacing.calls_per_second=1', 'window.from=09:00'])).toMatchObject({
      changes: [],
      raises: false,
    });
    expect((await plan(store, ['pacing.batch_size=50'])).changes).toEqual([]);
  });

  it('default is the account’s where it has one', async () => {
    const store = await ledger();
    const account = accountFromValue({ defaults: { ringing_timeout_seconds: 25, pacing: { batch_size: 5 } } }, '/');
    const planned = await plan(store, ['ringing_timeout_seconds=default'], account);
    expect(planned.wanted).toMatchObject({ ringingTimeoutSeconds: 25, batchSize: 50 });
  });
});

describe('as in the file', () => {
  it.each<[setting: string, code: string, words: string]>([
    ['pacing.calls_per_second=0', 'bad_field', 'must be a number above 0, at most 100, not 0'],
    ['pacing.calls_per_second=1.5', 'bad_field', 'must be a whole number'],
    ['pacing.calls_per_second=fast', 'bad_field', 'not "fast"'],
    ['pacing.max_concurrent_calls=1e9', 'bad_field', 'from 1 to 10000'],
    ['retry.max_attempts=21', 'bad_field', 'from 1 to 20'],
    ['retry.busy.after=40d', 'bad_field', 'to "30d"'],
    ['retry.busy.after=15', 'bad_field', 'must be a duration'],
    ['ringing_timeout_seconds=90', 'bad_field', 'from 5 to 80'],
    ['window=always', 'bad_field', '"compliance": {"preset": "none"}'],
    ['window.from=19:00', 'bad_field', 'must be later than from'],
    ['window.timezone=EST', 'bad_field', 'IANA time zone'],
    ['doubt.then=redial', 'bad_field', 'accept_double_ring_risk'],
    ['schedule.end_at=never', 'bad_field', 'must be an instant'],
    ['pacing.calls_per_secnd=2', 'unknown_field', 'Did you mean pacing.calls_per_second?'],
    ['calls_per_second=2', 'unknown_field', 'Did you mean pacing.calls_per_second?'],
    ['windw=always', 'unknown_field', 'Did you mean window?'],
    ['name=other', 'not_settable', 'keeps its name'],
    ['contacts=more.csv', 'not_settable', 'outdial add'],
    ['columns.id=X', 'not_settable', 'campaign file'],
    ['agent_id=agent_2', 'not_settable', 'campaign file'],
    ['__proto__.x=1', 'unknown_field', 'no key'],
    ['constructor=1', 'unknown_field', 'no key'],
  ])('%s is refused: %s', async (setting, code, words) => {
    const store = await ledger();
    const [problem, more] = await problems(plan(store, [setting]));
    expect(more).toBeUndefined();
    expect(problem?.['code']).toBe(code);
    expect(`${String(problem?.['at'])} ${String(problem?.['message'])} ${String(problem?.['hint'])}`).toContain(words);
    expect((await planOf(store)).version).toBe(1);
  });

  it.each(['pacing.batch_size', '=2', 'pacing.batch_size=', ''])('%j is no setting', (text) => {
    expect(() => readSetting(text)).toThrow(UserError);
  });

  it('below a word that stands for the whole there is nothing to set', async () => {
    const text = FILE.replace('{"from":"09:00", "to":"18:00"}', '"always", "compliance": {"preset": "none"}');
    const store = await ledger({ text });
    expect(await refusal(plan(store, ['window.from=10:00']))).toEqual(['bad_assignment']);
    expect(await set(store, 'window=mon-fri 9:00-17:00')).toMatchObject({ window: { from: 540, to: 1020 } });
  });

  it('never above what the account or a line has', async () => {
    const store = await ledger();
    const account = accountFromValue({ account: { slots: 10 }, lines: { ap_sandbox: { calls_per_second: 3 } } }, '/');
    expect(await refusal(plan(store, ['pacing.max_concurrent_calls=11'], account))).toEqual(['above_account']);
    expect(await refusal(plan(store, ['pacing.max_concurrent_calls=10'], account))).toEqual([]);
    expect(await refusal(plan(store, ['pacing.calls_per_second=4'], account))).toEqual(['above_account']);
    expect(await refusal(plan(store, ['pacing.calls_per_second=3'], account))).toEqual([]);
    expect((await plan(store, ['pacing.calls_per_second=default'], account)).wanted.lines[0]?.callsPerSecond).toBe(3);
    const cartesia = await ledger({ lines: [makeLine({ id: 'ap_sandbox' as LineId })] });
    expect(await refusal(plan(cartesia, ['pacing.calls_per_second=2']))).toEqual(['too_fast_for_line']);
    // What a label there may mean is looked up, and never guessed.
    const labels = accountFromValue({ lines: { 'Front desk': { calls_per_second: 1 } } }, '/');
    expect(await refusal(plan(store, ['pacing.calls_per_second=2'], labels))).toEqual(['no_api_key']);
    expect(await refusal(plan(store, ['retry.max_attempts=2'], labels))).toEqual([]);
  });

  it('a real host is never dialed at just any hour', async () => {
    const store = await ledger();
    expect(await refusal(plan(store, ['window=default'], NO_ACCOUNT, REAL))).toEqual(['window_missing']);
    expect(await refusal(plan(store, ['window.from=10:00'], NO_ACCOUNT, REAL))).toEqual([]);
  });

  it('nothing of a campaign that is canceled or not there; one that is finished keeps it', async () => {
    expect(await refusal(plan(await ledger({ state: { is: 'canceled', at: NOON } }), ['pacing.batch_size=1']))).toEqual(
      ['canceled'],
    );
    const finished = await ledger({ state: { is: 'finished', at: NOON } });
    expect(await set(finished, 'schedule.end_at=tomorrow 18:00')).toMatchObject({ version: 2 });
    expect((await finished.campaign('demo' as CampaignId))?.state.is).toBe('finished');
    const missing = planSet(finished, 'demi', [readSetting('pacing.batch_size=1')], NO_ACCOUNT, LOCAL, aCaller(NOON));
    expect(await refusal(missing)).toEqual(['unknown_campaign']);
  });
});

describe('two at the same moment', () => {
  it('one wins, and the other is told what it is now', async () => {
    const store = await ledger();
    const mine = await plan(store, ['pacing.calls_per_second=2']);
    const theirs = await plan(store, ['pacing.calls_per_second=3']);
    await applySet(store, theirs, aCaller(NOON));
    const [problem] = await problems(applySet(store, mine, aCaller(NOON)));
    expect(problem).toMatchObject({
      code: 'moved',
      message: expect.stringContaining('pacing.calls_per_second is 3 now, and you asked for 2') as string,
    });
    expect(await planOf(store)).toMatchObject({ version: 2, lines: [{ callsPerSecond: 3 }] });
  });

  it('a pause, rows, or what was looked up of the agent are no other plan', async () => {
    const store = await ledger();
    const mine = await plan(store, ['retry.max_attempts=2']);
    const known = (await store.campaign('demo' as CampaignId))!;
    const other = { ...known.plan, agentKind: 'line' as const, version: 2 };
    const state = { is: 'paused', why: 'operator', message: 'lunch' } as const;
    await store.putCampaign(known.version, { ...known, state, plan: other, version: known.version + 1 }, []);
    await applySet(store, mine, aCaller(NOON));
    expect(await store.campaign('demo' as CampaignId)).toMatchObject({
      state,
      plan: { version: 3, agentKind: 'line', retry: { maxAttempts: 2 } },
    });
  });
});

describe('an earlier beginning', () => {
  it('is one for whoever waits for it, and for nobody else', async () => {
    const text = FILE.replace('"retry"', '"schedule": {"start_at": "2026-12-10T09:00:00-05:00"}, "retry"');
    const start = Date.parse('2026-12-10T14:00:00Z');
    const waiting = { state: { is: 'ready', dueAt: start } } as const;
    const called: Someone = { ended: ['busy', NOON], state: { is: 'ready', dueAt: start + HOUR } };
    const asked: Someone = {
      state: { is: 'ready', dueAt: start + DAY },
      callback: { at: start + DAY, after: 0, priority: 0, before: { is: 'ready', dueAt: start } },
    };
    const store = await ledger({ text }, [waiting, called, asked]);
    const planned = await plan(store, ['schedule.start_at=tomorrow 9:00']);
    expect(planned.raises).toBe(true);
    expect(await applySet(store, planned, aCaller(NOON))).toMatchObject({ sooner: 1 });
    const { startAt } = await planOf(store);
    expect(startAt).toBeGreaterThan(NOON);
    expect((await stands(store, 1)).state).toEqual({ is: 'ready', dueAt: startAt });
    expect((await stands(store, 2)).state).toEqual({ is: 'ready', dueAt: start + HOUR });
    expect((await stands(store, 3)).state).toEqual({ is: 'ready', dueAt: start + DAY });
    // Later again: the plan holds them back by itself.
    expect(await applySet(store, await plan(store, ['schedule.start_at=default']), aCaller(NOON))).toMatchObject({
      sooner: 1,
    });
    expect((await stands(store, 1)).state).toEqual({ is: 'ready', dueAt: NOON });
  });
});

describe('what asks first', () => {
  const before = makePlan({
    startAt: NOON,
    endAt: NOON + DAY,
    window: { days: ['mon', 'tue'], from: 540, to: 1080, timezone: 'contact' },
  });
  it.each<[Partial<Plan>, boolean]>([
    [{ lines: [makeLine({ callsPerSecond: 2 })] }, true],
    [{ lines: [makeLine({ callsPerSecond: 0.5 })] }, false],
    [{ maxConcurrentCalls: 9 }, true],
    [{ maxConcurrentCalls: 7 }, false],
    [{ window: null }, true],
    [{ window: { ...before.window!, from: 539 } }, true],
    [{ window: { ...before.window!, to: 1081 } }, true],
    [{ window: { ...before.window!, days: ['mon', 'wed'] } }, true],
    [{ window: { ...before.window!, timezone: 'UTC' } }, true],
    [{ window: { ...before.window!, from: 541, days: ['tue'] } }, false],
    [{ startAt: NOON - 1 }, true],
    [{ startAt: NOON + 1 }, false],
    [{ endAt: null }, true],
    [{ endAt: NOON + DAY - 1 }, false],
    [{ retry: { ...before.retry, maxAttempts: 4 } }, true],
    [{ retry: { ...before.retry, maxAttempts: 2 } }, false],
    [{ retry: { ...before.retry, after: { ...before.retry.after, voicemail: DAY } } }, true],
    [{ retry: { ...before.retry, after: { no_answer: HOUR, busy: 15 * MINUTE } } }, true],
    [{ retry: { ...before.retry, after: { no_answer: 3 * HOUR } } }, false],
    [{ doubt: { ...before.doubt, then: 'redial' } }, true],
    [{ ringingTimeoutSeconds: 20, maxCallDurationMinutes: 5, batchSize: 1 }, false],
  ])('%j: %s', (change, expected) => expect(raises(before, { ...before, ...change })).toBe(expected));
});

describe('the text', () => {
  it('keeps its line ends and its indentation', () => {
    expect(editedText('{\r\n\t"a": 1\r\n}\r\n', ['b', 'c'], 2)).toBe(
      '{\r\n\t"a": 1,\r\n\t"b": {\r\n\t\t"c": 2\r\n\t}\r\n}\r\n',
    );
    expect(editedText('{ "a": {"b": 1, "c": 2} }', ['a', 'b'], undefined)).toBe('{ "a": {"c": 2} }');
  });

  it('has keys to set for everything that can change', () => {
    const keys = settableKeys();
    expect(keys).toEqual(
      expect.arrayContaining([
        'pacing.calls_per_second',
        'window.days',
        'schedule.end_at',
        'retry.busy.after',
        'doubt.then',
      ]),
    );
    expect(keys.some((key) => /contacts|agent|columns|name/.test(key))).toBe(false);
  });
});
