/** Every route but the placing of calls: what it is called with, and what it replies. */
import { parseInstant, type Instant } from '../../model/time.ts';
import { NUMBER_TYPES, PROVIDERS, type Account, type SandboxAgent, type SandboxNumber } from './account.ts';
import { silence } from './audio.ts';
import type { Call, Calls } from './calls.ts';
import { checkNumberChange, MANAGED_VERSION, type Version } from './contract.ts';
import { phaseAt, statusAt } from './life.ts';
import type { FaultBox } from './faults.ts';
import { checkQuery, inOrder, pageOf, type Query } from './listing.ts';
import { refuse, type Refusal, type Reply } from './replies.ts';
import { callView } from './views.ts';

export type World = {
  readonly account: Account;
  readonly calls: Calls;
  readonly faults: FaultBox;
  /** Whether calls show what they were given: not under zero data retention. */
  readonly echoes: () => boolean;
  /** Undefined for one that was deleted in mid-run, too. */
  readonly agentOf: (id: string) => SandboxAgent | undefined;
};

type Asked = {
  /** The id in the path, or empty. */
  readonly id: string;
  readonly search: URLSearchParams;
  readonly body: unknown;
  readonly version: Version;
  readonly now: Instant;
};

export type Handler = (asked: Asked, world: World) => Reply | Refusal;

const ok = (body: unknown): Reply => ({ status: 200, body });

export const listCalls: Handler = ({ search, version, now }, { calls, echoes, faults, agentOf }) => {
  const checked = checkQuery(search, ['agent_id', 'batch_id', 'expand', 'start_time_gte', 'start_time_lte']);
  if (checked.is === 'bad') return refuse(400, checked.message);
  const query = checked.value;
  const agentId = query.get('agent_id');
  if (query.has('batch_id')) return refuse(404, 'The sandbox has no call batches.');
  if (agentId === undefined) return refuse(400, 'agent_id is required.');
  if (agentOf(agentId) === undefined) return refuse(404, `There is no agent ${agentId}.`);
  if (![undefined, 'transcript'].includes(query.get('expand'))) return refuse(400, 'expand can be transcript only.');

  const { listLag, listOrder } = faults.get();
  const visible = (call: Call): boolean => call.placedAt + (listLag ?? 0) <= now && isWithin(call, query, now);
  // By when they were placed: where a call without a start time sorts is published nowhere.
  const mine = calls.all().filter((call) => call.agent.id === agentId);
  const page = pageOf(inOrder(mine, listOrder), visible, query);
  if (page.is === 'bad') return refuse(400, page.message);
  const { items, hasMore } = page.value;
  const echo = echoes();
  const transcript = query.get('expand') === 'transcript';
  const data = items.map((call) => callView(call, { now, version, echo, transcript }));
  const edge = query.has('ending_before') ? items.at(0) : items.at(-1);
  return ok({ data, has_more: hasMore, next_page: hasMore ? (edge?.id ?? null) : null });
};

/** A call that was never answered has no start time, and falls outside every filter on it. */
function isWithin(call: Call, query: Query, now: Instant): boolean {
  const from = parseInstant(query.get('start_time_gte') ?? '');
  const to = parseInstant(query.get('start_time_lte') ?? '');
  if (from === undefined && to === undefined) return true;
  const start = call.life.answeredAt;
  return start !== null && start <= now && start >= (from ?? start) && start <= (to ?? start);
}

export const getCall: Handler = ({ id, version, now }, { calls, echoes }) => {
  const call = calls.find(id);
  if (call === undefined) return refuse(404, `There is no call ${id}.`);
  return ok(callView(call, { now, version, echo: echoes(), transcript: true }));
};

/** Only what is `started` can be cancelled: a queued or ringing call has no connection yet. */
export const cancelCall: Handler = ({ id, now }, { calls }) => {
  const call = calls.find(id);
  if (call === undefined) return refuse(404, `There is no call ${id}.`);
  if (phaseAt(call.life, now) === 'dialing') return refuse(404, `The call ${id} has no active connection.`);
  if (statusAt(call.life, now) !== 'started') return refuse(400, `The call ${id} is not active.`);
  calls.hangUp(call, now);
  return ok({ cancelled: true });
};

export const deleteCall: Handler = ({ id, version, now }, { calls, echoes }) => {
  const call = calls.find(id);
  if (call === undefined) return refuse(404, `There is no call ${id}.`);
  if (phaseAt(call.life, now) !== 'ended') return refuse(400, `The call ${id} has not ended.`);
  calls.redact(call, now);
  return ok(callView(call, { now, version, echo: echoes(), transcript: true }));
};

/** Of calls that were answered and are over; nothing is kept of one that was erased. */
export const getAudio: Handler = ({ id, now }, { calls }) => {
  const call = calls.find(id);
  const { answeredAt, endedAt } = call?.life ?? {};
  const over = typeof answeredAt === 'number' && typeof endedAt === 'number' && endedAt <= now;
  if (call === undefined || !over || call.redactedAt !== null) return refuse(404, `There is no audio of call ${id}.`);
  return ok(silence(endedAt - answeredAt));
};

/** Nothing can be bought here. */
export const provision: Handler = () => refuse(402, 'All phone numbers of the plan are used.', 'quota_exceeded');

export const listProviders: Handler = ({ search }) => {
  const checked = checkQuery(search, []);
  if (checked.is === 'bad') return refuse(400, checked.message);
  return ok({ data: Object.values(PROVIDERS).filter(({ id }) => id !== undefined), has_more: false });
};

/** Other parts of the API, of which the sandbox has nothing: their names are no ids. */
export const nothingHere: Handler = () => refuse(404, 'The sandbox has nothing of that kind.');

export const listNumbers: Handler = ({ search }, { account }) => {
  const checked = checkQuery(search, ['agent_id', 'provider_id', 'type', 'q']);
  if (checked.is === 'bad') return refuse(400, checked.message);
  const query = checked.value;
  const type = query.get('type');
  if (type !== undefined && !NUMBER_TYPES.some((known) => known === type)) {
    return refuse(400, `type must be one of ${NUMBER_TYPES.join(', ')}.`);
  }
  const page = pageOf(account.numbers(), (number) => fits(number, query, account), query);
  if (page.is === 'bad') return refuse(400, page.message);
  return ok({ data: page.value.items.map((number) => account.view(number)), has_more: page.value.hasMore });
};

function fits(number: SandboxNumber, query: Query, account: Account): boolean {
  const agent = number.agentId == null ? undefined : account.agent(number.agentId);
  const text = [number.number, number.label ?? '', agent?.name ?? ''].join('\n').toLowerCase();
  const asked = (name: string, value: string | undefined): boolean => !query.has(name) || query.get(name) === value;
  return (
    asked('agent_id', agent?.id) &&
    asked('provider_id', PROVIDERS[number.type].id) &&
    asked('type', number.type) &&
    text.includes((query.get('q') ?? '').toLowerCase())
  );
}

export const getNumber: Handler = ({ id }, { account }) => {
  const number = account.number(id);
  if (number === undefined || number.foreign === true) return refuse(404, `There is no phone number ${id}.`);
  return ok(account.view(number));
};

export const changeNumber: Handler = (asked, world) => {
  const { id, body, version, now } = asked;
  const { account, agentOf } = world;
  const number = account.number(id);
  if (number === undefined || number.foreign === true) return refuse(404, `There is no phone number ${id}.`);
  const checked = checkNumberChange(body, version);
  if (checked.is === 'bad') return refuse(400, checked.message);
  const { label, agent_id: agentId, provider } = checked.value;
  if (provider?.type !== undefined && provider.type !== number.type) {
    return refuse(400, 'A number cannot change its provider type.');
  }
  if (typeof agentId === 'string' && agentOf(agentId) === undefined) {
    return refuse(404, `There is no agent ${agentId}.`);
  }
  account.change(id, { ...(label === undefined ? {} : { label }), ...(agentId === undefined ? {} : { agentId }) }, now);
  return getNumber(asked, world);
};

/** Managed agents only, in the one version that knows them. */
export const getManagedAgent: Handler = ({ id, version }, { account, agentOf }) => {
  if (version !== MANAGED_VERSION) return refuse(400, `/v1/agents needs Cartesia-Version ${MANAGED_VERSION}.`);
  const agent = agentOf(id);
  return agent?.kind === 'managed' ? ok(account.agentView(agent)) : refuse(404, `There is no agent ${id}.`);
};

export const getAgent: Handler = ({ id }, { account, agentOf }) => {
  const agent = agentOf(id);
  if (agent === undefined) return refuse(404, `There is no agent ${id}.`);
  return ok(summaryOf(agent, account));
};

/** A page of managed agents, without their configuration. */
export const listManagedAgents: Handler = ({ search, version }, { account, agentOf }) => {
  if (version !== MANAGED_VERSION) return refuse(400, `/v1/agents needs Cartesia-Version ${MANAGED_VERSION}.`);
  const checked = checkQuery(search, ['q']);
  if (checked.is === 'bad') return refuse(400, checked.message);
  const text = (checked.value.get('q') ?? '').toLowerCase();
  const shows = ({ id, kind, name }: SandboxAgent): boolean =>
    kind === 'managed' && agentOf(id) !== undefined && name.toLowerCase().includes(text);
  const page = pageOf(account.agents(), shows, checked.value);
  if (page.is === 'bad') return refuse(400, page.message);
  return ok({ data: page.value.items.map((agent) => summaryOf(agent, account)), has_more: page.value.hasMore });
};

/** The older list: whole, and under a name of its own. */
export const listAgents: Handler = ({ search }, { account, agentOf }) => {
  if (search.size > 0) return refuse(400, 'This list takes no query.');
  const there = account.agents().filter(({ id }) => agentOf(id) !== undefined);
  return ok({ summaries: there.map((agent) => summaryOf(agent, account)) });
};

function summaryOf(agent: SandboxAgent, account: Account): object {
  const { id, name, description, created_at, updated_at } = account.agentView(agent) as Record<string, unknown>;
  return { id, name, description, created_at, updated_at };
}
