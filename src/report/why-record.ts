/** The story of one row for machines: everything that `why` tells, and the sentences too. Pure. */
import { formatInstant } from '../model/time.ts';
import { attemptJson, contactJson, nextJson } from './why-json.ts';
import type { Story } from './story.ts';
import { transcriptJson } from './transcript-lines.ts';
import { storyLines } from './why.ts';
import { answerFor } from './why-next.ts';

export function storyRecord(story: Story): Record<string, unknown> {
  const { campaign, record, body, attempts, log } = story;
  const { outcome } = record;
  return {
    campaign: campaign.name,
    campaign_state: campaign.state.is,
    list: record.list,
    row: record.row,
    to_number: body?.['to_number'] ?? null,
    status: outcome.is === 'accepted' ? outcome.contact.state.is : outcome.is,
    code: outcome.is === 'accepted' ? null : outcome.code,
    contact: outcome.is === 'accepted' ? contactJson(outcome.contact) : null,
    attempts: attempts.map(attemptJson),
    rang_twice: outcome.is === 'accepted' && outcome.contact.rangTwice,
    suppressed: story.suppression,
    ...(story.transcripts === undefined ? {} : { transcripts: story.transcripts.map(transcriptJson) }),
    next: outcome.is === 'accepted' ? nextJson(answerFor(outcome.contact, story)) : null,
    log: log.map(({ hash: _, ...line }) => ({ ...line, at: formatInstant(line.at) })),
    story: storyLines(story),
  };
}
