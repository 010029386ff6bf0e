/** What the rules of a campaign demand of all its people and nobody has said or asked: told before anybody is loaded, with how to go on. */
import type { Plan } from '../../model/campaign.ts';
import { UserError, type Problem } from '../../model/errors.ts';
import type { LoadReport, Mapping } from '../../model/load-report.ts';
import type { Waiting } from '../../model/standing-facts.ts';
import type { Instant } from '../../model/time.ts';
import type { Hours } from '../../policy/hours.ts';

type Terms = Pick<Plan, 'rules' | 'zoneOverrides' | 'consent' | 'startAt' | 'scrubs'>;
type Read = { readonly report: Pick<LoadReport, 'byCode' | 'rows'>; readonly mapping: Pick<Mapping, 'consent'> };

/** `waiting`: who would be dialed. Whoever was left out for the want of a consent is counted in the report. */
export function unmetLaw(
  plan: Terms,
  { report, mapping }: Read,
  { groups }: Pick<Waiting, 'groups'>,
  hours: Pick<Hours, 'demands'>,
  now: Instant,
): readonly Problem[] {
  const without = report.byCode['no_consent'] ?? 0;
  // A list that says it of some is no list of which nobody said anything: its rows tell of themselves.
  const silent = without > 0 && mapping.consent === undefined && plan.consent === undefined;
  const at = Math.max(now, plan.startAt ?? 0);
  const answered = new Set((plan.scrubs ?? []).map(({ name }) => name));
  const asked = new Map<string, { readonly rule: string; readonly people: number }>();
  for (const { place, count } of groups) {
    for (const { registry, rule } of hours.demands(plan, place, at).scrubs) {
      if (answered.has(registry)) continue;
      const of = `${rule.id}: ${rule.summary} Source: ${rule.source}`;
      asked.set(registry, { rule: of, people: count + (asked.get(registry)?.people ?? 0) });
    }
  }
  return [...(silent ? [noConsent(without, report.rows)] : []), ...[...asked].map(([name, of]) => noScrub(name, of))];
}

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

function noScrub(registry: string, { rule, people }: { readonly rule: string; readonly people: number }): Problem {
  return {
    code: 'scrub_missing',
    at: 'scrub',
    message: `The registry "${registry}" must be asked about ${people} of the numbers, and no "scrub" of that name is in outdial.json (${rule}).`,
    hint: `Write into outdial.json: "scrub": [{"name": "${registry}", "command": ["your-program"]}], or with a "url" of yours.`,
  };
}
