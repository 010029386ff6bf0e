/** Does the provider give the id of an attempt back with its call? Proved once by a test call, and remembered in the log. */
// By that id a call is known whose reply was lost. Where it does not come back (an account without data retention), such a
// call is told by number and time alone, and a person has to look more often: better known before a thousand are dialed.
import type { AccountKey, CallId, CampaignId } from '../../model/ids.ts';
import type { Attempt } from '../../model/attempt.ts';
import type { Campaign } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import type { LoggedLine, Store } from '../../store/port.ts';
import { isTestCall } from './call-source.ts';

export type EchoProof = {
  readonly echoed: boolean;
  readonly at: Instant;
  readonly call: CallId;
  readonly agentKind: Campaign['plan']['agentKind'];
};

export async function rememberEcho(store: Store, attempt: Attempt, proof: EchoProof): Promise<void> {
  const { at, call, agentKind, echoed } = proof;
  const about = { campaign: attempt.campaign, contact: attempt.contact, attempt: attempt.id, from: null, to: null };
  const evidence = { call, agent_kind: agentKind, echoed };
  await store.append([{ at, actor: 'provider', ...about, cause: null, event: 'ids_echoed', evidence }]);
}

/** The newest that a test call of this account has proved; null where none has. */
export async function echoProof(store: Store, account: AccountKey): Promise<EchoProof | null> {
  const tests = (await store.campaigns()).filter((campaign) => campaign.account === account && isTestCall(campaign));
  for (const { id } of [...tests].sort((a, b) => b.createdAt - a.createdAt)) {
    const proof = (await logOf(store, id)).flatMap(readProof).at(-1);
    if (proof !== undefined) return proof;
  }
  return null;
}

/** A test call has one contact and one try: a page holds all of its log. */
const PAGE = 200;

function logOf(store: Store, campaign: CampaignId): Promise<readonly LoggedLine[]> {
  return store.log({ campaign }, 0, PAGE);
}

function readProof({ event, evidence, at }: LoggedLine): EchoProof[] {
  if (event !== 'ids_echoed') return [];
  const { call, echoed, agent_kind: kind } = evidence ?? {};
  if (typeof call !== 'string' || typeof echoed !== 'boolean' || (kind !== 'managed' && kind !== 'line')) return [];
  return [{ echoed, at, call: call as CallId, agentKind: kind }];
}
