/** The names things go by. Branded so that a number, a digest and an id cannot be mistaken for one another. */

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A number in E.164 form, `+14155550101`. Only `load/number/destination.ts` makes one from text. */
export type E164 = Brand<string, 'E164'>;
/** Keyed digest of an E.164 number: what the ledger knows a destination by (I8). */
export type DestinationKey = Brand<string, 'DestinationKey'>;
/** Keyed digest of a contact's own key (its `id` column, else its number). */
export type ContactKey = Brand<string, 'ContactKey'>;
/** Made of when it was loaded and of luck; says nothing about the person. */
export type ContactId = Brand<string, 'ContactId'>;
/** The campaign's name as a slug, see `campaignId`; unique in a ledger. */
export type CampaignId = Brand<string, 'CampaignId'>;
/** `od1.<ledger>.<campaign>.<contact>.<seq>` */
export type AttemptId = Brand<string, 'AttemptId'>;
/** The provider's `agent_call_id`; opaque. */
export type CallId = Brand<string, 'CallId'>;
/** The provider's phone-number id (`from_number_id`); opaque. */
export type LineId = Brand<string, 'LineId'>;
/** The provider's agent id; opaque. */
export type AgentId = Brand<string, 'AgentId'>;
/** One Cartesia organization at one base URL; a digest, the key itself is never stored. */
export type AccountKey = Brand<string, 'AccountKey'>;

/** Longer texts are nobody's id. */
const LONGEST_ID = 300;

/**
 * Whether a text from outside can be an id. One with a control character or half a character in it cannot be kept by every
 * ledger, asked for in every path or found again, and one of kilobytes stands in no index.
 */
export function canBeId(text: unknown): text is string {
  return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST_ID && !/[\p{Cc}\p{Cs}]/u.test(text);
}

const PREFIX = 'od1';

/** `seq` counts every attempt of the contact, counted against its budget or not, and is never reused. */
export function attemptId(ledger: string, campaign: CampaignId, contact: ContactId, seq: number): AttemptId {
  return `${PREFIX}.${ledger}.${campaign}.${contact}.${seq}` as AttemptId;
}

export type AttemptIdParts = { ledger: string; campaign: CampaignId; contact: ContactId; seq: number };

/** Undefined for anything that is not an attempt id of any outdial ledger. */
export function parseAttemptId(text: unknown): AttemptIdParts | undefined {
  if (typeof text !== 'string' || !text.startsWith(PREFIX)) return undefined;
  const [prefix, ledger, campaign, contact, seq, ...rest] = text.split('.');
  if (prefix !== PREFIX || !ledger || !campaign || !contact || !/^\d+$/.test(seq ?? '') || rest.length > 0)
    return undefined;
  return { ledger, campaign: campaign as CampaignId, contact: contact as ContactId, seq: Number(seq) };
}

/** Two names that differ in case, spaces and dashes alone are one name. */
export function sameName(a: string, b: string): boolean {
  return plainName(a) === plainName(b);
}

const SLUG_LENGTH = 64;

/**
 * `Spring Reminders` → `spring-reminders`: no dots, so that it can stand in an attempt id. A name that a slug cannot
 * hold (`Kunden/Süd`, `顧客`) ends in a digest of it: two campaigns must never become one because their names look alike.
 */
export function campaignId(name: string): CampaignId {
  const plain = plainName(name);
  const slug = plain
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug === plain && slug !== '' && slug.length <= SLUG_LENGTH) return slug as CampaignId;
  const digest = fnv1a(plain);
  const room = SLUG_LENGTH - digest.length - 1;
  return `${slug === '' ? 'campaign' : slug.slice(0, room).replace(/-+$/, '')}-${digest}` as CampaignId;
}

function plainName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{Pd}_]+/gu, '-')
    .replace(/^-|-$/g, '');
}

/** FNV-1a, 32 bits, as seven characters of base32: the same on every machine, and no secret. */
function fnv1a(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    hash = Math.imul(hash ^ (code & 0xff), 0x01000193);
    hash = Math.imul(hash ^ (code >>> 8), 0x01000193);
  }
  return (hash >>> 0).toString(32).padStart(7, '0');
}
