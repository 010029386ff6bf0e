/** What the rules of a campaign demand of all its people and nobody has said or asked: told before anybody is loaded, with how to go on. */
import type { Plan } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { LoadReport, Mapping } from '../../model/load-report.ts';
import type { Waiting } from '../../model/standing-facts.ts';
import { formatDuration, formatInstant, type Duration, type Instant } from '../../model/time.ts';
import type { Hours } from '../../policy/hours.ts';
import { staleScrubs } from '../../policy/scrub.ts';

type Terms = Pick<Plan, 'rules' | 'zoneOverrides' | 'consent' | 'startAt' | 'scrubs' | 'scrubbed'>;
type Read = {
  readonly report: Pick<LoadReport, 'byCode' | 'rows'>;
  readonly mapping: Pick<Mapping, 'consent'>;
  /** Whoever lacks one has to be looked for in a registry all the same: both are said at once. */
  readonly unconsented: ReadonlyMap<string, number>;
};

/** `waiting`: who would be dialed. Whoever was left out for the want of a consent is counted in the report. */
export function unmetLaw(
  plan: Terms,
  { report, mapping, unconsented }: Read,
  { groups }: Pick<Waiting, 'groups'>,
  hours: Pick<Hours, 'demands'>,
  now: Instant,
): readonly Problem[] {
  const without = report.byCode['no_consent'] ?? 0;
  // A list that says it of some is no list of which nobody said anything: its rows tell of themselves.
  const silent = without > 0 && mapping.consent === undefined && plan.consent === undefined;
  const at = Math.max(now, plan.startAt ?? 0);
  const answered = new Set((plan.scrubs ?? []).map(({ name }) => name));
  const lacking = new Map<string, Lacking>();
  const places = [...groups, ...[...(silent ? unconsented : [])].map(([place, count]) => ({ place, count }))];
  for (const { place, count } of places) {
    const demanded = hours.demands(plan, place, at).scrubs;
    const stale = staleScrubs({}, { scrubbed: plan.scrubbed ?? [] }, demanded, at);
    for (const { registry, rule } of demanded) {
      const found = stale.find(({ name }) => name === registry);
      if (found === undefined || answered.has(registry)) continue;
      const of = `${rule.id}: ${rule.summary} Source: ${rule.source}`;
      const people = count + (lacking.get(registry)?.people ?? 0);
      lacking.set(registry, { rule: of, people, oldest: found.oldest });
    }
  }
  const stated = (name: string): Instant | undefined => plan.scrubbed?.find((one) => one.name === name)?.at;
  return [
    ...(silent ? [noConsent(without, report.rows)] : []),
    ...[...lacking].map(([name, of]) => noScrub(name, of, stated(name))),
  ];
}

type Lacking = { readonly rule: string; readonly people: number; readonly oldest: Duration };

/** As at loading, but that a run ends here instead of dialing nobody. */
export function refuseUnmet(problems: readonly Problem[]): void {
  if (problems.length > 0) throw new UserError(problems);
}

function noConsent(without: number, rows: number): Problem {
  return {
    code: 'consent_missing',
    at: 'consent',
    message: `no_consent: ${without} of ${rows} rows: the rules of the campaign demand consent, and neither the list nor the campaign file says who gave any.`,
    hint: 'Map the columns that say it ("columns": {"consent": …, "consent_at": …}); or state it for the list: "consent": {"level": "written", "at": "2026-05-01", "source": "sign-up form", "stated_by": "your name"}.',
  };
}

function noScrub(registry: string, { rule, people, oldest }: Lacking, stated: Instant | undefined): Problem {
  const why =
    stated === undefined
      ? 'no "scrub" of that name is in outdial.json'
      : `what is stated of it ("scrubbed") is of ${formatInstant(stated).slice(0, 10)}, and holds for ${formatDuration(oldest)}`;
  return {
    code: 'scrub_missing',
    at: stated === undefined ? 'scrub' : 'scrubbed',
    message: `The registry "${registry}" must be asked about ${people} of the numbers, and ${why} (${rule}).`,
    hint: `Write into outdial.json: "scrub": [{"name": "${registry}", "command": ["your-program"]}], or with a "url" of yours. Where the list was compared with it elsewhere, state it in the campaign file: "scrubbed": [{"registry": "${registry}", "at": "2026-11-20", "against": "its file of that day", "stated_by": "your name"}].`,
  };
}
