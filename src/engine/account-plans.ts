/** What the plans of an account's campaigns say together: whose agent one is, and how fast a line may go. */
import type { Campaign, Line } from '../model/campaign.ts';
import type { AgentId, CampaignId, LineId } from '../model/ids.ts';

type Known = ReadonlyMap<CampaignId, Campaign>;

/** A message may name anybody's agent; calls of one that no campaign here has are no business of this account's slots. */
export function isAgentOfOurs(campaigns: Known, agent: AgentId): boolean {
  return [...campaigns.values()].some(({ plan }) => plan.agent === agent || plan.formerAgents.includes(agent));
}

/** Two campaigns may say different speeds for one line: the line is what it is, the slower one is right. */
export function slowestLine(campaigns: Known, id: LineId): Line | undefined {
  const lines = [...campaigns.values()].flatMap(({ plan }) => plan.lines).filter((line) => line.id === id);
  return lines.sort((a, b) => a.callsPerSecond - b.callsPerSecond)[0];
}
