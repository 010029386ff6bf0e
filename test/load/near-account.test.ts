/** `outdial.json` beside a campaign: it wins key by key, allows less and never more, and makes no machine run or open anything. */
import { describe, expect, it } from 'vitest';
import { accountFromText, NO_ACCOUNT, type Account } from '../../src/load/spec/account.ts';
import { withNearAccount } from '../../src/load/spec/near-account.ts';
import { readSpec } from '../../src/load/spec/read.ts';
import { formatProblem, UserError } from '../../src/model/errors.ts';

const [FAR, NEAR] = ['/home/robin/data/outdial.json', '/desk/outdial.json'];
const both = (far: object | null, near: object): Account =>
  withNearAccount(far === null ? NO_ACCOUNT : accountFromText(FAR, JSON.stringify(far)), NEAR, JSON.stringify(near));

function refusals(far: object | null, near: object): readonly string[] {
  try {
    both(far, near);
  } catch (error) {
    if (error instanceof UserError) return error.problems.map((one) => `${one.code}: ${formatProblem(one)}`);
    throw error;
  }
  return [];
}

describe('beside a campaign', () => {
  it('wins key by key, and says which keys are its own', () => {
    const account = both(
      {
        account: { slots: 12, inbound_reserve: 2 },
        prices: { agent_per_minute: 0.05, line_per_minute: { twilio: 0.02, sip_trunk: 0.01 } },
        zone_overrides: { 'America/Winnipeg': '-06:00', 'America/Regina': '-06:00' },
        defaults: { default_country: 'US', pacing: { batch_size: 5, calls_per_second: 2 } },
        suppression: ['dnc.txt'],
        retention: { personal: '90d' },
      },
      {
        account: { slots: 6 },
        prices: { line_per_minute: { twilio: 0.03 }, rounding: { line: { to: '6s' } } },
        limits: { budget_usd: 20 },
        zone_overrides: { 'Canada/Central': '-05:00' },
        defaults: { pacing: { batch_size: 1 } },
      },
    );
    expect(account).toMatchObject({
      slots: 6,
      inboundReserve: 2,
      budget: 20_000_000,
      prices: { agentPerMinute: 0.05, linePerMinute: { cartesia: 0.014, twilio: 0.03, sip_trunk: 0.01 } },
      defaults: { default_country: 'US', pacing: { batch_size: 1, calls_per_second: 2 } },
      suppression: ['/home/robin/data/dnc.txt'],
      near: {
        path: NEAR,
        keys: [
          ...['account.slots', 'prices.line_per_minute', 'prices.rounding', 'limits.budget_usd'],
          ...['zone_overrides.Canada/Central', 'defaults.pacing'],
        ],
      },
    });
    expect(account.prices?.rounding?.line.to).toBe(6_000);
    expect(account.retention.personal).toBe(90 * 86_400_000);
    expect(account.zoneOverrides.map(({ as }) => as)).toEqual(['-05:00', '-06:00']);
    expect(account.fileOf(['prices', 'line_per_minute', 'twilio'])).toBe(NEAR);
    expect(account.fileOf(['prices', 'agent_per_minute'])).toBe(FAR);
  });

  it('holds both limits of a number', () => {
    const account = both(
      { limits: { per_number: [{ calls: 3, per: '1d' }] } },
      { limits: { per_number: [{ calls: 9, per: '30d' }], after_conversation: '2d' } },
    );
    expect(account.numberLimits).toHaveLength(3);
  });

  it('holds without any other', () => {
    expect(both(null, { limits: { budget_usd: 5 } })).toMatchObject({ budget: 5_000_000, file: NEAR });
  });

  it.each([
    [{ scrub: [{ name: 'dnc', command: ['sh', '-c', 'true'] }] }, 'scrub', 'a program or an address'],
    [{ before_dial: { url: 'https://example.com/ask' } }, 'before_dial', 'a program or an address'],
    [{ suppression: { shared: 'postgres://example.com/people' } }, 'suppression', 'files or a database'],
    [{ suppression: ['/etc/passwd'] }, 'suppression', 'files or a database'],
    [{ retention: { log: '1h' } }, 'retention', 'everything in the ledger'],
  ])('%j is refused there, with where it belongs', (near, key, why) => {
    const [said] = refusals({}, near);
    expect(said).toMatch(/^not_beside_campaign: /);
    expect(said).toContain(`${key}: is not taken from a file beside a campaign: `);
    expect(said).toContain(why);
    expect(said).toContain(`Move it to ${FAR}; or, if this file is your account's, name it: --config ${NEAR}`);
  });

  it.each([
    [{ account: { slots: 4 } }, { account: { slots: 5 } }, `5 is more than ${FAR} gives: 4.`],
    [{ account: { inbound_reserve: 2 } }, { account: { inbound_reserve: 1 } }, `1 is less than ${FAR} keeps: 2.`],
    [{ limits: { budget_usd: 5 } }, { limits: { budget_usd: 6 } }, `$6 is more than ${FAR} gives: $5.`],
    [{ limits: { budget_usd: 5 } }, { prices: { agent_per_minute: 0.01 } }, '$0.01 is less than $0.06'],
    [
      { limits: { budget_usd: 5 }, lines: { ap_1: { price_per_minute: 0.02 } } },
      { lines: { ap_1: { price_per_minute: 0 } } },
      '$0 is less than $0.02',
    ],
    [{ limits: { budget_usd: 5 } }, { prices: { rounding: { line: { to: '1s' } } } }, 'what it rounds to is less'],
  ])('never allows more: %j, and there %j', (far, near, says) => {
    const [said] = refusals(far, near);
    expect(said).toMatch(/^above_account: /);
    expect(said).toContain(says);
  });

  it('may say lower prices where nobody else gives a budget, and a price that nobody knows', () => {
    expect(refusals({}, { prices: { agent_per_minute: 0.01 } })).toEqual([]);
    expect(refusals({ limits: { budget_usd: 5 } }, { prices: { line_per_minute: { twilio: 0.01 } } })).toEqual([]);
  });

  it('is the one that a message names', async () => {
    const bytes = Buffer.from(
      JSON.stringify({ agent_id: 'a', from_number_id: 'b', contacts: 'c.csv', limits: { budget_usd: 9 } }),
    );
    const account = both({ limits: { budget_usd: 50 } }, { limits: { budget_usd: 5 } });
    const reading = readSpec('/desk/campaign.json', {}, account, { readFile: () => Promise.resolve(bytes) });
    await expect(reading).rejects.toThrow(`$9.00 are more than ${NEAR} gives a campaign: $5.00`);
  });
});
