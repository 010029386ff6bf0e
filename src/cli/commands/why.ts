/** `outdial why`: what happened to somebody, and what comes next. */
import type { Command } from 'commander';
import type { Campaign } from '../../model/campaign.ts';
import { userError } from '../../model/errors.ts';
import { formatInstant } from '../../model/time.ts';
import { attemptJson, contactJson } from '../../report/why-json.ts';
import { storyLines, nobodyLines, type Story } from '../../report/why.ts';
import { standing } from '../../report/words.ts';
import type { Store } from '../../store/port.ts';
import { digestOf, engineOf } from '../../app/open.ts';
import { destinationKeys } from '../../model/one-phone.ts';
import type { Config } from '../../config/environment.ts';
import { configOf, EXIT, sayNext, type Context, type Done } from '../terminal/context.ts';
import { findRows, howMany, numbersOf } from '../../app/person/find-rows.ts';
import { findCampaign, readLedger } from '../../app/ledger.ts';
import { storyOf } from '../../app/person/history.ts';

/** More stories than this are a list. */
const TOLD = 3;
const LISTED = 20;

type Options = { campaign?: string; json?: true };

export function addWhy(command: Command, context: Context, done: Done): void {
  command
    .option('--campaign <name>', 'look in this campaign only')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row.\n' +
        '\nExamples:\n  $ outdial why "+1 415 555 0101"\n  $ outdial why row:17 --campaign reminders\n  $ outdial why lovelace',
    )
    .action(async (query: string, options: Options) => {
      const config = configOf(context, command);
      await readLedger(context, config, (store) => tellAll(store, query, options, config, context));
      done(EXIT.ok);
    });
}

async function tellAll(store: Store, query: string, options: Options, config: Config, context: Context): Promise<void> {
  const { terminal } = context;
  const only = options.campaign === undefined ? null : await findCampaign(store, options.campaign);
  const found = await findRows(store, query, only);
  if (found.length === 0) return notFound(store, query, only, options, context);
  const dialing = (await engineOf(config, store)).is !== 'idle';
  const stories: Story[] = [];
  for (const row of found) stories.push(await storyOf(store, row, dialing, context));
  if (options.json === true) {
    for (const story of stories) await terminal.out(JSON.stringify(forMachines(story)));
    return;
  }
  if (stories.length > TOLD) {
    for (const story of stories.slice(0, LISTED)) await terminal.out(oneLine(story));
    if (stories.length > LISTED) terminal.say(`and more: ${howMany(stories.length)} in all`);
    const { list, row } = found[0] ?? { list: '', row: 0 };
    terminal.say(`${howMany(stories.length)} rows fit "${query}". Name one, for example row ${row} of ${list}:`);
    sayNext(context, `outdial why row:${row} --campaign ${found[0]?.campaign ?? ''}`);
    return;
  }
  for (const story of stories) for (const line of storyLines(story)) await terminal.out(line);
  sayNext(context, `outdial status ${found[0]?.campaign ?? ''}`);
}

/** A number that no list has named has a story too; a word that fits nobody is a typing error. */
async function notFound(
  store: Store,
  query: string,
  only: Campaign | null,
  options: Options,
  { terminal }: Context,
): Promise<void> {
  const [number] = numbersOf(query);
  if (number === undefined) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError('not_found', `Nobody in ${where} is found by "${query}".`, 'Try the number, or row:17.');
  }
  const suppressed = await store.suppressed(destinationKeys(digestOf(await store.info()), number));
  const [suppression = null] = suppressed.values();
  const story = nobodyLines(number, only === null ? 'any list' : `any list of ${only.name}`, suppression);
  if (options.json === true) {
    await terminal.out(JSON.stringify({ to_number: number, status: 'never_loaded', suppressed: suppression, story }));
    return;
  }
  for (const line of story) await terminal.out(line);
}

function oneLine({ record, campaign, body }: Story): string {
  const number = typeof body?.['to_number'] === 'string' ? body['to_number'] : '';
  const { outcome } = record;
  const is = outcome.is === 'accepted' ? standing(outcome.contact) : `${outcome.is}: ${outcome.code}`;
  return `${campaign.id}  row ${record.row}  ${number}  ${is}`;
}

function forMachines(story: Story): Record<string, unknown> {
  const { campaign, record, body, attempts, log } = story;
  const { outcome } = record;
  return {
    campaign: campaign.name,
    ...campaignState(campaign),
    list: record.list,
    row: record.row,
    to_number: body?.['to_number'] ?? null,
    status: outcome.is === 'accepted' ? outcome.contact.state.is : outcome.is,
    code: outcome.is === 'accepted' ? null : outcome.code,
    contact: outcome.is === 'accepted' ? contactJson(outcome.contact) : null,
    attempts: attempts.map(attemptJson),
    rang_twice: outcome.is === 'accepted' && outcome.contact.rangTwice,
    suppressed: story.suppression,
    log: log.map(({ hash: _, ...line }) => ({ ...line, at: formatInstant(line.at) })),
    story: storyLines(story),
  };
}

function campaignState({ state }: Campaign): { campaign_state: string } {
  return { campaign_state: state.is };
}
