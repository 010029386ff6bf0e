/** Shows what happened to somebody: the whole story of a few rows, a line each of many. */
import { howMany } from '../../app/person/find-rows.ts';
import { MOST_TALKS, type Histories } from '../../app/person/history.ts';
import { storyRecord } from '../../report/why-record.ts';
import type { Story } from '../../report/story.ts';
import { nobodyLines, storyLines } from '../../report/why.ts';
import { standing } from '../../report/words.ts';
import { sayNext, type Context } from './context.ts';

/** More stories than this are a list. */
const TOLD = MOST_TALKS;
const LISTED = 20;

export async function showStories(
  stories: readonly Story[],
  query: string,
  json: boolean,
  context: Context,
): Promise<void> {
  const { terminal } = context;
  if (json) {
    for (const story of stories) await terminal.out(JSON.stringify(storyRecord(story)));
    return;
  }
  const [first] = stories;
  const campaign = first?.campaign.id ?? '';
  if (stories.length > TOLD) {
    for (const story of stories.slice(0, LISTED)) await terminal.out(oneLine(story));
    if (stories.length > LISTED) terminal.say(`and more: ${howMany(stories.length)} in all`);
    const { list, row } = first?.record ?? { list: '', row: 0 };
    terminal.say(`${howMany(stories.length)} rows fit "${query}". Name one, for example row ${row} of ${list}:`);
    sayNext(context, `outdial why row:${row} --campaign ${campaign}`);
    return;
  }
  for (const story of stories) for (const line of storyLines(story)) await terminal.tell(line);
  sayNext(context, `outdial status ${campaign}`);
}

export async function showNeverLoaded(
  { number, suppression, only }: Extract<Histories, { is: 'never_loaded' }>,
  json: boolean,
  { terminal }: Context,
): Promise<void> {
  const story = nobodyLines(number, only === null ? 'any list' : `any list of ${only.name}`, suppression);
  if (json) {
    await terminal.out(JSON.stringify({ to_number: number, status: 'never_loaded', suppressed: suppression, story }));
    return;
  }
  for (const line of story) await terminal.tell(line);
}

function oneLine({ record, campaign, body }: Story): string {
  const number = typeof body?.['to_number'] === 'string' ? body['to_number'] : '';
  const { outcome } = record;
  const is = outcome.is === 'accepted' ? standing(outcome.contact) : `${outcome.is}: ${outcome.code}`;
  return `${campaign.id}  row ${record.row}  ${number}  ${is}`;
}
