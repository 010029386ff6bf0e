/** What is true of an account, and what a campaign makes of it: defaults under its own keys, never more than is there. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { accountFromText, NO_ACCOUNT, type Account } from '../../src/load/spec/account.ts';
import { specSchema } from '../../src/load/spec/schema.ts';
import { accountSchema, accountSchemaText } from '../../src/load/spec/account-schema.ts';
import { readSpec, specFromFlags } from '../../src/load/spec/read.ts';
import type { SpecFlags } from '../../src/load/spec/flags.ts';
import type { Spec } from '../../src/load/spec/spec.ts';
import { formatProblem, UserError } from '../../src/model/errors.ts';

const FILE = '/home/robin/.local/share/outdial/outdial.json';
const MINIMAL = { agent_id: 'agent_1', from_number_id: 'ap_1', contacts: 'contacts.csv' };

const account = (value: unknown): Account => accountFromText(FILE, JSON.stringify(value, null, 2));

function spec(campaign: object, value: object = {}, flags: SpecFlags = {}): Promise<Spec> {
  const bytes = Buffer.from(JSON.stringify({ ...MINIMAL, ...campaign }, null, 2));
  return readSpec('/desk/campaign.json', flags, account(value), { readFile: () => Promise.resolve(bytes) });
}

async function problems(work: () => unknown): Promise<string[]> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UserError)
      return error.problems.map((problem) => `${problem.code}: ${formatProblem(problem)}`);
    throw error;
  }
  return [];
}

describe('outdial.json', () => {
  it('is read with every key', () => {
    const read = account({
      $schema: 'x',
      account: { slots: 12, inbound_reserve: 2 },
      lines: { '+14155550100': { calls_per_second: 1, price_per_minute: 0.01 }, trunk: {} },
      prices: { agent_per_minute: 0.05 },
      suppression: ['dnc.txt', '/etc/dnc.txt'],
      retention: { personal: '90d', transcripts: 'none' },
      opt_out_words: ['nu mă mai sunați', '不要再打'],
      defaults: { default_country: 'US', pacing: { batch_size: 5 } },
    });
    expect(read).toMatchObject({
      file: FILE,
      slots: 12,
      inboundReserve: 2,
      lines: [
        { name: '+14155550100', callsPerSecond: 1, pricePerMinute: 0.01 },
        { name: 'trunk', callsPerSecond: null, pricePerMinute: null },
      ],
      prices: { agentPerMinute: 0.05, linePerMinute: { cartesia: 0.014 } },
      suppression: ['/home/robin/.local/share/outdial/dnc.txt', '/etc/dnc.txt'],
      retention: { personal: 90 * 86_400_000, transcripts: 'never', log: null },
      optOutWords: ['nu mă mai sunați', '不要再打'],
      defaults: { default_country: 'US', pacing: { batch_size: 5 } },
    });
    expect(account({ suppression: { files: ['dnc.txt'], shared: 'team.csv' } })).toMatchObject({
      suppression: ['/home/robin/.local/share/outdial/dnc.txt'],
      sharedSuppression: '/home/robin/.local/share/outdial/team.csv',
    });
    const server = 'postgres://ann@db.example/team';
    expect(account({ suppression: { shared: server } })).toMatchObject({ suppression: [], sharedSuppression: server });
    const { placeOf: _, ...none } = NO_ACCOUNT;
    expect(account({})).toMatchObject({ ...none, file: FILE, fileOf: expect.any(Function) });
  });

  it('tells of each of its keys that was written into a campaign file where it belongs', async () => {
    const own = Object.keys(accountSchema.shape).filter((key) => !(key in specSchema.shape));
    expect(own).toContain('scrub');
    for (const key of own) {
      expect(await problems(() => spec({ [key]: {} })), key).toEqual([expect.stringContaining('outdial.json')]);
    }
  });

  it.each([
    [{ opt_out_words: [] }, 'bad_field', 'must list words such as ["no more calls"]'],
    [{ opt_out_words: ['¡…!'] }, 'bad_field', 'must hold words, such as "no more calls"'],
    [{ opt_out_words: ['Yes, thank you!'] }, 'bad_field', 'must be words that nobody says in passing'],
    [{ opt_out_words: ['nein'] }, 'bad_field', 'must be words that nobody says in passing'],
    [{ opt_out_words: ['no'] }, 'bad_field', 'must be words that nobody says in passing'],
    [{ acount: {} }, 'unknown_field', 'Did you mean "account"?'],
    [{ slots: 12 }, 'unknown_field', 'Write it as "account": {"slots": 12}.'],
    [{ window: 'always' }, 'unknown_field', 'For all campaigns it stands under "defaults": {"window": …}.'],
    [{ defaults: { name: 'x' } }, 'unknown_field', 'Each campaign has its own'],
    [{ defaults: { contacts: 'x.csv' } }, 'unknown_field', 'Each campaign has its own'],
    [{ defaults: { suppression: [] } }, 'unknown_field', 'it stands beside "defaults"'],
    [{ defaults: { pacing: { calls_per_sec: 1 } } }, 'unknown_field', 'Did you mean "calls_per_second"?'],
    [{ lines: { ap_1: { calls_per_seconds: 1 } } }, 'unknown_field', 'Did you mean'],
    [{ account: { slots: 0 } }, 'bad_field', 'must be a whole number from 1 to 10000, not 0'],
    [{ account: { slots: '12' } }, 'bad_field', 'Write it without quotes.'],
    [{ account: { slots: 4, inbound_reserve: 4 } }, 'bad_field', 'leaves no slot to dial with: 4 of 4.'],
    [{ account: { inbound_reserve: 8 } }, 'bad_field', '8 of 8 (the default of account.slots)'],
    [{ retention: { personal: '90' } }, 'bad_field', 'must be a duration from "1h" to "36500d", such as "90d"'],
    [{ retention: { transcripts: 'never' } }, 'bad_field', 'or "none"'],
    [{ retention: { transcripts: '5m' } }, 'bad_field', 'or "none"'],
    [{ retention: { log: '1h' } }, 'bad_field', 'from "1d"'],
    [{ retention: { logs: '90d' } }, 'unknown_field', 'Did you mean "log"?'],
    [{ prices: { agent_per_minute: 'cheap' } }, 'bad_field', 'prices.agent_per_minute: must be a price'],
    [{ suppression: { shared: 'postgres://ann:hunter2@db/team' } }, 'secret_in_file', 'OUTDIAL_SUPPRESSION_URL'],
    [{ suppression: { shared: 'redis://db/1' } }, 'bad_field', 'neither the path of a file nor the address'],
    [{ suppression: { share: 'team.csv' } }, 'unknown_field', 'Did you mean "shared"?'],
    [{ suppression: 'team.csv' }, 'bad_field', '"shared": "team-do-not-call.csv"'],
    [[1], 'not_an_account', 'It must be a JSON object; this is a list.'],
  ])('%j is refused, by its key', async (value, code, words) => {
    const [first = '', ...more] = await problems(() => account(value));
    expect(more).toEqual([]);
    expect(first).toMatch(new RegExp(`^${code}: `));
    expect(first).toContain(words);
    expect(first).toContain(FILE);
  });

  it.each([
    { api_key: 'sk_car_0123456789' },
    { CARTESIA_API_KEY: 'x' },
    { account: { slots: 'sk_car_0123456789' } },
    { database_url: 'postgres://x' },
    { defaults: { agent_id: 'postgres://robin:hunter22@db/x' } },
    { lines: { sk_car_0123456789: {} } },
    { account: { password: 'hunter22' } },
  ])('%j holds a secret, and no message repeats it', async (value) => {
    const found = await problems(() => account(value));
    expect(found.map((one) => one.split(':')[0])).toEqual(['secret_in_file']);
    expect(found.join()).not.toMatch(/0123456789|hunter22/);
  });

  it('outdial.schema.json is what the validator says (node scripts/make-schema.mjs)', async () => {
    const file = await readFile(new URL('../../outdial.schema.json', import.meta.url), 'utf8');
    expect(file).toBe(accountSchemaText());
  });
});

describe('defaults', () => {
  it('hold where the campaign says nothing, group by group; flags win over both', async () => {
    const defaults = {
      default_country: 'US',
      pacing: { batch_size: 5, batch_window: '1s' },
      ringing_timeout_seconds: 20,
    };
    const campaign = { pacing: { batch_size: 7 }, ringing_timeout_seconds: 25 };
    const made = await spec(campaign, { defaults }, { ringingTimeoutSeconds: 40 });
    expect(made).toMatchObject({
      defaultCountry: 'US',
      batchSize: 7,
      batchWindow: 1_000,
      ringingTimeoutSeconds: 40,
    });
    // What the plan keeps is what is dialed by.
    expect(JSON.parse(made.text)).toMatchObject({
      default_country: 'US',
      pacing: { batch_size: 7, batch_window: '1s' },
    });
  });

  it('leave the file byte for byte where there are none', async () => {
    expect((await spec({}, { account: { slots: 4 } })).text).toBe(JSON.stringify(MINIMAL, null, 2));
  });

  it('send nothing beside what a campaign names itself', async () => {
    const defaults = { variables: { first_name: 'First', balance: 'Saldo' } };
    expect((await spec({ variables: { first_name: 'Name' } }, { defaults })).variables).toEqual({
      is: 'named',
      variables: [{ name: 'first_name', column: 'Name' }],
    });
    expect((await spec({}, { defaults })).variables).toMatchObject({ is: 'named' });
  });

  it('make a bare list a campaign, and stand above what stands in for nobody', () => {
    const defaults = { agent_id: 'agent_9', from_number_id: 'ap_9' };
    const nobody = { agentId: 'not_chosen', fromNumberId: ['not_chosen'] };
    expect(specFromFlags('a.csv', {}, '/', account({ defaults }), nobody)).toMatchObject({
      agentId: 'agent_9',
      fromNumbers: ['ap_9'],
    });
    expect(specFromFlags('a.csv', {}, '/', account({}), nobody)).toMatchObject({ agentId: 'not_chosen' });
    expect(specFromFlags('a.csv', { agentId: 'agent_1' }, '/', account({ defaults }), nobody).agentId).toBe('agent_1');
  });

  it('go with what they belong to', async () => {
    const retry = { max_attempts: 3, no_answer: { after: '1h' } };
    expect((await spec({ retry: { max_attempts: 1 } }, { defaults: { retry } })).retry).toEqual({
      maxAttempts: 1,
      after: {},
    });
    expect((await spec({ retry: { max_attempts: 2 } }, { defaults: { retry } })).retry).toMatchObject({
      after: { no_answer: 3_600_000 },
    });
    const doubt = { then: 'redial', accept_double_ring_risk: true };
    const made = await spec({ doubt: { then: 'hold' } }, { defaults: { doubt, retry } });
    expect(made.doubt.then).toBe('hold');
  });

  it('that are wrong are a mistake of their own file', async () => {
    const found = await problems(() => spec({}, { defaults: { default_country: 'XX' } }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(`${FILE}:3:`);
    expect(found[0]).toContain('defaults.default_country');
    const own = await problems(() => spec({ default_country: 'XX' }, { defaults: { default_country: 'US' } }));
    expect(own[0]).toContain('/desk/campaign.json:');
  });
});

describe('slots', () => {
  const slots = async (asked: number | null, of: object): Promise<number> => {
    const pacing = asked === null ? {} : { pacing: { max_concurrent_calls: asked } };
    return (await spec(pacing, { account: of })).maxConcurrentCalls;
  };

  it.each([
    [null, {}, 8],
    [null, { slots: 20 }, 20],
    [null, { slots: 20, inbound_reserve: 5 }, 15],
    [4, { slots: 20, inbound_reserve: 5 }, 4],
    [15, { slots: 20, inbound_reserve: 5 }, 15],
    // Without slots the campaign's own number says how many there are.
    [null, { inbound_reserve: 5 }, 3],
    [20, { inbound_reserve: 5 }, 15],
    [20, {}, 20],
  ])('a campaign that asks for %j of %j gets %i', async (asked, of, expected) => {
    expect(await slots(asked, of)).toBe(expected);
  });

  it('more than there are is an error that names both files', async () => {
    const [first = ''] = await problems(() => slots(16, { slots: 20, inbound_reserve: 5 }));
    expect(first).toContain('above_account: /desk/campaign.json:');
    expect(first).toContain(`${FILE} gives the account 20 (account.slots), less 5`);
    expect(first).toContain('Ask for 15 at most');
    const [typed = ''] = await problems(() => spec({}, { account: { slots: 4 } }, { maxConcurrentCalls: 5 }));
    expect(typed).toContain('--max-concurrent-calls');
    const [few = ''] = await problems(() => slots(5, { inbound_reserve: 5 }));
    expect(few).toContain('too few to dial with');
  });
});

it('do-not-call files of the account hold beside those of the campaign, each once', async () => {
  const made = await spec({ suppression: ['own.txt', '/dnc.txt'] }, { suppression: ['/dnc.txt', 'all.txt'] });
  expect(made.suppression).toEqual(['/dnc.txt', '/home/robin/.local/share/outdial/all.txt', '/desk/own.txt']);
});

it('a campaign file holds no secret either, and rows are not looked at', async () => {
  expect((await problems(() => spec({ api_key: 'sk_car_0123456789' })))[0]).toContain('secret_in_file');
  const contacts = [{ phone: '+14155550101', token: 'sk_abcdefgh' }];
  expect(await problems(() => spec({ contacts, variables: { token: 'token' } }))).toEqual([]);
});
