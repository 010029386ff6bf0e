/** The flags with which something is said of a number that is not to be called. */
import type { Command } from 'commander';

export type Words = { scope?: string; reason?: string; source?: string; until?: string; defaultCountry?: string };

export const COUNTRY = 'of numbers without a + (else outdial.json, else the campaigns)';

/** What is said of a number beside it. */
export function withWords(command: Command): Command {
  return command
    .option('--scope <scope>', 'everywhere (the default), campaign:NAME or purpose:NAME')
    .option('--reason <words>', 'why, in your words')
    .option('--source <words>', 'how you know: a letter, a call, a list')
    .option('--until <when>', '2027-01-31 (to its end), tomorrow 15:00, an instant (default: for good)')
    .option('--default-country <country>', COUNTRY);
}
