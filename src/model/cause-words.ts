/** What went wrong on the way to the provider, in plain words; the stable codes stay in the log and in JSON. */
import { own } from './own.ts';

/** Codes of the exchange (voice/cartesia) and of its system. */
const CAUSES: Readonly<Record<string, string>> = {
  gate: 'its moment had passed',
  connect_timeout: 'the connection took too long',
  connect_failed: 'no connection came about',
  connect_failed_econnrefused: 'nothing answers at that address',
  connect_failed_enotfound: 'no host of that name is known',
  connect_failed_eai_again: 'names cannot be looked up: is the network there?',
  connect_failed_enetunreach: 'there is no way to the network',
  connect_failed_ehostunreach: 'there is no way to that host',
  connect_failed_econnreset: 'the connection was cut off',
  connect_failed_etimedout: 'the connection took too long',
  connection_lost: 'the connection was lost after the request was sent',
  headers_timeout: 'no reply came in time',
  body_timeout: 'the reply did not end in time',
  reply_too_large: 'the reply is larger than is read',
  reply_garbled: 'the reply is no HTTP',
  timeout: 'no reply came in time',
  not_json: 'the reply is not JSON',
  not_the_contract: 'the reply is not what the API documents',
  wrong_count: 'the reply speaks of another number of calls',
  number_mismatch: 'the reply speaks of another number',
  shared_call_id: 'the reply gives one call to two people',
  neither_id_nor_error: 'the reply says neither yes nor no',
  appointment_missed: 'its moment had passed',
  lease_lost: 'another machine had taken over',
  scrub_unknown: 'a registry could not tell whether it holds the number',
  before_dial_later: 'the program that dials said: later',
  before_dial_silent: 'the program that dials did not answer in time',
  before_dial_failed: 'the program that dials failed when it was asked',
  before_dial_unclear: 'the program that dials gave no answer that can be understood',
};

/** Undefined for what is no code of ours: the provider's own words are its own. */
function known(code: string): string | undefined {
  const exact = own(CAUSES, code);
  if (exact !== undefined) return exact;
  const [, status] = /^http_(\d{3})$/.exec(code) ?? [];
  if (status !== undefined) return `the provider answered ${status}`;
  return code.startsWith('connect_failed_')
    ? `${CAUSES['connect_failed']} (${code.slice(15).toUpperCase()})`
    : undefined;
}

/** A code without words is shown with its underscores taken out. */
export function causeWords(code: string): string {
  return known(code) ?? code.replaceAll('_', ' ');
}
