/** Events go to another system, and after a crash they go on where they stopped. Rings nobody: see the end. */
import { readFile, writeFile } from 'node:fs/promises';
import { openOutdial, openSandbox, type CampaignEvent } from 'outdial';

const CURSOR = 'cursor.txt';

/** Stands for your CRM. It must bear to be told a thing twice: a crash may come between it and the cursor. */
async function deliver(event: CampaignEvent): Promise<void> {
  if (event.event === 'settled') console.log(`${event.contact.id}: ${event.status}, ${event.disposition}`);
  if (event.event === 'review') console.log(`${event.contact.id}: a person has to decide whether it rang`);
}

const sandbox = await openSandbox({ speed: 100 });
const outdial = await openOutdial({ dataDir: 'outdial-data', apiKey: sandbox.apiKey, baseUrl: sandbox.url });
try {
  const campaign = await outdial.load({
    name: 'renewals',
    agent_id: sandbox.agentId,
    from_number_id: sandbox.fromNumberId,
    contacts: [
      { id: 'R1', phone: '+14155550151' },
      { id: 'R2', phone: '+14155550152' },
      { id: 'R3', phone: '+14155550153' },
    ],
    columns: { id: 'id' },
    retry: { max_attempts: 1 },
  });

  const stop = new AbortController();
  const following = (async () => {
    const after = Number(await readFile(CURSOR, 'utf8').catch(() => '0'));
    for await (const event of campaign.events({ after, signal: stop.signal })) {
      await deliver(event);
      await writeFile(CURSOR, String(event.cursor));
      if (event.event === 'finished') return;
    }
  })();

  // This process dials; another one may as well: events come from the ledger.
  const { end } = await campaign.run();
  console.log(end.is);
  if (end.is !== 'finished') stop.abort();
  await following;
} finally {
  await outdial.close();
  await sandbox.close();
}

// For real calls: leave out `baseUrl` and the sandbox, give your own `apiKey`, `agent_id` and `from_number_id`, and say
// the hours: window: { from: '09:00', to: '18:00' } (in each person's own time zone).
