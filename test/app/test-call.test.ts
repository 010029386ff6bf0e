/** Test calls by the operation itself: twice with one account open, a run after them, and what is remembered of them. */
import { NO_ACCOUNT } from '../../src/load/spec/account.ts';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { echoProof } from '../../src/app/call/echo.ts';
import { testCall } from '../../src/app/call/test-call.ts';
import { firstRowOf } from '../../src/app/campaign/first-row.ts';
import { prepareCampaign } from '../../src/app/campaign/prepare.ts';
import { runCampaigns } from '../../src/app/campaign/run.ts';
import { startCampaign } from '../../src/app/campaign/start.ts';
import { readSource } from '../../src/app/campaign/source.ts';
import { openAccount } from '../../src/app/open.ts';
import { systemClock } from '../../src/clock.ts';
import { MINUTE } from '../../src/model/time.ts';
import { randomId, randomSecret } from '../../src/random.ts';
import { startSandbox } from '../../src/voice/sandbox/server.ts';
import { aConfig } from './support.ts';

it.each([
  { is: 'a campaign that is new', begun: false },
  { is: 'one that a run left behind', begun: true },
])('calls oneself first, twice, and then everybody of $is, with one account open', async ({ begun }) => {
  const dir = mkdtempSync(join(tmpdir(), 'outdial-call-'));
  const clock = systemClock();
  const sandbox = await startSandbox({ clock, speed: 500 });
  const caller = { clock, makeId: randomId, makeSecret: randomSecret, operator: 'robin', cwd: dir };
  const spec = { name: 'spring', agent_id: 'agent_greets_sandbox', from_number_id: 'ap_sandbox_twilio' };
  const contacts = [{ phone: '+14155550101', first_name: 'Maria' }];
  writeFileSync(join(dir, 'campaign.json'), JSON.stringify({ ...spec, contacts }));
  const { url: baseUrl } = sandbox;
  const config = aConfig({ baseUrl, apiKey: 'sk_car_sandbox', dataDir: join(dir, 'data'), pollInterval: 50 });
  const open = await openAccount(config, caller);
  try {
    const source = await readSource(dir, 'campaign.json', {}, NO_ACCOUNT);
    if (begun) {
      const killed = await prepareCampaign(open, source, { baseUrl }, caller);
      await startCampaign(open.store, killed.campaign, clock.now());
    }
    const { campaign, looked, loaded } = await prepareCampaign(open, source, { baseUrl }, caller);
    const first = await firstRowOf(open.store, campaign.id, loaded.report.list);
    expect(first).toEqual({ row: 2, variables: { first_name: 'Maria' } });
    expect(await echoProof(open.store, open.account)).toBeNull();
    const asked = { number: '+1 (415) 555-0188', like: source, looked, variables: first?.variables ?? {}, baseUrl };
    const steps: string[] = [];
    for (let nth = 0; nth < 2; nth++) {
      const askedAt = clock.now();
      const call = await testCall(open, asked, { onEvent: (event) => void steps.push(event.is) }, caller);
      expect(call).toMatchObject({
        end: { is: 'finished' },
        echo: { echoed: true },
        campaign: { plan: { retry: { maxAttempts: 1 } } },
      });
      // Whoever finds it later rings nobody.
      const end = call.campaign.plan.endAt ?? Infinity;
      expect(end - askedAt).toBeGreaterThan(5 * MINUTE);
      expect(end - askedAt).toBeLessThan(15 * MINUTE);
      // The campaign waits to be started, and its own contact is as it was.
      expect((await open.store.counts(campaign.id)).states.ready).toBe(1);
      expect(await echoProof(open.store, open.account)).toMatchObject({
        echoed: true,
        agentKind: 'managed',
        call: call.echo?.call,
      });
    }
    expect(steps).toContain('reading_back');
    expect((await open.store.campaign(campaign.id))?.state.is).toBe(begun ? 'paused' : 'scheduled');
    const end = await runCampaigns(open, [campaign], { limit: null, onEvent: () => undefined }, caller);
    expect(end).toEqual({ is: 'finished', needsReview: 0 });
    expect(sandbox.record().map(({ to }) => to)).toEqual(['+14155550188', '+14155550188', '+14155550101']);
  } finally {
    await open.close();
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  }
});
