/** Where the provider is: a base URL checked once, so that a key never travels in clear. */
import { userError } from '../../model/errors.ts';

export type Host = {
  /** `https://api.cartesia.ai`, without a path. */
  readonly origin: string;
  /** What every path starts with: `''` or `/prefix`, no slash at its end. */
  readonly prefix: string;
  /** Host and port, for messages. */
  readonly name: string;
};

const AT = 'CARTESIA_BASE_URL';
const EXAMPLE = 'Use a URL such as "https://api.cartesia.ai".';

/** Loopback by name or address; `hostname` as the URL parser writes it (`127.1` is `127.0.0.1` by then). */
function isLoopback(hostname: string): boolean {
  const name = hostname.toLowerCase();
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(\.\d{1,3}){3}$/.test(name);
}

/** @throws UserError for anything but https, or http to this machine. */
export function readHost(baseUrl: string): Host {
  // Never repeated: it may hold a password, or be the key.
  if (baseUrl.includes('@')) throw userError('base_url', `${AT} holds a user name or password.`, EXAMPLE);
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined) throw userError('base_url', `${AT} is not a URL.`, EXAMPLE);
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw userError('base_url', `${AT} is neither https nor http.`, EXAMPLE);
  if (url.search !== '' || url.hash !== '') throw userError('base_url', `${AT} has a query or fragment.`, EXAMPLE);
  if (url.protocol === 'http:' && !isLoopback(url.hostname))
    throw userError(
      'base_url',
      `${AT} is not https, and the key would travel in clear.`,
      'Use https; http is for this machine only (localhost, 127.0.0.1).',
    );
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), name: url.host };
}

/** @throws UserError for a key no header can carry; the key itself is never shown. */
export function checkKey(key: string): string {
  if (!/^[\x21-\x7e]+$/.test(key))
    throw userError(
      'api_key',
      key === ''
        ? 'CARTESIA_API_KEY is empty.'
        : 'CARTESIA_API_KEY holds a space, a line break or a character no key has.',
      'Copy the key (sk_car_…) again, alone on its line.',
    );
  return key;
}
