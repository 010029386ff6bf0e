/** People come one by one from a query, and what became of each is read back. Rings nobody: see the end. */
import { openOutdial, openSandbox } from 'outdial';

/** Stands for a cursor of your database: rows are fetched while they are loaded, and never held together. */
async function* appointments(): AsyncGenerator<{ id: number; phone: string; first_name: string; at: string }> {
  for (let id = 1; id <= 20; id += 1) {
    const phone = `+1415555${String(100 + id).padStart(4, '0')}`;
    yield { id, phone, first_name: `Patient ${id}`, at: '2026-12-01 14:30' };
  }
}

const sandbox = await openSandbox({ speed: 100 });
const outdial = await openOutdial({ dataDir: 'outdial-data', apiKey: sandbox.apiKey, baseUrl: sandbox.url });
try {
  const campaign = await outdial.load({
    name: 'appointments',
    agent_id: sandbox.agentId,
    from_number_id: sandbox.fromNumberId,
    contacts: appointments(),
    // By this column a person is known again, and results are matched with your own rows.
    columns: { id: 'id' },
    pacing: { calls_per_second: 10, max_concurrent_calls: 10 },
    retry: { max_attempts: 1 },
  });
  const { accepted, rejected, byCode } = campaign.loaded;
  console.log(`${accepted} can be dialed, ${rejected} cannot`, byCode);

  await campaign.run();

  for await (const { own, status, disposition } of campaign.results()) {
    console.log(own['id'], status, disposition);
  }
} finally {
  await outdial.close();
  await sandbox.close();
}

// For real calls: leave out `baseUrl` and the sandbox, give your own `apiKey`, `agent_id` and `from_number_id`, and say
// the hours: window: { from: '09:00', to: '18:00' } (in each person's own time zone).
