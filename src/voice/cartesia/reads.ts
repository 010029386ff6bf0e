/** Everything that is asked rather than dialed; who answers a number is set here, and what a call said is erased. */
import { ATTEMPT_VARIABLE } from '../../model/campaign.ts';
import type { AgentId, CallId } from '../../model/ids.ts';
import type { Clock } from '../../clock.ts';
import { formatInstant, parseHttpDate } from '../../model/time.ts';
import type { AgentInfo, CallReport, PhoneNumber, PhoneNumberFilter, Read, Voice } from '../port.ts';
import type { Api } from './api.ts';
import type { Outgoing } from './exchange.ts';
import { garbled, refused, refusedInside, unanswered, unreachable } from './failure.ts';
import { asObject, asText, parseJson } from './fields.ts';
import { PAGE_SIZE, readAll, readPage } from './lists.ts';
import { nothingThere, pathOf } from './paths.ts';
import { readConversation } from './conversation.ts';
import { attemptInCall, readAgent, readCall, readLineAgents, readListedAgent, readPhoneNumber } from './shapes.ts';
import type { Wire } from './wire.ts';

const NUMBERS = '/agents/phone-numbers/';

export type Reads = Omit<Voice, 'place' | 'close'>;

export function openReads(api: Api, wire: Wire, clock: Clock): Reads {
  const { versions } = api;
  const host = api.host.name;
  let expected: readonly string[] = [ATTEMPT_VARIABLE];
  const asCall = (value: unknown): CallReport | undefined => readCall(value, expected);

  async function ask<T>(out: Outgoing, what: string, read: (body: unknown) => T | undefined): Promise<Read<T>> {
    const result = await wire.send(out, () => true);
    if (result.is !== 'answer') return unanswered(host, what, result);
    if (result.status < 200 || result.status >= 300) return refused(host, what, result);
    const body = parseJson(result.text);
    if (body === undefined) return garbled(host, what, result.status, 'something that is not JSON');
    const value = read(body);
    return value === undefined
      ? garbled(host, what, result.status, 'JSON that is not of the shape the API documents')
      : { is: 'ok', value };
  }

  async function agent(id: AgentId): Promise<Read<AgentInfo>> {
    let found = await look('managed', '/v1/agents/');
    if (found.is === 'failed' && found.why === 'not_found') found = await look('line', '/agents/');
    if (found.is === 'ok') versions.note(id, found.value.kind);
    return found;

    async function look(kind: AgentInfo['kind'], place: '/v1/agents/' | '/agents/'): Promise<Read<AgentInfo>> {
      return one('GET', pathOf(place, id), `agent ${id}`, versions.ofLookUp(kind), (body) => readAgent(body, id, kind));
    }
  }

  /** Of a thing that is known by its id. */
  async function one<T>(
    method: Outgoing['method'],
    path: string | undefined,
    what: string,
    version: string,
    read: (body: unknown) => T | undefined,
    body?: unknown,
  ): Promise<Read<T>> {
    return path === undefined ? nothingThere(host, what) : ask(api.outgoing(method, path, version, body), what, read);
  }

  /** Something done to a call, once. Believed where the reply says so: a proxy answers 200 too, and so may a refusal. */
  async function tell(method: Outgoing['method'], id: CallId, path: string | undefined): Promise<Read<null>> {
    if (path === undefined) return nothingThere(host, `call ${id}`);
    const what = `call ${id}`;
    const result = await wire.send(api.outgoing(method, path, versions.ofAny()), () => true);
    if (result.is !== 'answer') return unanswered(host, what, result);
    if (result.status < 200 || result.status >= 300) return refused(host, what, result);
    const saysNo = refusedInside(result.text);
    return saysNo === null ? { is: 'ok', value: null } : garbled(host, what, result.status, saysNo);
  }

  /** Managed ones first: the older list may name them again, and knows of no difference. */
  async function agents(): Promise<Read<readonly AgentInfo[]>> {
    const managed = await listed('the agents', (what) =>
      readAll(host, what, clock, (after) => {
        const path = `/v1/agents?${query({ limit: PAGE_SIZE, starting_after: after })}`;
        return ask(api.outgoing('GET', path, versions.ofLookUp('managed')), what, (body) =>
          readPage(body, (entry) => readListedAgent(entry, 'managed'), after),
        );
      }),
    );
    if (managed.is === 'failed') return managed;
    const line = await listed('the Line agents', (what) =>
      ask(api.outgoing('GET', '/agents', versions.ofLookUp('line')), what, readLineAgents),
    );
    if (line.is === 'failed') return line;
    const known = new Set(managed.value.map(({ id }) => id));
    return { is: 'ok', value: [...managed.value, ...line.value.filter(({ id }) => !known.has(id))] };
  }

  /** A list that the provider does not have is empty; half of what there is would be taken for all of it. */
  async function listed<T>(
    what: string,
    read: (what: string) => Promise<Read<readonly T[]>>,
  ): Promise<Read<readonly T[]>> {
    const found = await read(what);
    const none = found.is === 'failed' && (found.why === 'not_found' || found.why === 'invalid');
    return none ? { is: 'ok', value: [] } : found;
  }

  async function phoneNumbers(filter: PhoneNumberFilter): Promise<Read<readonly PhoneNumber[]>> {
    const wanted = {
      agent_id: filter.agent,
      // A type the API would not know is looked for among those it gives.
      type: filter.type === 'unknown' ? undefined : filter.type,
      q: filter.q,
    };
    const all = await readAll(host, 'the phone numbers', clock, (after) => {
      const path = `/agents/phone-numbers?${query({ ...wanted, limit: PAGE_SIZE, starting_after: after })}`;
      return ask(api.outgoing('GET', path, versions.ofAny()), 'the phone numbers', (body) =>
        readPage(body, readPhoneNumber, after),
      );
    });
    if (all.is === 'failed') return all;
    return { is: 'ok', value: all.value.filter(({ provider }) => (filter.type ?? provider) === provider) };
  }

  return {
    agent,
    agents,
    phoneNumbers,
    expect: (names) => {
      expected = names.length === 0 ? [ATTEMPT_VARIABLE] : [...new Set(names)];
    },
    call: (id: CallId) => one('GET', pathOf('/agents/calls/', id), `call ${id}`, versions.ofAny(), asCall),
    conversation: (id) => one('GET', pathOf('/agents/calls/', id), `call ${id}`, versions.ofAny(), readConversation),
    recording: (id) => {
      const path = pathOf('/agents/calls/', id);
      return path === undefined ? null : `${api.host.origin}${api.host.prefix}${path}/audio`;
    },
    erase: (id) => tell('DELETE', id, pathOf('/agents/calls/', id)),
    hangUp: (id) => {
      const path = pathOf('/agents/calls/', id);
      return tell('POST', id, path === undefined ? undefined : `${path}/cancel`);
    },
    calls: async (id, after, since) => {
      const path = `/agents/calls?${query({
        agent_id: id,
        limit: PAGE_SIZE,
        start_time_gte: since === undefined ? null : formatInstant(since),
        starting_after: after,
      })}`;
      const page = await ask(api.outgoing('GET', path, versions.ofAgent(id)), `the calls of agent ${id}`, (body) =>
        readPage(body, asCall, after),
      );
      if (page.is === 'failed') return page;
      const unread = page.value.unread.map((raw) => ({ attempt: attemptInCall(raw, expected), raw }));
      const { items, next } = page.value;
      return { is: 'ok', value: { calls: items, next, ...(unread.length === 0 ? {} : { unread }) } };
    },
    phoneNumber: (id) =>
      one('GET', pathOf(NUMBERS, id), `phone number ${id}`, versions.ofAny(), (body) => {
        // Of another one people would be called whom it may not call.
        const found = readPhoneNumber(body);
        return found?.id === id ? found : undefined;
      }),
    assign: (id, to) => {
      const what = to === null ? `phone number ${id}` : `phone number ${id} or agent ${to}`;
      return one('PATCH', pathOf(NUMBERS, id), what, versions.ofAny(), readPhoneNumber, { agent_id: to });
    },
    probe: async () => {
      const result = await wire.send(api.anonymous('/'), () => true);
      if (result.is !== 'answer') return unreachable(host, result);
      // A stand-in or proxy may have nothing at its root: any answer of its own proves that it is reached.
      const ok = result.status >= 200 && result.status < 300;
      if (!ok && (result.status < 400 || result.status >= 500)) return refused(host, 'its root', result);
      const version = ok ? asText(asObject(parseJson(result.text))?.['version']) : null;
      return { is: 'ok', value: { version, date: parseHttpDate(result.headers['date'] ?? '') ?? null } };
    },
  };
}

function query(fields: Readonly<Record<string, string | null | undefined>>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) if (value != null) params.append(name, value);
  return params.toString();
}
