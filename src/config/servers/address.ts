/** Reads the address of a server, so that what one part of it means is decided here and by no driver. */
// No message repeats an address or a part of it that may be a piece of a password: what cannot be parsed cannot be masked.
import type { ErrorCode } from '../../model/error-codes.ts';
import { userError } from '../../model/errors.ts';

export type Setting = 'DATABASE_URL' | 'REDIS_URL' | 'OUTDIAL_SUPPRESSION_URL';

export type AddressRules = {
  /** The setting it comes from. */
  readonly setting: Setting;
  /** With the colon. The first is what messages propose. */
  readonly schemes: readonly string[];
  readonly example: string;
  /** What may follow a `?`. */
  readonly parameters: readonly string[];
};

const ENCODE = 'In a password write %2F for /, %23 for #, %3F for ?, %40 for @.';

/** Throws a `UserError` of code `bad_…` for anything that two readers could understand in two ways. */
export function readAddress(text: string, rules: AddressRules): URL {
  const { setting, schemes, example } = rules;
  const refuse = (message: string, hint: string): Error => userError(codeOf(setting), `${setting} ${message}`, hint);
  if (!URL.canParse(text) || /[\s\x00-\x1f]/.test(text)) throw refuse('is not an address.', `${example} ${ENCODE}`);
  const url = new URL(text);
  if (!schemes.includes(url.protocol)) {
    const wanted = schemes.map((scheme) => `${scheme}//`).join(' or ');
    throw refuse(`does not begin with ${wanted}.`, example);
  }
  // A bare / or # or ? ends the password early: the rest of it would be taken for a path, and the user for the host.
  if (url.hash !== '' || url.pathname.includes('@') || url.search.includes('@')) {
    throw refuse('cannot be told apart from its password.', ENCODE);
  }
  if (url.port === '0') throw refuse('names port 0.', example);
  refuseParameters(url, rules);
  return url;
}

/** Every driver knows dozens, some of which switch certificates off or name another host: none passes unseen. */
function refuseParameters(url: URL, { setting, parameters, example }: AddressRules): void {
  const names = [...url.searchParams.keys()];
  const allowed = parameters.length === 0 ? 'It takes none.' : `It takes ${parameters.join(' and ')}, each once.`;
  const unknown = names.find((name) => !parameters.includes(name));
  if (unknown !== undefined) {
    const which = /^[a-z_]{1,32}$/i.test(unknown) ? ` ${unknown}` : '';
    const message = `${setting} holds the parameter${which}, which outdial does not know.`;
    throw userError(codeOf(setting), message, `${allowed} ${example}`);
  }
  const repeated = names.find((name, at) => names.indexOf(name) !== at);
  if (repeated === undefined) return;
  throw userError(codeOf(setting), `${setting} holds the parameter ${repeated} twice.`, allowed);
}

/** A part as it was meant: a bare % is a %. Throws for what would end the part early where it is sent to. */
export function decoded(part: string, setting: Setting): string {
  let text = part;
  try {
    text = decodeURIComponent(part);
  } catch {
    // A password with a bare % in it is taken as it is written.
  }
  if (!/[\x00-\x1f\x7f]/.test(text)) return text;
  const message = `${setting} holds a control character (such as %00 or %0A).`;
  throw userError(codeOf(setting), message, 'Write each part of it without.');
}

const CODES: Readonly<Record<Setting, ErrorCode>> = {
  DATABASE_URL: 'bad_database_url',
  REDIS_URL: 'bad_redis_url',
  OUTDIAL_SUPPRESSION_URL: 'bad_suppression_url',
};

export function codeOf(setting: Setting): ErrorCode {
  return CODES[setting];
}

/** True where nobody on the way can read: this machine, by name, by address or by socket. */
export function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host) || host.startsWith('/');
}
