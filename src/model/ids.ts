/** The names things go by. Branded so that a number, a digest and an id cannot be mistaken for one another. */

declare const brand: unique symbol;
type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A number in E.164 form, `+14155550101`. Only `load/destination.ts` makes one from text. */
export type E164 = Brand<string, 'E164'>;
/** Keyed digest of an E.164 number: what the ledger knows a destination by (I8). */
export type DestinationKey = Brand<string, 'DestinationKey'>;
/** Keyed digest of a contact's own key (its `id` column, else its number). */
export type ContactKey = Brand<string, 'ContactKey'>;
/** Random, says nothing about the person. */
export type ContactId = Brand<string, 'ContactId'>;
/** The campaign's name as a slug; unique in a ledger. */
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

const PREFIX = 'od1';

/** `seq` counts every attempt of the contact, counted against its budget or not, and is never reused. */
export function attemptId(ledger: string, campaign: CampaignId, contact: ContactId, seq: number): AttemptId {
  return `${PREFIX}.${ledger}.${campaign}.${contact}.${seq}` as AttemptId;
}

export type AttemptIdParts = { ledger: string; campaign: CampaignId; contact: ContactId; seq: number };

/** Undefined for anything that is not an attempt id of any outdial ledger. */
export function parseAttemptId(text: unknown): AttemptIdParts | undefined {
  if (typeof text !== 'string') return undefined;
  const [prefix, ledger, campaign, contact, seq, ...rest] = text.split('.');
  if (prefix !== PREFIX || !ledger || !campaign || !contact || !/^\d+$/.test(seq ?? '') || rest.length > 0)
    return undefined;
  return { ledger, campaign: campaign as CampaignId, contact: contact as ContactId, seq: Number(seq) };
}

/** `Spring Reminders (2)` → `spring-reminders-2`: lower case, no dots, so that it can stand in an attempt id. */
export function campaignId(name: string): CampaignId {
  const slug = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return (slug === '' ? 'campaign' : slug.slice(0, 64)) as CampaignId;
}
