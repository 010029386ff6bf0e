/** `outdial why`: what happened to somebody, and what comes next. */
import type { Command } from 'commander';
import type { Campaign } from '../model/campaign.ts';
import { userError } from '../model/errors.ts';
import { formatInstant } from '../model/time.ts';
import { tell, type Story } from '../report/why.ts';
import { operatorZone } from '../report/when.ts';
import { standing } from '../report/words.ts';
import type { LoggedLine, Store } from '../store/port.ts';
import { configOf, EXIT, sayNext, type Context } from './context.ts';
import { findRows, type FoundRow } from './find-rows.ts';
import { findCampaign, readLedger } from './ledger.ts';
import type { Done } from './program.ts';

/** More stories than this are a list. */
const TOLD = 3;
const LISTED = 20;
const LOG_PAGE = 500;

type Options = { campaign?: string; json?: true };

export function addWhy(program: Command, context: Context, done: Done): void {
  program
    .command('why <query>')
    .description('the story of a contact: what happened, what comes next, and when')
    .option('--campaign <name>', 'look in this campaign only')
    .option('--json', 'for machines')
    .addHelpText(
      'after',
      '\nThe query is a number in any form, a contact, attempt or call id, row:17, or a word of the row.\n' +
        '\nExamples:\n  $ outdial why "+1 415 555 0101"\n  $ outdial why row:17 --campaign reminders\n  $ outdial why lovelace',
    )
    .action(async (query: string, options: Options, command: Command) => {
      await readLedger(context, configOf(context, command), (store) => tellAll(store, query, options, context));
      done(EXIT.ok);
    });
}

async function tellAll(store: Store, query: string, options: Options, context: Context): Promise<void> {
  const { terminal } = context;
  const only = options.campaign === undefined ? null : await findCampaign(store, options.campaign);
  const found = await findRows(store, query, only);
  if (found.length === 0) {
    const where = only === null ? 'this ledger' : only.name;
    throw userError('not_found', `Nobody in ${where} is found by "${query}".`, 'Try the number, or row:17.');
  }
  if (options.json === true) {
    for (const row of found) await terminal.out(JSON.stringify(forMachines(await storyOf(store, row, context))));
    return;
  }
  if (found.length > TOLD) {
    for (const row of found.slice(0, LISTED)) await terminal.out(oneLine(await storyOf(store, row, context)));
    if (found.length > LISTED) terminal.say(`and ${found.length - LISTED} more`);
    const { list, row } = found[0] ?? { list: '', row: 0 };
    terminal.say(`${found.length} rows fit "${query}". Name one, for example row ${row} of ${list}:`);
    sayNext(context, `outdial why row:${row} --campaign ${found[0]?.campaign ?? ''}`);
    return;
  }
  for (const row of found) for (const line of tell(await storyOf(store, row, context))) await terminal.out(line);
  sayNext(context, `outdial status ${found[0]?.campaign ?? ''}`);
}

async function storyOf(store: Store, record: FoundRow, context: Context): Promise<Story> {
  const campaign = await store.campaign(record.campaign);
  if (campaign === undefined) throw new Error(`row ${record.row} names a campaign that is not there`);
  const contact = record.outcome.is === 'accepted' ? record.outcome.contact : null;
  return {
    campaign,
    record,
    body: (await store.personal([record.owner], 'row')).get(record.owner),
    attempts: contact === null ? [] : await store.attemptsOf(contact.id),
    log: contact === null ? [] : await wholeLog(store, contact.id),
    now: context.clock.now(),
    zone: operatorZone(),
  };
}

async function wholeLog(store: Store, contact: LoggedLine['contact']): Promise<readonly LoggedLine[]> {
  if (contact === null) return [];
  const all: LoggedLine[] = [];
  for (;;) {
    const page = await store.log({ contact }, all.at(-1)?.seq ?? 0, LOG_PAGE);
    all.push(...page);
    if (page.length < LOG_PAGE) return all;
  }
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
    contact: outcome.is === 'accepted' ? outcome.contact : null,
    attempts: attempts.map((attempt) => ({ ...attempt, sendAt: formatInstant(attempt.sendAt) })),
    log: log.map(({ at, event, cause, attempt }) => ({ at: formatInstant(at), event, cause, attempt })),
    story: tell(story),
  };
}

function campaignState({ state }: Campaign): { campaign_state: string } {
  return { campaign_state: state.is };
}
