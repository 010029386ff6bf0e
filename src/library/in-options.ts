/**
 * Errors in a program's own words. What asks is a command line for most, so that hints name its flags and commands: here they
 * become the options and members that a program has.
 */
import { OutdialError, type Problem } from '../model/errors.ts';

/** In this order; each is replaced wherever it stands. */
const WORDS: readonly (readonly [typed: RegExp, given: string])[] = [
  [/outdial (why|resolve) (row:\d+) --campaign ([\w-]+)/g, "outdial $1('$2', { campaign: '$3' })"],
  [/row:(\d+) --campaign ([\w-]+)/g, "'row:$1' with campaign: '$2'"],
  [/outdial set [\w-]+ ([\w.]+)="([^"]*)"/g, "set({ '$1': '$2' })"],
  [/ or OUTDIAL_DATA_DIR\b/g, ''],
  [/\boutdial why(?: NUMBER)?\b/g, 'people.find'],
  [/\boutdial resolve\('/g, "people.resolve('"],
  [/\boutdial resolve\b/g, 'people.inReview'],
  [/\boutdial callback\b/g, 'people.callback'],
  [/\boutdial forget\b/g, 'people.forget'],
  [/\boutdial suppress rm(?: NUMBER)?\b/g, 'suppressions.remove'],
  [/\boutdial suppress(?: add)?\b/g, 'suppressions.add'],
  [/\boutdial retry NAME --refused\b/g, "retry({ only: ['refused'] })"],
  [/\boutdial status\b/g, 'campaigns()'],
  [/\boutdial check\b/g, 'check()'],
  [/\boutdial (add|doctor|resume|retry|run|set)(?: NAME)?\b/g, '$1()'],
  [/\bRun the same command again\b/g, 'Ask for the same again'],
  [/--at (?=\d)/g, ''],
  [/--(force|accept-rejects|accept-other-ledgers|sync|hang-up)\b/g, '--$1: true'],
  [/--why (?=")/g, '--why: '],
  [/--to-number-column\b/g, '"columns": {"to_number": …}'],
  [/--timezone-column\b/g, '"columns": {"timezone": …}'],
  [/--id-column\b/g, '"columns": {"id": …}'],
  [/--default-country ([A-Z]{2})\b/g, 'default_country: "$1"'],
  [/--(agent-id|from-number-id)\b/g, '--"$1"'],
  [/\bOUTDIAL_DATA_DIR\b/g, 'dataDir'],
  [/\bOUTDIAL_POLL_INTERVAL\b/g, 'pollInterval'],
  [/\bCARTESIA_API_KEY\b/g, 'apiKey'],
  [/\bCARTESIA_BASE_URL\b/g, 'baseUrl'],
  [/\bCARTESIA_VERSION\b/g, 'apiVersion'],
];

/** `--accept-rejects` is the option `acceptRejects`; keys of a campaign keep their own spelling: `"agent_id"`. */
export function inOptions(text: string): string {
  return WORDS.reduce((words, [typed, given]) => words.replace(typed, given), text)
    .replace(/--"([a-z-]+)"/g, (_, name: string) => `"${name.replaceAll('-', '_')}"`)
    .replace(/(?<![\w-])--([a-z]+(?:-[a-z]+)*)\b/g, (_, name: string) =>
      name.replace(/-([a-z])/g, (__, letter: string) => letter.toUpperCase()),
    );
}

/** The same error, in these words; anything that is no error of outdial's is left as it is. */
export function errorInOptions(error: unknown): unknown {
  if (!(error instanceof OutdialError)) return error;
  const problems = error.problems.map((problem): Problem => ({
    ...problem,
    message: inOptions(problem.message),
    ...(problem.hint === undefined ? {} : { hint: inOptions(problem.hint) }),
  }));
  const { message } = new OutdialError(problems);
  if (message === error.message) return error;
  const stack = error.stack?.replace(error.message, () => message);
  return Object.assign(error, { problems, message, ...(stack === undefined ? {} : { stack }) });
}

type Member = (...given: unknown[]) => unknown;

/** Whatever these members throw, reject with, or end an iteration with is told in a program's words. The same object. */
export function speaking<T extends object>(members: T): T {
  for (const [name, member] of Object.entries(members) as [string, Member | object][]) {
    if (typeof member === 'function') Object.assign(members, { [name]: spoken(member as Member) });
  }
  return members;
}

function spoken(member: Member): Member {
  return (...given) => {
    try {
      const answer = member(...given);
      if (answer instanceof Promise) return answer.catch(rethrow);
      return isGenerator(answer) ? each(answer) : answer;
    } catch (error) {
      return rethrow(error);
    }
  };
}

function rethrow(error: unknown): never {
  throw errorInOptions(error);
}

function isGenerator(value: unknown): value is AsyncGenerator {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value && 'return' in value;
}

async function* each(rows: AsyncGenerator): AsyncGenerator {
  try {
    yield* rows;
  } catch (error) {
    rethrow(error);
  }
}
