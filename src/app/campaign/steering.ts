/** What people have steered while a run goes on, for whoever watches it: told once each, and as the note of its picture. */
import type { Campaign, CampaignState } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import { keepsRun, type OperatorPause } from '../../model/pause-reason.ts';
import { formatInstant, type Instant } from '../../model/time.ts';
import type { Store } from '../../store/port.ts';

type About = { readonly id: CampaignId; readonly name: string };

export type SteeringEvent =
  /** A person paused it, and the run waits. `by`, `since`: null where an older version wrote it. */
  | {
      readonly is: 'campaign_paused';
      readonly campaign: About;
      readonly by: string | null;
      readonly since: Instant | null;
      /** It goes on by itself then; null: once somebody says so. */
      readonly until: Instant | null;
    }
  /** `by`: null where its pause was over. */
  | { readonly is: 'campaign_resumed'; readonly campaign: About; readonly by: string | null }
  /** Its open calls are followed to their end. */
  | { readonly is: 'campaign_canceled'; readonly campaign: About; readonly by: string | null };

export type Watching = {
  /** Reads them, and tells what is new. The note: why nothing is dialed, where people have paused all that is left. */
  look(): Promise<string | null>;
};

/** Of campaigns whose run is shown. What cannot be read is told at the next look. */
export function watchSteering(
  store: Pick<Store, 'campaign'>,
  campaigns: readonly Campaign[],
  tell: (event: SteeringEvent) => void,
): Watching {
  const before = new Map<CampaignId, CampaignState>();
  return {
    look: async () => {
      const now: Campaign[] = [];
      for (const { id } of campaigns) {
        const campaign = await store.campaign(id);
        if (campaign === undefined) continue;
        now.push(campaign);
        const event = eventOf(before.get(id), campaign);
        before.set(id, campaign.state);
        if (event !== null) tell(event);
      }
      return noteOf(now);
    },
  };
}

function eventOf(before: CampaignState | undefined, { id, name, state }: Campaign): SteeringEvent | null {
  const campaign = { id, name };
  if (state.is === 'paused' && keepsRun(state)) {
    const { by = null, at = null, until = null } = state;
    const known = before?.is === 'paused' && keepsRun(before);
    if (known && before.at === state.at && before.until === state.until) return null;
    return { is: 'campaign_paused', campaign, by, since: at, until };
  }
  if (state.is === 'canceled' && before?.is !== 'canceled') {
    return { is: 'campaign_canceled', campaign, by: state.by ?? null };
  }
  if (state.is === 'running' && before?.is === 'paused' && keepsRun(before)) {
    return { is: 'campaign_resumed', campaign, by: state.by ?? null };
  }
  return null;
}

function noteOf(campaigns: readonly Campaign[]): string | null {
  const left = campaigns.filter(({ state }) => state.is === 'running' || (state.is === 'paused' && keepsRun(state)));
  const paused = left.flatMap(({ id, state }) => (state.is === 'paused' && keepsRun(state) ? [{ id, state }] : []));
  const [first] = paused;
  if (first === undefined || paused.length < left.length) return null;
  const how = paused.length === 1 ? first.id : '--all';
  return `${pausedWords(first.state)}; to go on: outdial resume ${how}`;
}

/** `paused by robin until …`: the instant as RFC 3339, for whoever shows it in a zone. */
export function pausedWords({ message, until }: OperatorPause): string {
  return until === undefined ? message : `${message} until ${formatInstant(until)}`;
}
