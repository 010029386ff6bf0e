/** What a campaign file was made of, a line each: what was said, what was proposed and why. */
import { hoursText } from '../../app/campaign/init/hours.ts';
import { purposeWords } from '../../app/campaign/init/purposes.ts';
import { maskedSamples } from '../../report/columns.ts';
import { printable } from '../../model/printable.ts';
import { zoneWords } from '../../report/preflight.ts';
import { wrapped } from '../../report/wrap.ts';
import type { Answers } from './init-answers.ts';

export function answerLines(answers: Answers, width: number): readonly string[] {
  const { layout, country, line, agent, purpose, hours, tell, tries } = answers;
  const { mapping, columns } = layout;
  const numbers = columns.find(({ column }) => column === mapping.toNumber[0])?.samples ?? [];
  const kept = columns
    .filter(
      ({ column, role }) =>
        (role.is === 'told' || role.is === 'withheld') && !tell.some((one) => one.column === column),
    )
    .map(({ column }) => column);
  const told = tell.map(({ name, column }) => (name === column ? name : `${name} (${column})`));
  const lines: (readonly [label: string, text: string, because: string | null])[] = [
    [
      'number',
      `column ${mapping.toNumber.map((name) => `"${name}"`).join(', else ')}: ${maskedSamples(numbers)}`,
      null,
    ],
    ...(country.value === null
      ? []
      : [['country', `${country.value} where a number has no +`, country.because] as const]),
    ...(mapping.id === null ? [] : [['own id', `column "${mapping.id}"`, null] as const]),
    ['time zone', zoneWords(mapping), null],
    ['calls from', line.value === null ? 'not chosen yet' : line.value.join(', '), line.because],
    ['agent', agent.value ?? 'not chosen yet', agent.because],
    [
      'purpose',
      purpose.value === null ? 'not said' : `${purpose.value}, ${purposeWords(purpose.value)}`,
      purpose.because,
    ],
    ['hours', `${hoursText(hours.value)}, where each of them is`, hours.because],
    ['agent gets', told.length === 0 ? 'nothing of the list' : told.join(', '), null],
    ['kept back', kept.length === 0 ? 'nothing' : kept.join(', '), null],
    ['tries', tries.value === 1 ? 'one each' : `up to ${tries.value} each`, tries.because],
  ];
  return lines.map(([label, text, because]) =>
    wrapped(`${label.padEnd(11)} `, printable(`${text}${because === null ? '' : ` (${because})`}`), width),
  );
}
