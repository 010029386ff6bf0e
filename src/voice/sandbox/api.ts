/** The way of a request: key, version, route, faults. What is not in the reference is refused. */
import { own } from '../../model/own.ts';
import type { IncomingHttpHeaders } from 'node:http';
import { formatHttpDate, SECOND, type Instant } from '../../model/time.ts';
import type { SandboxAgent } from './account.ts';
import type { Calls } from './calls.ts';
import { LINE_VERSION, MANAGED_VERSION, type Version } from './contract.ts';
import { dice, type Dice } from './dice.ts';
import type { FaultBox, RequestKind } from './faults.ts';
import { place, type PlaceRules } from './place.ts';
import { refusalReply, refuse, type Refusal, type Reply } from './replies.ts';
import * as routes from './routes.ts';

export type ApiOptions = Pick<PlaceRules, 'account' | 'calls' | 'slots' | 'overSlots'> & {
  readonly seed: number;
  readonly echo: boolean;
  readonly apiKey: string | undefined;
};

/** `text` is undefined when the body was too long to be read. */
export type Raw = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string | undefined;
};

type Route = { readonly path: RegExp; readonly methods: Readonly<Record<string, routes.Handler | 'place'>> };

// The names of what there is else come before ids, which could be anything: `providers` is no phone number.
const ROUTES: readonly Route[] = [
  { path: /^\/agents\/calls$/, methods: { GET: routes.listCalls, POST: 'place' } },
  { path: /^\/agents\/calls\/batches(?:\/|$)/, methods: { GET: routes.nothingHere, POST: routes.nothingHere } },
  { path: /^\/agents\/calls\/([^/]+)$/, methods: { GET: routes.getCall, DELETE: routes.deleteCall } },
  { path: /^\/agents\/calls\/([^/]+)\/cancel$/, methods: { POST: routes.cancelCall } },
  { path: /^\/agents\/calls\/([^/]+)\/audio$/, methods: { GET: routes.getAudio } },
  { path: /^\/agents\/phone-numbers$/, methods: { GET: routes.listNumbers } },
  { path: /^\/agents\/phone-numbers\/providers$/, methods: { GET: routes.listProviders } },
  { path: /^\/agents\/phone-numbers\/provision$/, methods: { POST: routes.provision } },
  { path: /^\/agents\/phone-numbers\/([^/]+)$/, methods: { GET: routes.getNumber, PATCH: routes.changeNumber } },
  {
    path: /^(?:\/v1)?\/agents\/(?:webhooks|tools)(?:\/|$)/,
    methods: { GET: routes.nothingHere, POST: routes.nothingHere },
  },
  { path: /^\/v1\/agents$/, methods: { GET: routes.listManagedAgents } },
  { path: /^\/agents$/, methods: { GET: routes.listAgents } },
  { path: /^\/v1\/agents\/([^/]+)$/, methods: { GET: routes.getManagedAgent } },
  { path: /^\/agents\/([^/]+)$/, methods: { GET: routes.getAgent } },
];

/** GET `/`: reachable, and which version is the latest; asked without a key. */
const PROBE: Reply = { status: 200, body: { ok: true, version: MANAGED_VERSION } };

const DOORS = [
  ['throttle', 429, 'Too many requests; try again later.', 'concurrency_limited'],
  ['unavailable', 503, 'Outbound calling is temporarily unavailable.', null],
] as const;

export class Api {
  readonly #options: ApiOptions;
  readonly #faults: FaultBox;
  readonly #ids: Dice;
  readonly #world: routes.World;
  readonly #rules: PlaceRules;

  constructor(options: ApiOptions, faults: FaultBox) {
    this.#options = options;
    this.#faults = faults;
    this.#ids = dice(options.seed, 'request_id');
    const { account, calls, echo } = options;
    const agentOf = (id: string): SandboxAgent | undefined =>
      isGone(id, faults, calls) ? undefined : account.agent(id);
    this.#world = { account, calls, faults, agentOf, echoes: () => echo && faults.get().zdr !== true };
    this.#rules = { ...options, agentOf, itemError: () => faults.strikes('itemError', 'place') };
  }

  /** The reply, and how long it is held back, in milliseconds. */
  handle(raw: Raw, now: Instant): { readonly reply: Reply; readonly wait: number } {
    const [path = '/', query = ''] = raw.url.split(/\?(.*)/s, 2);
    if (path === '/' && raw.method === 'GET') return { reply: PROBE, wait: 0 };
    const kind: RequestKind = raw.method === 'POST' && path === '/agents/calls' ? 'place' : 'read';
    const reply = this.#closed(this.#answer(raw, path, new URLSearchParams(query), kind, now), path);
    // The wait comes after the work: a client that gives up in the meantime has a phone ringing somewhere.
    return { reply, wait: this.#faults.strikes('slow', kind)?.ms ?? 0 };
  }

  #answer(raw: Raw, path: string, search: URLSearchParams, kind: RequestKind, now: Instant): Reply | Refusal {
    if (!this.#knows(raw.headers)) return refuse(401, 'The API key is missing or not valid.');
    const version = versionOf(raw.headers);
    if (typeof version !== 'string') return version;
    const found = findRoute(path);
    if (found === undefined) return refuse(404, `There is nothing at ${path}.`);
    const handler = own(found.route.methods, raw.method);
    if (handler === undefined) return notAllowed(raw.method, found.route);
    if (search.size > 0 && raw.method !== 'GET') return refuse(400, 'This request takes no query.');
    const body = bodyOf(raw);
    if (body.is === 'refused') return body.why;

    const before = this.#strikeBefore(kind, raw.url, now);
    if (before !== undefined) return before;
    const asked = { id: found.id, search, body: body.value, version, now };
    const reply = handler === 'place' ? place(body.value, version, this.#rules, now) : handler(asked, this.#world);
    return reply.status === 200 && 'body' in reply ? this.#strikeAfter(kind, reply) : reply;
  }

  /** Faults that leave nothing done. */
  #strikeBefore(kind: RequestKind, url: string, now: Instant): Reply | Refusal | undefined {
    const faults = this.#faults;
    if (faults.strikes('redirect307', kind)) return { status: 307, body: undefined, headers: { Location: url } };
    if (faults.strikes('usageLimit', kind)) return refuse(402, 'The agents usage limit is reached.', 'quota_exceeded');
    for (const [name, status, message, code] of DOORS) {
      const shut = faults.door(name, kind, now);
      if (shut === undefined) continue;
      return { ...refuse(status, message, shut.door.code ?? code), headers: comeBack(shut, now) };
    }
    const error = faults.strikes('error5xxBefore', kind);
    return error === undefined ? undefined : serverError(error.status ?? 500);
  }

  /** Faults that hide what was done. */
  #strikeAfter(kind: RequestKind, reply: Reply): Reply | Refusal {
    const faults = this.#faults;
    if (faults.strikes('lostReply', kind)) return { ...reply, lost: true };
    const error = faults.strikes('error5xxAfter', kind);
    if (error !== undefined) return serverError(error.status ?? 500);
    if (faults.strikes('garbage', kind)) return { status: 200, body: '<html><body>It works!</body></html>' };
    if (kind === 'place' && faults.strikes('wrongCount', kind)) {
      const { calls } = reply.body as { calls: readonly unknown[] };
      return { ...reply, body: { calls: calls.slice(0, -1) } };
    }
    return reply;
  }

  #closed(answer: Reply | Refusal, path: string): Reply {
    return 'message' in answer ? refusalReply(answer, this.#ids, path.startsWith('/v1/')) : answer;
  }

  /** Both forms of the key are accepted; which one wins is published nowhere, here it is the bearer. */
  #knows(headers: IncomingHttpHeaders): boolean {
    const bearer = /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
    const key = bearer ?? headers['x-api-key'];
    if (typeof key !== 'string' || key === '') return false;
    return this.#options.apiKey === undefined || key === this.#options.apiKey;
  }
}

function comeBack({ door, seconds }: NonNullable<ReturnType<FaultBox['door']>>, now: Instant): Record<string, string> {
  if (seconds === null) return {};
  const date = door.retryAs === 'date';
  return { 'Retry-After': date ? formatHttpDate(now + seconds * SECOND) : String(seconds) };
}

function isGone(id: string, faults: FaultBox, calls: Calls): boolean {
  const { gone } = faults.get();
  return gone !== undefined && (gone.agent ?? id) === id && calls.placedWith(id) >= gone.after;
}

function versionOf(headers: IncomingHttpHeaders): Version | Refusal {
  const version = headers['cartesia-version'];
  if (version === undefined) return refuse(400, 'The Cartesia-Version header is missing.');
  if (version === MANAGED_VERSION || version === LINE_VERSION) return version;
  return refuse(400, `Cartesia-Version must be ${LINE_VERSION} or ${MANAGED_VERSION} here.`);
}

function notAllowed(method: string, route: Route): Refusal {
  return {
    ...refuse(405, `${method} is not allowed here.`),
    headers: { Allow: Object.keys(route.methods).join(', ') },
  };
}

function findRoute(path: string): { readonly route: Route; readonly id: string } | undefined {
  for (const route of ROUTES) {
    const match = route.path.exec(path);
    if (match === null) continue;
    try {
      return { route, id: decodeURIComponent(match[1] ?? '') };
    } catch {
      return undefined;
    }
  }
  return undefined;
}

type Body = { readonly is: 'read'; readonly value: unknown } | { readonly is: 'refused'; readonly why: Refusal };

function bodyOf({ method, headers, text }: Raw): Body {
  if (text === undefined) return { is: 'refused', why: refuse(413, 'The body is too large.') };
  if (text === '' && method !== 'PATCH') return { is: 'read', value: undefined };
  if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
    return { is: 'refused', why: refuse(400, 'Content-Type must be application/json.') };
  }
  try {
    return { is: 'read', value: JSON.parse(text) as unknown };
  } catch {
    return { is: 'refused', why: refuse(400, 'The body is not JSON.') };
  }
}

/** A 500 comes from the API and has its body; a 502 or 503 comes from a gateway before it, and is HTML. */
function serverError(status: number): Reply | Refusal {
  if (status === 500) return refuse(500, 'Outbound calling is temporarily unavailable.');
  return { status, body: `<html><body><h1>${status}</h1></body></html>` };
}
