/** Tells the story of one row: what happened, what it means, what comes next and when. Pure. */
import type { Story } from './story.ts';
import { transcriptLines } from './transcript-lines.ts';
import { sentence } from './why-lines.ts';
import { nextFor } from './why-next.ts';
import { reasonWords, standing } from './words.ts';
import { formatStamp } from './when.ts';

export function storyLines(story: Story): readonly string[] {
  const { record } = story;
  const head = `${whom(story.body)}: row ${record.row} of ${record.list}, campaign ${story.campaign.name}`;
  return [head, ...(record.outcome.is === 'accepted' ? ofContact(story) : ofRow(story))];
}

/** Somebody whom no list has named. `suppression`: the do-not-call list that has. */
export function nobodyLines(number: string, where: string, suppression: string | null): readonly string[] {
  const left = suppression === null ? [] : [`  ${reasonWords('suppressed')} (${suppression})`];
  const next =
    suppression === null
      ? 'nothing: a number that nobody is known by is never called'
      : 'nothing: were it loaded, it would be left out';
  return [`${number}: nobody in ${where} is known by this number`, ...left, `  next: ${next}`];
}

function ofContact(story: Story): readonly string[] {
  const { record, campaign, notes } = story;
  if (record.outcome.is !== 'accepted') return [];
  const { contact } = record.outcome;
  const attempts = new Map(story.attempts.map((attempt) => [attempt.id as string, attempt]));
  const around = { campaign, attempts, notes };
  const lines = story.log.map((line) => `  ${formatStamp(line.at, story.zone)}  ${sentence(line, around)}`);
  if (contact.seq === 0) lines.unshift('  never dialed so far');
  if (contact.rangTwice) lines.push('  note: rang twice: two calls of this contact were open at once; both are above');
  const said = story.transcripts === undefined ? [] : transcriptLines(story.transcripts, story.zone);
  return [...lines, ...said, `  now:  ${standing(contact)}`, `  next: ${nextFor(contact, story)}`];
}

function ofRow({ record, body }: Story): readonly string[] {
  const { outcome } = record;
  if (outcome.is === 'accepted') return [];
  const message = typeof body?.['message'] === 'string' ? body['message'] : reasonWords(outcome.code);
  if (outcome.is === 'rejected') {
    return [`  rejected when loaded (${outcome.code}): ${message}`, '  next: mend the row and run the campaign again'];
  }
  const next = outcome.code === 'suppressed' ? 'nothing while the number is on that list' : 'nothing';
  return [`  left out when loaded (${outcome.code}): ${message}`, `  next: ${next}`];
}

function whom(body: Story['body']): string {
  if (body === undefined) return 'somebody who was forgotten';
  const number = body['to_number'];
  return typeof number === 'string' && number !== '' ? number : 'no number';
}
