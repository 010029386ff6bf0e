/** The campaign file's `compliance`: by which rules its calls are judged, and what they are for. */
import { z } from 'zod';
import { PURPOSES } from '../../model/purposes.ts';
import { group, oneOf, text } from './kinds.ts';

export const compliance = z
  .strictObject(
    {
      preset: text('must be the name of a rule pack such as "us_safe", the path of your own, or "none"')
        .optional()
        .describe(
          'The rules of law: a pack that outdial brings ("us_safe", "fr"; `outdial rules` lists them), the path of your own, or "none": the window is yours alone. Default "us_safe"; on this machine (sandbox) "none".',
        ),
      purpose: oneOf(PURPOSES).optional().describe('What the calls are for. A real host is not dialed without.'),
    },
    group,
  )
  .describe('Rules of law.');
