/** Which other campaigns a lower pace slows as well: a line is as fast as the slowest that any running campaign says of it. */
import type { Campaign, Line } from '../../model/campaign.ts';
import type { Store } from '../../store/port.ts';

/** Their names. `lines`: of the campaign, as they are to be. */
export async function slowedToo(
  store: Store,
  { id, account, plan }: Pick<Campaign, 'id' | 'account' | 'plan'>,
  lines: readonly Line[],
): Promise<readonly string[]> {
  const lower = lines.filter((line) => {
    const before = plan.lines.find((known) => known.id === line.id);
    return before !== undefined && line.callsPerSecond < before.callsPerSecond;
  });
  if (lower.length === 0) return [];
  const faster = ({ plan: its }: Campaign): boolean =>
    its.lines.some((own) => lower.some((line) => line.id === own.id && line.callsPerSecond < own.callsPerSecond));
  const others = (await store.campaigns()).filter(
    (other) => other.id !== id && other.account === account && other.state.is === 'running',
  );
  return others.filter(faster).map(({ name }) => name);
}
