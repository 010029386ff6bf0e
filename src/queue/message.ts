/** Reads messages that came through a server: what another version of outdial or anybody else put there is null here. */
import { canBeId, type AgentId, type AttemptId, type CampaignId, type ContactId, type LineId } from '../model/ids.ts';
import { withoutNumbers } from '../model/without-numbers.ts';
import { HOUR, type Duration } from '../model/time.ts';
import type { Job, RequestSignal, Report } from './port.ts';

type Fields = Readonly<Record<string, unknown>>;

/** An honest `words` or `failure` is cut by whoever tells it. */
const LONGEST_WORDS = 1_000;
/** More than any request or look-up of ours holds; what a forged message names must stay small. */
const MOST_IDS = 10_000;
const MOST_IN_A_REQUEST = 1_000;
const MOST_CALLS = 1_000_000;
const LONGEST_REPLY: Duration = HOUR;

/** Fields that this version does not know are left out, so that a newer version's message can be read. */
export function toJob(value: unknown): Job | null {
  const from = fields(value);
  if (from === null || !isWhole(from['epoch'])) return null;
  const epoch = from['epoch'];
  switch (from['is']) {
    case 'dial': {
      const { batch, campaign, line, contacts, sendAt, sendBy, slots } = from;
      if (!isId(batch) || !isId(campaign) || !isId(line) || !isIds(contacts)) return null;
      if (contacts.length > MOST_IN_A_REQUEST) return null;
      if (!isInstant(sendAt) || !isInstant(sendBy) || !isWhole(slots)) return null;
      return {
        is: 'dial',
        epoch,
        batch,
        campaign: campaign as CampaignId,
        line: line as LineId,
        contacts: contacts as ContactId[],
        sendAt,
        sendBy,
        slots,
      };
    }
    case 'walk':
      return isId(from['agent']) ? { is: 'walk', epoch, agent: from['agent'] as AgentId } : null;
    case 'look_up': {
      const { agent, attempts } = from;
      if (!isId(agent) || !isIds(attempts)) return null;
      return { is: 'look_up', epoch, agent: agent as AgentId, attempts: attempts as AttemptId[] };
    }
    default:
      return null;
  }
}

export function toReport(value: unknown): Report | null {
  const from = fields(value);
  if (from === null || !isWhole(from['epoch'])) return null;
  const epoch = from['epoch'];
  const { line, batch, at } = from;
  switch (from['is']) {
    case 'started': {
      const { due, count } = from;
      if (!isId(line) || !isId(batch) || !isInstant(at) || !isInstant(due)) return null;
      if (!isCount(count, MOST_IN_A_REQUEST)) return null;
      return { is: 'started', epoch, batch, line: line as LineId, due, at, count };
    }
    case 'idle':
      return isId(line) && isId(batch) ? { is: 'idle', epoch, batch, line: line as LineId } : null;
    case 'replied': {
      const { took } = from;
      if (!isId(line) || !isInstant(at) || !isCount(took, LONGEST_REPLY)) return null;
      return { is: 'replied', epoch, line: line as LineId, at, took };
    }
    case 'met': {
      const met = toMet(from['met']);
      return isId(line) && met !== null ? { is: 'met', epoch, line: line as LineId, met } : null;
    }
    case 'walked': {
      const { agent, foreign, failure } = from;
      if (!isId(agent) || !isCount(foreign, MOST_CALLS) || !(failure === null || isWords(failure))) return null;
      return {
        is: 'walked',
        epoch,
        agent: agent as AgentId,
        foreign,
        failure: failure === null ? null : withoutNumbers(failure),
      };
    }
    default:
      return null;
  }
}

function toMet(value: unknown): RequestSignal | null {
  const from = fields(value);
  switch (from?.['is']) {
    case 'answered': {
      const { campaign, placed } = from;
      // As a worker of the version before says it: of which campaign, nobody knows.
      if (campaign === undefined) return { is: 'answered', campaign: '' as CampaignId, placed: 0 };
      if (!isId(campaign) || !isCount(placed, MOST_IN_A_REQUEST)) return null;
      return { is: 'answered', campaign: campaign as CampaignId, placed };
    }
    case 'unreachable':
      return isWords(from['cause']) ? { is: 'unreachable', cause: withoutNumbers(from['cause']) } : null;
    case 'closed':
      return isInstant(from['until']) ? { is: 'closed', until: from['until'] } : null;
    case 'conflict':
      if (!isId(from['campaign']) || !isIds(from['attempts'])) return null;
      return {
        is: 'conflict',
        campaign: from['campaign'] as CampaignId,
        attempts: from['attempts'].slice(0, MOST_IN_A_REQUEST) as AttemptId[],
      };
    case 'refused_together':
      return { is: 'refused_together' };
    case 'throttled': {
      const about = from['about'];
      return about === 'concurrency' || about === 'rate' ? { is: 'throttled', about } : null;
    }
    case 'refused': {
      const { campaign, group, words, attempts } = from;
      if (from['alone'] === false) return { is: 'refused_together' };
      if (!isId(campaign) || !isWords(group) || !isWords(words)) return null;
      if (!isIds(attempts) || attempts.length > MOST_IN_A_REQUEST) return null;
      return {
        is: 'refused',
        campaign: campaign as CampaignId,
        group,
        words: withoutNumbers(words),
        attempts: attempts as AttemptId[],
      };
    }
    default:
      return null;
  }
}

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : null;
}

function isId(value: unknown): value is string {
  return canBeId(value);
}

function isWords(value: unknown): value is string {
  return typeof value === 'string' && value.length <= LONGEST_WORDS;
}

function isIds(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_IDS && value.every(isId);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function isCount(value: unknown, most: number): value is number {
  return isWhole(value) && value <= most;
}

/** Durations too: whole milliseconds, as ledgers keep them. */
function isInstant(value: unknown): value is number {
  return Number.isSafeInteger(value);
}
