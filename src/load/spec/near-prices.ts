/** Prices beside a campaign, where the account's own file gives a budget: lower ones would make that budget pay for more. Pure. */
import { BY_THE_MINUTE, LIST_PRICES, type Rounding } from '../../model/prices.ts';
import type { Problem } from '../../model/errors.ts';
import type { Account } from './account.ts';
import { roundingOf } from './prices.ts';
import { dotted, type Path } from './source-text.ts';

const KINDS = ['cartesia', 'twilio', 'sip_trunk'] as const;

/** A price that nobody else knows may be said: without one nothing is dialed on a budget. */
export function priceProblems(near: Account, far: Account): readonly Problem[] {
  if (far.budget === null) return [];
  const problems: Problem[] = [];
  const lower = (path: Path, says: string, knows: string): void => {
    const file = far.fileOf(path) ?? 'the account';
    const message = `${says} is less than ${knows}, by which the budget of ${file} is reckoned: it would pay for more calls than it is meant to.`;
    const hint = 'Change the price there, or leave it out here.';
    problems.push({ ...near.placeOf(path), at: dotted(path), code: 'above_account', message, hint });
  };
  const known = far.prices ?? LIST_PRICES;
  const { agent_per_minute: agent, line_per_minute: ofKinds = {}, rounding = {} } = near.said.prices ?? {};
  if (agent !== undefined && agent < known.agentPerMinute)
    lower(['prices', 'agent_per_minute'], `$${agent}`, `$${known.agentPerMinute}`);
  for (const kind of KINDS) {
    const [price, before] = [ofKinds[kind], known.linePerMinute[kind]];
    if (price !== undefined && before !== undefined && price < before)
      lower(['prices', 'line_per_minute', kind], `$${price}`, `$${before}`);
  }
  for (const who of ['agent', 'line'] as const) {
    const said = rounding[who];
    if (said !== undefined && isFiner(roundingOf(said), known.rounding?.[who] ?? BY_THE_MINUTE))
      lower(['prices', 'rounding', who], 'what it rounds to', 'what is known');
  }
  for (const line of near.lines) {
    const said = far.lines.find(({ name }) => name === line.name);
    const price = said?.pricePerMinute ?? null;
    if (line.pricePerMinute !== null && price !== null && line.pricePerMinute < price)
      lower(['lines', line.name, 'price_per_minute'], `$${line.pricePerMinute}`, `$${price}`);
    if (line.rounding !== undefined && isFiner(line.rounding, said?.rounding ?? known.rounding?.line ?? BY_THE_MINUTE))
      lower(['lines', line.name, 'rounding'], 'what it rounds to', 'what is known');
  }
  return problems;
}

function isFiner(a: Rounding, b: Rounding): boolean {
  return a.to < b.to || a.least < b.least || (!a.ringing && b.ringing);
}
