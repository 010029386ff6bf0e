/** Everything that is asked rather than dialed; who answers a number is set here, and what a call said is erased. */
import type { AgentId, CallId, LineId } from '../../model/ids.ts';
import { parseHttpDate } from '../../model/time.ts';
import type { AgentInfo, PhoneNumber, PhoneNumberFilter, Read, Voice } from '../port.ts';
import type { Api } from './api.ts';
import type { Outgoing } from './exchange.ts';
import { garbled, refused, unreachable } from './failure.ts';
import { asObject, asText, parseJson } from './fields.ts';
import { readAgent, readCall, readPage, readPhoneNumber } from './shapes.ts';
import type { Wire } from './wire.ts';

/** The most the API gives. */
const LIMIT = '100';

export type Reads = Omit<Voice, 'place' | 'close'>;

export function openReads(api: Api, wire: Wire): Reads {
  const { versions } = api;
  const host = api.host.name;

  async function ask<T>(out: Outgoing, what: string, read: (body: unknown) => T | undefined): Promise<Read<T>> {
    const result = await wire.send(out, () => true);
    if (result.is !== 'answer') return unreachable(host, result);
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

    function look(kind: AgentInfo['kind'], path: string): Promise<Read<AgentInfo>> {
      const out = api.outgoing('GET', path + encodeURIComponent(id), versions.ofLookUp(kind));
      return ask(out, `agent ${id}`, (body) => readAgent(body, id, kind));
    }
  }

  async function phoneNumbers(filter: PhoneNumberFilter): Promise<Read<readonly PhoneNumber[]>> {
    const wanted = {
      agent_id: filter.agent,
      // A type the API would not know is looked for among those it gives.
      type: filter.type === 'unknown' ? undefined : filter.type,
      q: filter.q,
    };
    const all = new Map<LineId, PhoneNumber>();
    const cursors = new Set<string>();
    let after: string | null = null;
    for (;;) {
      const path: string = `/agents/phone-numbers?${query({ ...wanted, limit: LIMIT, starting_after: after })}`;
      const page = await ask(api.outgoing('GET', path, versions.ofAny()), 'the phone numbers', (body) =>
        readPage(body, readPhoneNumber),
      );
      if (page.is === 'failed') return page;
      for (const number of page.value.items) all.set(number.id, number);
      after = page.value.next;
      if (after === null) break;
      if (cursors.has(after)) return garbled(host, 'the phone numbers', 200, 'pages that go round in a circle');
      cursors.add(after);
    }
    return { is: 'ok', value: [...all.values()].filter(({ provider }) => (filter.type ?? provider) === provider) };
  }

  return {
    agent,
    phoneNumbers,
    call: (id: CallId) =>
      ask(api.outgoing('GET', `/agents/calls/${encodeURIComponent(id)}`, versions.ofAny()), `call ${id}`, readCall),
    erase: async (id) => {
      const path = `/agents/calls/${encodeURIComponent(id)}`;
      const result = await wire.send(api.outgoing('DELETE', path, versions.ofAny()), () => true);
      if (result.is !== 'answer') return unreachable(host, result);
      // What it replies is the record without what was said: that it succeeded is all there is to know.
      if (result.status < 200 || result.status >= 300) return refused(host, `call ${id}`, result);
      return { is: 'ok', value: null };
    },
    calls: async (id, after) => {
      const path = `/agents/calls?${query({ agent_id: id, limit: LIMIT, starting_after: after })}`;
      const page = await ask(api.outgoing('GET', path, versions.ofAgent(id)), `the calls of agent ${id}`, (body) =>
        readPage(body, readCall),
      );
      if (page.is === 'failed') return page;
      // A cursor that leads to itself is the end of the walk, not a reason to walk for ever.
      const next = page.value.next === after ? null : page.value.next;
      return { is: 'ok', value: { calls: page.value.items, next } };
    },
    phoneNumber: (id) =>
      ask(
        api.outgoing('GET', `/agents/phone-numbers/${encodeURIComponent(id)}`, versions.ofAny()),
        `phone number ${id}`,
        readPhoneNumber,
      ),
    assign: (id, to) =>
      ask(
        api.outgoing('PATCH', `/agents/phone-numbers/${encodeURIComponent(id)}`, versions.ofAny(), { agent_id: to }),
        to === null ? `phone number ${id}` : `phone number ${id} or agent ${to}`,
        readPhoneNumber,
      ),
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
