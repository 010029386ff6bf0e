/** Who is called, and by whom: the column with the number, the country of its numbers, the line and the agent. */
import { proposedAgent, proposedLine, type AccountFacts, type PhoneNumber } from '../../app/campaign/init/account.ts';
import { countryOf, numberColumns, type Candidate, type Layout } from '../../app/campaign/init/study.ts';
import type { Problem } from '../../model/errors.ts';
import { maskedSamples } from '../../report/columns.ts';
import { shellWord } from '../../report/shell-word.ts';
import { count } from '../../report/when.ts';
import { mayCall, providerWords } from '../../report/words.ts';
import { OTHER, type Asked, type Counted, type Said } from './counted-questions.ts';
import type { Option } from './questions.ts';

export async function numberColumn(
  { study }: Asked,
  asking: Counted,
  problems: Problem[],
): Promise<readonly string[] | null> {
  const found = numberColumns(study);
  if (!('among' in found)) return found;
  const { among } = found;
  const names = among.map(({ column }) => `"${column}"`).join(', ');
  if (!asking.open) {
    const first = `--to-number-column ${shellWord(among[0]?.column ?? '')}`;
    problems.push({
      code: 'unproposed',
      at: 'number',
      message: `The columns ${names} may hold the number to dial, and only you know which.`,
      hint: `Name it: ${first}; or several, each with its flag, in the order to try.`,
    });
    return null;
  }
  const options = among.map((one): Option => ({ value: one.column, label: candidateWords(one) }));
  const all = { value: OTHER, label: `all, in this order: the first that a row has` };
  const chosen = await asking.ask((on) =>
    on.choose('Which column is called?', among.length > 1 ? [...options, all] : options, options[0]?.value),
  );
  return chosen === OTHER ? among.map(({ column }) => column) : [chosen];
}

function candidateWords({ column, filled, samples }: Candidate): string {
  return `${column} (${count(filled, 'row')}): ${maskedSamples(samples, 2)}`;
}

export async function countryFor(
  { study, flags, facts }: Asked,
  { mapping }: Layout,
  asking: Counted,
  problems: Problem[],
): Promise<Said<string | null>> {
  if (flags.defaultCountry !== undefined) return { value: flags.defaultCountry, because: null };
  const lines = facts.is === 'known' ? facts.lines.map(({ number }) => number) : [];
  const { without, with: written, fits, likely } = countryOf(study, mapping, lines);
  if (likely !== null) {
    const fit = fits.find(({ country }) => country === likely.country)?.numbers ?? 0;
    return { value: likely.country, because: `${fit} of ${without} without a + fit, and ${likely.because}` };
  }
  if (without <= written) return { value: null, because: null };
  const message = `${count(without, 'number')} of the first rows ${without === 1 ? 'has' : 'have'} no country code, and nothing says which country they are in.`;
  if (!asking.open) {
    const hint = 'Name it by its two letters, such as --default-country US.';
    problems.push({ code: 'unproposed', at: 'country', message, hint });
    return { value: null, because: null };
  }
  const typed = await asking.ask((on) =>
    on.type(`${message} Which? Two letters such as US or GB; leave it empty if each is in another country.`, (text) =>
      /^(?:[A-Za-z]{2})?$/.test(text.trim()) ? undefined : 'Two letters, such as US, GB or DE.',
    ),
  );
  return { value: typed.trim() === '' ? null : typed.trim().toUpperCase(), because: null };
}

export async function lineFor(
  { facts, flags }: Asked,
  asking: Counted,
  problems: Problem[],
): Promise<Said<readonly string[] | null>> {
  if (flags.fromNumberId !== undefined) return { value: flags.fromNumberId, because: null };
  if (facts.is !== 'known') return { value: null, because: unknownWords(facts) };
  if (facts.lines.length === 0) return { value: null, because: 'the account has no number yet' };
  const proposed = proposedLine(facts);
  const nameOf = (line: PhoneNumber): string =>
    facts.lines.filter(({ number }) => number === line.number).length === 1 ? line.number : line.id;
  const [only, another] = facts.lines;
  if (only !== undefined && another === undefined) return { value: [nameOf(only)], because: 'the only one there is' };
  if (!asking.open) {
    if (proposed !== null) return { value: [nameOf(proposed)], because: 'the only one that an agent answers' };
    const some = facts.lines.slice(0, 5).map(nameOf).join(', ');
    const message = `The account has ${facts.lines.length} numbers to call from: ${some}${facts.lines.length > 5 ? ', …' : ''}.`;
    problems.push({ code: 'unproposed', at: 'calls from', message, hint: 'Name one: --from-number-id.' });
    return { value: null, because: null };
  }
  const options = facts.lines.map((line): Option => ({ value: nameOf(line), label: lineWords(line) }));
  const initial = proposed === null ? undefined : nameOf(proposed);
  return { value: [await asking.ask((on) => on.choose('Which number calls?', options, initial))], because: null };
}

export function lineWords({ number, label, provider }: PhoneNumber): string {
  return `${number}${label === null ? '' : ` ${label}`}: ${providerWords(provider)}, ${mayCall(provider)}`;
}

export async function agentFor(
  { facts, flags }: Asked,
  line: PhoneNumber | null,
  asking: Counted,
  problems: Problem[],
): Promise<Said<string | null>> {
  if (flags.agentId !== undefined) return { value: flags.agentId, because: null };
  if (facts.is !== 'known') return { value: null, because: unknownWords(facts) };
  if (facts.agents.length === 0) return { value: null, because: 'the account shows no agent' };
  const proposed = proposedAgent(facts, line);
  const [only, another] = facts.agents;
  if (only !== undefined && another === undefined) return { value: only.id, because: 'the only one there is' };
  if (!asking.open) {
    if (proposed !== null) return { value: proposed.id, because: 'the one that answers that number' };
    const some = facts.agents
      .slice(0, 5)
      .map(({ id }) => id)
      .join(', ');
    const message = `The account has ${facts.agents.length} agents: ${some}${facts.agents.length > 5 ? ', …' : ''}.`;
    problems.push({ code: 'unproposed', at: 'agent', message, hint: 'Name one: --agent-id.' });
    return { value: null, because: null };
  }
  const options = facts.agents.map(({ id, name, kind }): Option => {
    const code = kind === 'line' ? ', Line code' : '';
    return { value: id, label: name === null ? `${id}${code}` : `${name} (${id}${code})` };
  });
  return { value: await asking.ask((on) => on.choose('Which agent talks?', options, proposed?.id)), because: null };
}

function unknownWords(facts: Exclude<AccountFacts, { is: 'known' }>): string {
  return facts.is === 'no_key' ? 'no API key is set' : 'the account could not be asked';
}
