/** A program of forty lines that dials a list: what somebody writes who has the package and nothing else. */
export const PROGRAM = `import { openOutdial, UserError } from 'outdial';

const outdial = await openOutdial({
  dataDir: 'ledger',
  apiKey: 'sk_car_sandbox',
  baseUrl: process.argv[2] ?? 'https://api.cartesia.ai',
  pollInterval: '100ms',
});

// Rows as a database gives them: an array, a generator or a stream of objects; or the path of a list.
async function* patients() {
  yield { phone: '+14155550101', first_name: 'Ann', appointment: 'Tuesday at ten' };
  yield { phone: '+14155550102', first_name: 'Bea', appointment: 'Tuesday at eleven' };
  yield { phone: 'unknown', first_name: 'Cy', appointment: 'Friday at nine' };
}

const stop = new AbortController();
process.once('SIGINT', () => stop.abort());
try {
  const loaded = await outdial.load({
    name: 'reminders',
    agent_id: 'agent_sandbox',
    from_number_id: 'ap_sandbox_twilio',
    contacts: patients(),
    pacing: { calls_per_second: 10 },
    window: { days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], from: '00:00', to: '24:00' },
  });
  console.log(loaded.toDial, 'to dial, rejected:', JSON.stringify(loaded.byCode));
  const { end } = await outdial.run({
    signal: stop.signal,
    onProgress: ({ progress }) => process.stdout.write(progress.dialed === 2 ? '' : '.'),
  });
  const { counts, dispositions } = await outdial.status('reminders');
  console.log('\\n' + end.is, JSON.stringify({ completed: counts.completed, ...dispositions }));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  for (const { code, message, hint = '' } of error.problems) console.error(code, message, hint);
  process.exitCode = 2;
} finally {
  await outdial.close();
}
`;
