/** What the API accepts, field by field, and no more: the strict reading of the reference's requests. */
import { own } from '../../model/own.ts';

export const MANAGED_VERSION = '2026-08-14';
export const LINE_VERSION = '2026-03-01';
export type Version = typeof MANAGED_VERSION | typeof LINE_VERSION;

/** A value as checked, or one sentence on what is wrong with it. */
export type Checked<T> = { readonly is: 'good'; readonly value: T } | { readonly is: 'bad'; readonly message: string };
/** Null when it is right. */
type Check = (value: unknown, at: string, version: Version) => string | null;
type Shape = Readonly<Record<string, { readonly required?: true; readonly check: Check }>>;
type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const text: Check = (value, at) =>
  typeof value === 'string' && value !== '' ? null : `${at} must be a string that is not empty.`;

const textOrNull: Check = (value, at, version) => (value === null ? null : text(value, at, version));

function integer(least: number, most: number): Check {
  return (value, at) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? null
      : `${at} must be a whole number from ${least} to ${most}.`;
}

function object(shape: Shape): Check {
  return (value, at, version) => {
    if (!isFields(value)) return `${at} must be an object.`;
    const path = (name: string): string => (at === 'body' ? name : `${at}.${name}`);
    for (const name of Object.keys(value)) if (!Object.hasOwn(shape, name)) return `${path(name)} is not a field.`;
    for (const [name, field] of Object.entries(shape)) {
      if (!Object.hasOwn(value, name)) {
        if (field.required) return `${path(name)} is missing.`;
        continue;
      }
      const wrong = field.check(own(value, name), path(name), version);
      if (wrong !== null) return wrong;
    }
    return null;
  };
}

/** Their kind alone: what is in them is each destination's own matter. */
const variables: Check = (value, at, version) => {
  if (version !== MANAGED_VERSION) return `${at} is not a field of ${version}.`;
  return isFields(value) ? null : `${at} must be an object.`;
};

/** The limits of https://docs.cartesia.ai/agents/dynamic-variables; undefined when they are kept. */
export function variablesProblem(variables: Fields): string | undefined {
  const entries = Object.entries(variables);
  if (entries.length > 64) return `There are ${entries.length} variables; at most 64 are allowed.`;
  for (const [name, one] of entries) {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(name)) return `A name is not allowed: ${name.slice(0, 80)}.`;
    if (/^(?:system__|secret__)/.test(name)) return `${name} has a reserved prefix.`;
    if (!['string', 'number', 'boolean'].includes(typeof one)) return `${name} must be a string, number or boolean.`;
  }
  return Buffer.byteLength(JSON.stringify(variables)) > 16_384 ? 'The variables are larger than 16 KiB.' : undefined;
}

const metadata: Check = (value, at, version) => {
  if (version !== LINE_VERSION) return `${at} is not a field of ${version}.`;
  return value === null || isFields(value) ? null : `${at} must be an object or null.`;
};

const destination = object({
  to_number: { required: true, check: text },
  dynamic_variables: { check: variables },
  metadata: { check: metadata },
});

const destinations: Check = (value, at, version) => {
  if (!Array.isArray(value) || value.length === 0) return `${at} must be an array with at least one item.`;
  return (
    value.map((item, index) => destination(item, `${at}[${index}]`, version)).find((wrong) => wrong !== null) ?? null
  );
};

const placeBody = object({
  from_number_id: { required: true, check: text },
  agent_id: { required: true, check: text },
  outbound_calls: { required: true, check: destinations },
  ringing_timeout_seconds: { check: integer(5, 80) },
  max_call_duration_minutes: { check: integer(1, 480) },
});

export type Item = {
  readonly to_number: string;
  readonly dynamic_variables?: Fields;
  readonly metadata?: Fields | null;
};
export type PlaceBody = {
  readonly from_number_id: string;
  readonly agent_id: string;
  readonly outbound_calls: readonly Item[];
  readonly ringing_timeout_seconds?: number;
  readonly max_call_duration_minutes?: number;
};

/** The body of POST /agents/calls. */
export function checkPlace(body: unknown, version: Version): Checked<PlaceBody> {
  const wrong = placeBody(body, 'body', version);
  return wrong === null ? { is: 'good', value: body as PlaceBody } : { is: 'bad', message: wrong };
}

// `provider` can be given, but a number cannot change its type; no provider of the sandbox has anything else to change.
const numberBody = object({
  label: { check: text },
  agent_id: { check: textOrNull },
  provider: { check: object({ type: { check: text }, id: { check: text } }) },
});

export type NumberBody = {
  readonly label?: string;
  readonly agent_id?: string | null;
  readonly provider?: { readonly type?: string; readonly id?: string };
};

/** The body of PATCH /agents/phone-numbers/{id}. */
export function checkNumberChange(body: unknown, version: Version): Checked<NumberBody> {
  const wrong = numberBody(body, 'body', version);
  return wrong === null ? { is: 'good', value: body as NumberBody } : { is: 'bad', message: wrong };
}

export function isE164(number: string): boolean {
  return number.startsWith('+1') ? /^\+1[2-9]\d{2}[2-9]\d{6}$/.test(number) : /^\+[2-9]\d{6,14}$/.test(number);
}

/** Area codes of +1 that are another country or a territory: what "US" covers is published nowhere, so none of them. */
const ELSEWHERE = new Set(
  (
    '204 226 236 249 250 257 263 273 289 306 343 354 365 367 368 382 403 416 418 428 431 437 438 450 460 468 474 ' +
    '506 514 519 537 548 568 579 581 584 587 600 604 613 622 633 639 644 647 655 672 677 683 688 705 709 742 753 ' +
    '778 780 782 807 819 825 867 873 879 902 905 942 242 246 264 268 284 340 345 441 473 649 658 664 670 671 684 ' +
    '721 758 767 784 787 809 829 849 868 869 876 939'
  ).split(' '),
);

export function isUnitedStates(e164: string): boolean {
  return e164.startsWith('+1') && !ELSEWHERE.has(e164.slice(2, 5));
}
