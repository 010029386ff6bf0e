/** A program that dials by the library and is asked before each dial: it answers yes, or it says that it was asked and nothing more. */
import { openOutdial } from '../../src/index.ts';

const { TEST_URL = '', TEST_DIR = '', TEST_ANSWER = '' } = process.env;
const outdial = await openOutdial({ dataDir: 'data', cwd: TEST_DIR, apiKey: 'sk_car_x', baseUrl: TEST_URL });
const contacts = [0, 1, 2].map((n) => ({ id: `P${n}`, phone: `+1415555010${n}` }));
const campaign = await outdial.load({
  ...{ name: 'asked', agent_id: 'agent_sandbox', from_number_id: 'ap_sandbox_twilio', contacts },
  pacing: { calls_per_second: 20, max_concurrent_calls: 20 },
});
const { end } = await campaign.run({
  beforeDialTimeout: '60s',
  beforeDial: ({ number }) => {
    process.stdout.write(`asked ${number.slice(-2)}\n`);
    return TEST_ANSWER === 'yes' ? true : new Promise<never>(() => undefined);
  },
});
process.stdout.write(`${end.is}\n`);
await outdial.close();
