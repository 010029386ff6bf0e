/** What a campaign needs to know and no list says: taken from flags, from what is proposed, or asked; at most six questions. */
import { lineNamed } from '../../app/campaign/init/account.ts';
import { HOURS_EXAMPLE, hoursText, readHours, type Hours } from '../../app/campaign/init/hours.ts';
import {
  appointmentColumn,
  PURPOSES,
  purposeWords,
  usualHours,
  usualTries,
  type Purpose,
} from '../../app/campaign/init/purposes.ts';
import { layOut, namedColumns, numberColumns, type Layout, type Study } from '../../app/campaign/init/study.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { NamedColumn } from '../../model/load-report.ts';
import { withheldWords } from '../../model/private-words.ts';
import { Counted, NOBODY_THERE, OTHER, type Asked, type Said } from './counted-questions.ts';
import type { InitFlags } from './init-flags.ts';
import { agentFor, countryFor, lineFor, numberColumn } from './init-who.ts';
import type { Option } from './questions.ts';

export const MOST_QUESTIONS = 6;

export type Answers = {
  readonly layout: Layout;
  readonly country: Said<string | null>;
  readonly line: Said<readonly string[] | null>;
  readonly agent: Said<string | null>;
  readonly purpose: Said<Purpose | null>;
  readonly hours: Said<Hours>;
  readonly tell: readonly NamedColumn[];
  readonly tries: Said<number>;
};

const PROPOSED = 'proposed';

export async function answer(asked: Asked): Promise<Answers> {
  const { study, facts, flags, questions } = asked;
  const problems: Problem[] = [];
  const asking = new Counted(questions);
  showList(asked);
  const columns = await numberColumn(asked, asking, problems);
  if (columns === null) throw new UserError(problems);
  const layout = layOut(study, columns);
  const tell = flags.tell === undefined ? null : namedColumns(study, layout, flags.tell === false ? [] : flags.tell);
  const country = await countryFor(asked, layout, asking, problems);
  const line = await lineFor(asked, asking, problems);
  const agent = await agentFor(asked, lineNamed(facts, line.value?.[0] ?? ''), asking, problems);
  if (problems.length > 0) throw new UserError(problems);
  const purpose = await purposeFor(asked, asking);
  // What agent and list need comes first; hours and tries have a proposal for each purpose.
  const left = MOST_QUESTIONS - asking.asked - (flags.tell === undefined && choosable(layout).length > 0 ? 1 : 0);
  const [askHours, askTries] = [left > 0, left > 1 || (left > 0 && flags.hours !== undefined)];
  const hours = await hoursFor(flags, purpose.value, askHours ? asking : NOBODY_THERE);
  const told = tell ?? (await tellFor(study, layout, asking));
  const tries = await triesFor(flags, purpose.value, askTries ? asking : NOBODY_THERE);
  return { layout, country, line, agent, purpose, hours, tell: told, tries };
}

/** Before it is known which column is dialed, each that may be is shown as such. */
function showList({ study, show }: Asked): void {
  const found = numberColumns(study);
  const sure = !('among' in found);
  const { columns } = layOut(study, sure ? found : found.among.map(({ column }) => column));
  show(columns.map((one) => (sure || one.role.is !== 'number' ? one : { ...one, role: { is: 'perhaps' } as const })));
}

async function purposeFor({ study, flags }: Asked, asking: Counted): Promise<Said<Purpose | null>> {
  if (flags.purpose !== undefined) return { value: flags.purpose, because: null };
  const column = appointmentColumn(study.looked.list.columns);
  const proposed = column === null ? null : 'appointment';
  if (!asking.open) {
    return { value: proposed, because: column === null ? 'nothing in the list says it' : `the column "${column}"` };
  }
  const options = PURPOSES.map((purpose): Option => ({ value: purpose, label: purposeWords(purpose) }));
  const none = { value: OTHER, label: 'something else' };
  const chosen = await asking.ask((on) =>
    on.choose('What are the calls for?', [...options, none], proposed ?? undefined),
  );
  return { value: PURPOSES.find((purpose) => purpose === chosen) ?? null, because: null };
}

async function hoursFor({ hours }: InitFlags, purpose: Purpose | null, asking: Counted): Promise<Said<Hours>> {
  if (hours !== undefined) return { value: readHours(hours), because: null };
  const usual = hoursText(usualHours(purpose));
  if (!asking.open) return { value: usualHours(purpose), because: PROPOSED };
  const typed = await asking.ask((on) =>
    on.type('When may they be called, by the clock where they are?', hoursProblem, usual),
  );
  return { value: readHours(typed), because: null };
}

function hoursProblem(text: string): string | undefined {
  try {
    readHours(text);
    return undefined;
  } catch (error) {
    return error instanceof UserError ? error.message : `Such as ${HOURS_EXAMPLE}.`;
  }
}

/** Columns that are neither dialed nor looked up. */
function choosable({ columns }: Layout): Layout['columns'] {
  return columns.filter(({ role }) => role.is === 'told' || role.is === 'withheld');
}

async function tellFor(study: Study, layout: Layout, asking: Counted): Promise<readonly NamedColumn[]> {
  const columns = choosable(layout);
  if (!asking.open || columns.length === 0) return layout.told;
  const options = columns.map(({ column, role }): Option => ({
    value: column,
    label: role.is === 'withheld' ? `${column} (kept back: ${withheldWords(role.why)})` : column,
  }));
  const usual = layout.told.map(({ column }) => column);
  const chosen = await asking.ask((on) => on.several('What may the agent be told of each person?', options, usual));
  return namedColumns(
    study,
    layout,
    columns.map(({ column }) => column).filter((column) => chosen.includes(column)),
  );
}

async function triesFor({ tries }: InitFlags, purpose: Purpose | null, asking: Counted): Promise<Said<number>> {
  if (tries !== undefined) return { value: tries, because: null };
  const usual = usualTries(purpose);
  if (!asking.open) return { value: usual, because: PROPOSED };
  const options = [1, 2, 3, 5].map((n): Option => ({
    value: String(n),
    label: n === 1 ? 'once' : `up to ${n} times: 2 hours after no answer, 15 minutes after busy`,
  }));
  const chosen = await asking.ask((on) => on.choose('How often is each person tried?', options, String(usual)));
  return { value: Number(chosen), because: null };
}
