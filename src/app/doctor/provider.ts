/** What `doctor` finds out about the provider: key, host, clock, numbers, agent. */
import type { Clock } from '../../clock.ts';
import { isLoopback, type Config } from '../../config/environment.ts';
import { originWords } from '../../config/settings/origin.ts';
import type { Account } from '../../load/spec/account.ts';
import type { AgentId } from '../../model/ids.ts';
import { formatDuration, SECOND, type Instant } from '../../model/time.ts';
import { lineHosting, LINE_MEND } from '../../report/agent-notes.ts';
import { mayCall } from '../../report/words.ts';
import { count } from '../../report/when.ts';
import type { PhoneNumber, Read, Voice } from '../../voice/port.ts';
import { openProvider } from '../open-provider.ts';
import { isNamed } from '../campaign/line-settings.ts';
import type { Runtime } from '../runtime.ts';
import { unknownLines } from './account.ts';
import type { Finding } from './finding.ts';

const SET_KEY = 'Set CARTESIA_API_KEY, or CARTESIA_API_KEY_FILE, or put it in a .env file in this folder.';
/** HTTP: the key is none that the provider knows. */
const NOT_ACCEPTED = 401;
/** Past this, the hours that people are called at are wrong by as much; `Date` itself is good to a second. */
const CLOCK_WARNING = 5 * SECOND;
const CLOCK_FAILURE = 60 * SECOND;

export async function providerFindings(
  config: Config,
  agent: AgentId | null,
  account: Account | null,
  { clock }: Runtime,
): Promise<readonly Finding[]> {
  const key = config.apiKey;
  // The probe needs no key, so that a network's trouble is told from a missing key's.
  const voice = await openProvider(config, key ?? 'none');
  try {
    const seen: Finding[] = [];
    const reachable = await probe(voice, config, clock, seen);
    if (key === null || !reachable) {
      const message = `not looked at: ${key === null ? 'no key' : 'the host does not answer'}`;
      return [keySaid(key, config), ...seen, { check: 'numbers', is: 'unknown', message }];
    }
    const listed = await voice.phoneNumbers({});
    if (listed.is === 'failed' && listed.status === NOT_ACCEPTED) {
      const message = 'not looked at: the key is not accepted';
      return [keyRefused(config), ...seen, { check: 'numbers', is: 'unknown', message }];
    }
    const found = listed.is === 'ok' ? unknownLines(account, listed.value, isNamed) : [];
    const asked = agent === null ? [] : [await agentFinding(voice, agent, clock.now())];
    return [keySaid(key, config), ...seen, numbers(listed), ...found, ...asked];
  } finally {
    await voice.close();
  }
}

function keySaid(key: string | null, { from }: Config): Finding {
  if (key === null) return { check: 'key', is: 'fails', message: 'no API key is set', mend: SET_KEY };
  const said = from.apiKey === null ? '' : ` by ${originWords(from.apiKey)}`;
  const message = `set${said} (${key.startsWith('sk_car_') ? 'sk_car_…, ' : ''}${key.length} characters)`;
  return { check: 'key', is: 'ok', message };
}

/** Whose key it is decides where it is mended. */
function keyRefused({ baseUrl, from }: Config): Finding {
  const said = from.apiKey === null ? 'the key' : originWords(from.apiKey);
  return {
    check: 'key',
    is: 'fails',
    message: `${new URL(baseUrl).host} does not accept it (401): ${said}`,
    mend: `Copy the key again from the Cartesia console (it looks like sk_car_…) into ${said}; it may have been deleted there.`,
  };
}

async function probe(voice: Voice, config: Config, clock: Clock, findings: Finding[]): Promise<boolean> {
  const before = clock.now();
  const answer = await voice.probe();
  const after = clock.now();
  if (answer.is === 'failed') {
    const mend = 'Check the network, a proxy, and CARTESIA_BASE_URL.';
    findings.push({ check: 'host', is: 'fails', message: answer.message, mend });
    return false;
  }
  const { version, date } = answer.value;
  const rehearsal = isLoopback(config.baseUrl) ? ', on this machine: a rehearsal' : '';
  const speaks = version === null ? '' : `, API version ${version}`;
  const wanted = config.version === null ? '' : `, CARTESIA_VERSION ${config.version}`;
  findings.push({ check: 'host', is: 'ok', message: `${config.baseUrl} answers${speaks}${wanted}${rehearsal}` });
  if (date === null) {
    findings.push({ check: 'clock', is: 'unknown', message: 'the host sent no Date to compare with' });
    return true;
  }
  // The header has whole seconds, and was written at some moment between asking and hearing.
  const off = date > after ? date - after : date + SECOND < before ? before - date - SECOND : 0;
  const late = date > after ? 'behind' : 'ahead';
  const mend = "Switch on the system's network time.";
  const message = `${formatDuration(off)} ${late} of the provider's`;
  if (off > CLOCK_FAILURE) findings.push({ check: 'clock', is: 'fails', message, mend });
  else if (off > CLOCK_WARNING) findings.push({ check: 'clock', is: 'warning', message, mend });
  else findings.push({ check: 'clock', is: 'ok', message: "agrees with the provider's" });
  return true;
}

function numbers(listed: Read<readonly PhoneNumber[]>): Finding {
  if (listed.is === 'failed') {
    const mend = listed.why === 'denied' ? 'See what the key may do in the Cartesia console.' : 'Try again later.';
    return { check: 'numbers', is: 'fails', message: listed.message, mend };
  }
  if (listed.value.length === 0) {
    const mend = 'Get a number in the Cartesia console, or import yours from Twilio there.';
    return { check: 'numbers', is: 'fails', message: 'the account has no number to call from', mend };
  }
  const kinds = listed.value.map(({ id, number, provider }) => `${number} (${id}, ${mayCall(provider)})`);
  const shown = kinds.length > 5 ? [...kinds.slice(0, 5), `and ${kinds.length - 5} more`] : kinds;
  return { check: 'numbers', is: 'ok', message: `${count(listed.value.length, 'number')}: ${shown.join(', ')}` };
}

async function agentFinding(voice: Voice, agent: AgentId, now: Instant): Promise<Finding> {
  const found = await voice.agent(agent);
  if (found.is === 'failed') {
    const mend = found.why === 'not_found' ? 'Copy the id from the Cartesia console.' : 'Try again later.';
    return { check: 'agent', is: 'fails', message: found.message, mend };
  }
  const { id, name, kind } = found.value;
  const who = name === null ? id : `${name} (${id})`;
  if (kind === 'managed') return { check: 'agent', is: 'ok', message: `${who}: a managed agent` };
  return { check: 'agent', is: 'warning', message: lineHosting(who, now), mend: LINE_MEND };
}
