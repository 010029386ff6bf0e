/** What is said of a cell that is not fit to be said: each code with its severity, its sentence and what mends it. */
import type { NamedColumn } from '../../model/load-report.ts';
import type { DestinationIssue } from './types.ts';

/** Stand in a hint for what to write, which names the column and its variable. */
const AS_IS = 'If it is meant so, write AS_IS.';
const SPOKEN = 'write AS_SPOKEN.';

/** `shown`: the cell, cut and safe to print. `piece`: what in it is meant; `text`: what is sent. */
type Facts = { readonly shown: string; readonly piece?: string; readonly text?: string };

const within = ({ shown, piece = shown }: Facts): string =>
  piece === shown ? `"${shown}"` : `"${piece}" in "${shown}"`;

const ISSUES = {
  spreadsheet_error: [
    'error',
    (facts) => `${within(facts)} is what a spreadsheet shows in place of a value: the agent would read it aloud.`,
    'Mend the formula or widen the column, then export the list again.',
  ],
  template_leftover: [
    'error',
    (facts) => `${within(facts)} is a field that a program was to fill in and did not.`,
    `Put the value in its place. ${AS_IS}`,
  ],
  markup: [
    'error',
    (facts) => `${within(facts)} is code of a web page, and nobody can tell what was to be said.`,
    `Write it as plain text. ${AS_IS}`,
  ],
  not_text: [
    'error',
    (facts) => `${within(facts)} is data of a program, no words to say.`,
    `Export the values that are in it as columns of their own. ${AS_IS}`,
  ],
  date_serial: [
    'error',
    ({ shown, text = '' }) =>
      `"${shown}" is how a spreadsheet counts days: ${text} is meant, and the agent would say the number.`,
    `Format the column as a date, or as text; or have outdial say it as one: ${SPOKEN}`,
  ],
  date_serial_likely: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" may be how a spreadsheet counts days (${text}); it is sent as the number.`,
    `If it is a date, format the column as one, or ${SPOKEN}`,
  ],
  excel_scientific_notation: [
    'error',
    ({ shown }) => `"${shown}" is a number that a spreadsheet rounded: its last digits are lost.`,
    'Format the column as text in the spreadsheet and enter the values again from their source.',
  ],
  digits_lost: [
    'warning',
    ({ shown }) => `"${shown}" ends in noughts where a spreadsheet keeps no more than 15 digits: its end may be lost.`,
    'Compare it with its source; format the column as text before the values are entered.',
  ],
  number_rounded: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" has the noise of arithmetic behind it; it is sent as "${text}".`,
    'Round the column in the spreadsheet to be sure.',
  ],
  decimal_stripped: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" ends in a decimal zero; it is sent as "${text}".`,
    'Format the column as text, or without decimals.',
  ],
  excel_text_wrapper: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" is wrapped as a spreadsheet text; it is sent as "${text}".`,
    undefined,
  ],
  quote_stripped: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" begins with a spreadsheet's apostrophe; it is sent as "${text}".`,
    undefined,
  ],
  markup_removed: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" holds code of a web page; it is sent as "${text}".`,
    'Compare the two; if it is right, nothing is to be done.',
  ],
  invisible_characters_removed: [
    'warning',
    ({ shown, text = '' }) => `"${shown}" holds invisible characters; it is sent as "${text}".`,
    undefined,
  ],
  emoji_removed: [
    'warning',
    ({ shown, text = '' }) =>
      `"${shown}" holds pictures, which a voice would name or choke on; it is sent as "${text}".`,
    AS_IS,
  ],
  placeholder_value: [
    'warning',
    ({ shown }) => `"${shown}" stands for no value; it is sent as an empty text.`,
    `Empty the cells, or fill them in. ${AS_IS}`,
  ],
  placeholder_name: [
    'warning',
    ({ shown }) =>
      `"${shown}" may be somebody's name, or what a program writes where there is none; it is sent as it stands.`,
    'If nobody is called so, empty the cell.',
  ],
  link_in_value: [
    'warning',
    (facts) => `${within(facts)} is an address of the web: the agent would read it letter by letter.`,
    'Leave the column out with "variables", or write what a person would say.',
  ],
  machine_date: [
    'warning',
    ({ shown, text = '' }) =>
      `"${shown}" is a date as machines write it, and is sent so; a person would say "${text}".`,
    `To have it said so, ${SPOKEN}`,
  ],
  long_value: [
    'warning',
    ({ text = '' }) => `The cell is ${text} characters long: a minute and more, if the agent reads it aloud.`,
    'Shorten it, or leave the column out with "variables".',
  ],
} as const satisfies Readonly<
  Record<string, readonly ['error' | 'warning', (facts: Facts) => string, string | undefined]>
>;

/** `one`: the column and its variable, which the hint names as they are to be written. */
export function unfit(code: keyof typeof ISSUES, facts: Facts, one: NamedColumn): DestinationIssue {
  const [severity, sentence, hint] = ISSUES[code];
  const message = sentence(facts);
  if (hint === undefined) return { code, severity, message };
  const write = (format: string): string =>
    `in the campaign file, under "variables" with whatever else is to be sent, ${JSON.stringify(one.name)}: {"column": ${JSON.stringify(one.column)}, "format": "${format}"}`;
  return {
    code,
    severity,
    message,
    hint: hint.replace('AS_IS', () => write('as_is')).replace('AS_SPOKEN', () => write('spoken')),
  };
}
