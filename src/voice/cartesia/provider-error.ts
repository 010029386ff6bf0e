/** The provider's errors, whose shape is documented for a request and for nothing else: what they say, and of what. */
import { asObject, asText, short } from './fields.ts';

export type ProviderError = {
  /** A token without a phone number in it; free text never gets here, so that it can stand in a log. */
  readonly code: string | null;
  /** At most 300 characters. */
  readonly message: string;
};

function tokenOf(value: unknown): string | null {
  const text = typeof value === 'number' ? String(value) : asText(value);
  return text !== null && /^[\w.:-]{1,64}$/.test(text) && !/\d{7}/.test(text) ? text : null;
}

/**
 * An error of the provider's shape (reference, section 5), tolerating `{error: {…}}` and `{error: "…"}`.
 * Undefined when the body is something else: a proxy's page says nothing of what the provider did.
 */
export function providerError(body: unknown): ProviderError | undefined {
  const object = asObject(body);
  if (object === undefined) return undefined;
  const code = tokenOf(object['error_code']) ?? tokenOf(object['code']);
  const said = [object['title'], object['message'], object['error']].map(asText).filter((text) => text !== null);
  if (code !== null || said.length > 0) return { code, message: short([...new Set(said)].join(': ') || (code ?? '')) };
  return asObject(object['error']) === undefined ? undefined : providerError(object['error']);
}

/**
 * An error that is no JSON: older versions of the API say `Title: Message` in plain text (reference, section 5), and who
 * is refused for a key or for money (401, 402) is refused before anyone is called. A page of HTML is a proxy's.
 */
export function plainError(status: number, text: string): ProviderError | undefined {
  const line = text.trim();
  if (line === '' || line.startsWith('<')) return undefined;
  const said = /^[A-Z][\w ]{2,60}: \S/.test(line) || status === 401 || status === 402;
  return said ? { code: null, message: short(line) } : undefined;
}

/** The untyped `error` of one destination; undefined when there is none. Whatever else it is, it is an error. */
export function itemError(value: unknown): ProviderError | undefined {
  if (value === undefined || value === null || value === false || value === '') return undefined;
  return providerError(value) ?? { code: null, message: short(asText(value) ?? JSON.stringify(value)) };
}

function words(error: ProviderError): string {
  // What is quoted is a value: a variable called "rate" is no rate limit.
  const message = error.message.replace(/"[^"]*"/g, '');
  return `${error.code ?? ''} ${message}`.toLowerCase().replace(/[_-]/g, ' ');
}

const CONCURRENCY = /concurren|simultaneous|too many (active|ongoing|open) calls/;
const RATE = /\brate\b.*(limit|exceed)|too many requests|throttl|calls per second|\bcps\b|slow down/;
/** What a refusal for lack of room is about; null when it is about something else. */
export function throttleOf(error: ProviderError): 'concurrency' | 'rate' | null {
  const text = words(error);
  if (/\bvariables?\b/.test(text)) return null;
  return CONCURRENCY.test(text) ? 'concurrency' : RATE.test(text) ? 'rate' : null;
}
