/** For a timer: what is new is loaded, dialed until it must stop, and results are written. Rings nobody: see the end. */
import { openOutdial, openSandbox, OutdialError } from 'outdial';

/** A run that is still going at this hour drains: open calls are followed to their end, and the next run goes on. */
const LONGEST = 60 * 60_000;

/** Stands for what your system knows today: the same people again are nobody new. */
function today(): { id: string; phone: string }[] {
  return [
    { id: 'N1', phone: '+14155550161' },
    { id: 'N2', phone: '+14155550162' },
  ];
}

const stop = new AbortController();
const timer = setTimeout(() => stop.abort(), LONGEST);
process.once('SIGTERM', () => stop.abort());

const sandbox = await openSandbox({ speed: 100 });
const outdial = await openOutdial({ dataDir: 'outdial-data', apiKey: sandbox.apiKey, baseUrl: sandbox.url });
try {
  const campaign = await outdial.load({
    name: 'nightly',
    agent_id: sandbox.agentId,
    from_number_id: sandbox.fromNumberId,
    contacts: today(),
    columns: { id: 'id' },
    retry: { max_attempts: 1 },
  });
  if (campaign.loaded.toDial > 0) {
    const { end } = await campaign.run({ signal: stop.signal, continueFinished: true });
    console.log(end.is);
    if (end.is === 'paused') process.exitCode = 1; // a rule stopped it: `end.message` says which
  }
  const rows = await campaign.writeResults('nightly.csv', { force: true });
  console.log(`${rows} rows in nightly.csv`);
} catch (error) {
  // What whoever runs it can mend has a code; anything else is a mistake, here or in outdial.
  if (!(error instanceof OutdialError)) throw error;
  for (const { code, message, hint } of error.problems) console.error(`${code}: ${message} ${hint ?? ''}`);
  process.exitCode = 2;
} finally {
  clearTimeout(timer);
  await outdial.close();
  await sandbox.close();
}

// For real calls: leave out `baseUrl` and the sandbox, give your own `apiKey`, `agent_id` and `from_number_id`, and say
// the hours: window: { from: '09:00', to: '18:00' } (in each person's own time zone).
