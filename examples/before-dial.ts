/** Your own system is asked before each call: only a yes rings. Rings nobody: see the end. */
import { openOutdial, openSandbox, type BeforeDialHook } from 'outdial';

/** Stands for your booking system. */
const bookings = new Map([
  ['B1', { canceled: false, busyUntil: null }],
  ['B2', { canceled: true, busyUntil: null }],
  ['B3', { canceled: false, busyUntil: new Date(Date.now() + 3_000) }],
]);

/**
 * Several people are asked about at a time, a moment before their call. Silence for longer than `beforeDialTimeout`, an error
 * or any other answer is "later": asked again in five minutes. After a crash everybody is asked anew.
 */
const beforeDial: BeforeDialHook = async ({ id, attempt }, { signal }) => {
  signal.throwIfAborted(); // hand it to fetch(): it is aborted once the answer would come too late
  const booking = bookings.get(id ?? '');
  if (booking === undefined || booking.canceled) return { no: 'no longer booked' };
  if (booking.busyUntil !== null && booking.busyUntil > new Date()) return { later: booking.busyUntil };
  console.log(`${id}: yes, try ${attempt}`);
  return true;
};

const sandbox = await openSandbox({ speed: 100 });
const outdial = await openOutdial({ dataDir: 'outdial-data', apiKey: sandbox.apiKey, baseUrl: sandbox.url });
try {
  const campaign = await outdial.load({
    name: 'bookings',
    agent_id: sandbox.agentId,
    from_number_id: sandbox.fromNumberId,
    contacts: [
      { id: 'B1', phone: '+14155550141' },
      { id: 'B2', phone: '+14155550142' },
      { id: 'B3', phone: '+14155550143' },
    ],
    columns: { id: 'id' },
    retry: { max_attempts: 1 },
  });
  campaign.on('deferred', ({ contact, cause }) => console.log(`${contact.id}: waits (${cause})`));
  campaign.on('settled', ({ contact, status, reason }) => console.log(`${contact.id}: ${status} (${reason})`));
  campaign.on('error', ({ where, cause }) => console.error(`${where} failed:`, cause));
  const { end } = await campaign.run({ beforeDial, beforeDialTimeout: '2s' });
  console.log(end.is);
} finally {
  await outdial.close();
  await sandbox.close();
}

// For real calls: leave out `baseUrl` and the sandbox, give your own `apiKey`, `agent_id` and `from_number_id`, and say
// the hours: window: { from: '09:00', to: '18:00' } (in each person's own time zone).
