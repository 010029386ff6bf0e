/** The log as lines for machines: ids, codes and digests in the order they were sealed, each with its hash. */
import type { CampaignId } from '../model/ids.ts';
import { formatInstant } from '../model/time.ts';
import type { LoggedLine, Store } from '../store/port.ts';

const PAGE = 2_000;

/** Of a campaign, or of the whole ledger; a page at a time. */
export async function* logLines(store: Store, campaign: CampaignId | null): AsyncGenerator<string> {
  const filter = campaign === null ? {} : { campaign };
  let after = 0;
  for (;;) {
    const page = await store.log(filter, after, PAGE);
    for (const line of page) yield JSON.stringify(forMachines(line));
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.seq;
  }
}

/** The same keys in the same order every time. */
function forMachines(line: LoggedLine): Record<string, unknown> {
  const { seq, at, actor, campaign, contact, attempt, event, from, to, cause, evidence, hash } = line;
  return { seq, at: formatInstant(at), actor, campaign, contact, attempt, event, from, to, cause, evidence, hash };
}
