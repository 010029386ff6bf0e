/** `outcome` of the campaign file: where the signal is, and what its values mean. */
import { z } from 'zod';
import { duration, group, list, oneOf, text } from './kinds.ts';
import { optOutWords } from './opt-out-words.ts';

const name = (what: string) => text(`must be the name of ${what}`, 200);
const pattern = () => text('must be a regular expression (RE2: no look-around, no references to groups)', 100_000);

const VALUES = 'must list values such as ["booked", "yes"]';
const values = () => list(z.union([text(VALUES, 200), z.number(), z.boolean()], { error: VALUES }), VALUES);
const OR_OBJECT = `${VALUES}, or be an object such as {"values": ["later"], "after": "4h"}`;
const after = () => duration().optional();
const again = (what: string) =>
  z
    .union(
      [
        values(),
        z.strictObject(
          { values: values().describe('The values.'), after: after().describe('Delay from the end of the call.') },
          group,
        ),
      ],
      {
        error: OR_OBJECT,
      },
    )
    .optional()
    .describe(what);

export const outcomeSchema = z
  .strictObject(
    {
      variable: name('a variable that the call gives back').optional().describe('The variable that holds the value.'),
      tool: z
        .strictObject(
          {
            name: name('a tool of the agent').describe('The tool that the agent calls.'),
            argument: name('an argument of the tool')
              .optional()
              .describe(
                'The argument that holds the value. Default: that it was called at all; the value is its name.',
              ),
          },
          group,
        )
        .optional()
        .describe('The newest call of a tool of the agent.'),
      transcript: z
        .strictObject(
          {
            pattern: pattern().describe(
              'What is looked for; the match or a group of it is the value. Case does not count.',
            ),
            who: oneOf(['person', 'agent']).optional().describe('Whose words. Default "person".'),
          },
          group,
        )
        .optional()
        .describe('Words of the conversation.'),
      summary: z
        .strictObject(
          {
            field: name('a field of the summary')
              .optional()
              .describe('A key of a summary that is JSON, or "field: value" on a line.'),
            pattern: pattern().optional().describe('As in transcript.'),
          },
          group,
        )
        .optional()
        .describe("The provider's summary."),
      done: values().optional().describe('Values that say that nothing more is to do.'),
      callback: z
        .union(
          [
            values(),
            z.strictObject(
              {
                values: values().describe('The values.'),
                at: name('a variable, argument or field')
                  .optional()
                  .describe(
                    'The variable, argument or field that says when: an instant, or "tomorrow 15:00" on their clock.',
                  ),
                after: after().describe('Where nobody said when: from the end of the call. Default "4h".'),
              },
              group,
            ),
          ],
          { error: OR_OBJECT },
        )
        .optional()
        .describe('Wants to be called back: besides the tries of the campaign, three times at most.'),
      voicemail: values().optional().describe('A machine answered: as retry.voicemail says.'),
      opt_out: values().optional().describe('Nobody calls them any more, in any campaign, for good.'),
      wrong_number: values().optional().describe('Not their number: this campaign does not call it any more.'),
      retry: again('Answered, and not what the call was for: tried again. Default after "2h".'),
      screened: values()
        .optional()
        .describe('A machine asked who is calling, and no person came: as retry.screened says.'),
      wait: duration().optional().describe('How long after a call its signal is waited for. Default "10m".'),
      opt_out_words: optOutWords.optional(),
    },
    group,
  )
  .describe('What the person said, and what it means.');
