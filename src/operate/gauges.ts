/** Every metric of outdial's own: its name, what it says, and how it is set from the readings. docs/metrics.md lists them. */
import { Counter, Gauge, type Registry } from 'prom-client';
import { SECOND, type Duration } from '../model/time.ts';
import { hideSecrets } from '../model/secrets.ts';
import { maskText } from '../report/mask.ts';
import type { CampaignReading, Readings } from './readings.ts';

type Kind = { readonly is: 'counter' | 'gauge'; readonly labels: readonly string[]; readonly help: string };

export const METRICS = {
  outdial_build_info: { is: 'gauge', labels: ['version'], help: 'Always 1: which outdial this is.' },
  outdial_ledger_up: { is: 'gauge', labels: [], help: '1 if the ledger answered, 0 if not: then only this is shown.' },
  outdial_leader: { is: 'gauge', labels: [], help: '1 in the process that leads the account, 0 in others.' },
  outdial_lease_seconds_left: { is: 'gauge', labels: [], help: 'Until the lease of the leader ends unless renewed.' },
  outdial_clock_error_seconds: {
    is: 'gauge',
    labels: [],
    help: 'The most this process is off the time of the ledger.',
  },
  outdial_slots: { is: 'gauge', labels: ['state'], help: 'Calls that may be open on the account, and that are.' },
  outdial_attempts_in_doubt: { is: 'gauge', labels: [], help: 'Attempts of which nobody knows whether they rang.' },
  outdial_hand_over_jobs: { is: 'gauge', labels: [], help: 'Jobs that no worker has taken yet.' },
  outdial_hand_over_age_seconds: { is: 'gauge', labels: [], help: 'How long the oldest of these jobs has waited.' },
  outdial_hand_over_lost_total: {
    is: 'counter',
    labels: ['why'],
    help: 'Messages that this process gave up or dropped.',
  },
  outdial_reports_unread_total: {
    is: 'counter',
    labels: ['what'],
    help: 'What the provider said of calls and this process could not read.',
  },
  outdial_line_starts_total: { is: 'counter', labels: ['line'], help: 'Destinations called by this process.' },
  outdial_line_calls_per_second: {
    is: 'gauge',
    labels: ['line'],
    help: 'Starts a second by this process, over the last ten seconds.',
  },
  outdial_calls_total: {
    is: 'counter',
    labels: ['campaign', 'disposition'],
    help: 'Ends of calls that this process heard of.',
  },
  outdial_attempts_dialed: { is: 'gauge', labels: ['campaign'], help: 'Attempts that reached the provider.' },
  outdial_contacts: { is: 'gauge', labels: ['campaign', 'state'], help: 'Contacts by state.' },
  outdial_contacts_by_disposition: {
    is: 'gauge',
    labels: ['campaign', 'disposition'],
    help: 'Contacts by how their latest call ended.',
  },
  outdial_rows_left_out: {
    is: 'gauge',
    labels: ['campaign', 'outcome'],
    help: 'Rows of the list that are no contacts.',
  },
  outdial_campaign_forecast_seconds: {
    is: 'gauge',
    labels: ['campaign'],
    help: 'Until all contacts are settled, if it goes on as it does.',
  },
  outdial_campaigns_unshown: { is: 'gauge', labels: [], help: 'Campaigns that are too many to have metrics.' },
} as const satisfies Record<string, Kind>;

type Name = keyof typeof METRICS;

/** Every campaign is a dozen time series on the scraper's disk, long after it is over: there is an end to their number. */
const MOST_CAMPAIGNS = 200;

/** Null while nothing can be read: a scraper must see a gap, not what was true once. */
export type Show = (readings: Readings | null) => void;

export function makeGauges(registry: Registry, version: string): Show {
  const { set, clear } = register(registry);
  return (readings) => {
    clear();
    set('outdial_build_info', 1, version);
    set('outdial_ledger_up', readings === null ? 0 : 1);
    if (readings === null) return;
    showProcess(set, readings);
    for (const campaign of readings.campaigns.slice(0, MOST_CAMPAIGNS)) showCampaign(set, campaign);
    set('outdial_campaigns_unshown', Math.max(0, readings.campaigns.length - MOST_CAMPAIGNS));
  };
}

/** What is null is not known, and not shown. */
type Set = (name: Name, value: number | null, ...labels: string[]) => void;

function showProcess(set: Set, readings: Readings): void {
  set('outdial_leader', readings.leader ? 1 : 0);
  set('outdial_lease_seconds_left', seconds(readings.leaseLeft));
  set('outdial_clock_error_seconds', seconds(readings.clockError));
  for (const [state, n] of Object.entries(readings.slots)) set('outdial_slots', n, state);
  set('outdial_attempts_in_doubt', readings.inDoubt);
  set('outdial_hand_over_jobs', readings.handOver?.jobs ?? null);
  set('outdial_hand_over_age_seconds', seconds(readings.handOver?.oldest ?? null));
  set('outdial_hand_over_lost_total', readings.lost.given, 'away');
  set('outdial_hand_over_lost_total', readings.lost.junk, 'unreadable');
  set('outdial_reports_unread_total', readings.unread, 'call');
  for (const { line, starts, perSecond } of readings.lines) {
    set('outdial_line_starts_total', starts, line);
    set('outdial_line_calls_per_second', perSecond, line);
  }
}

function showCampaign(set: Set, { id, counts, calls, left }: CampaignReading): void {
  for (const [disposition, n] of Object.entries(calls ?? {})) set('outdial_calls_total', n, id, disposition);
  set('outdial_attempts_dialed', counts.dialed, id);
  for (const [state, n] of Object.entries(counts.states)) set('outdial_contacts', n, id, state);
  for (const [disposition, n] of Object.entries(counts.dispositions)) {
    set('outdial_contacts_by_disposition', n, id, disposition);
  }
  set('outdial_rows_left_out', counts.rejected, id, 'rejected');
  set('outdial_rows_left_out', counts.skippedRows, id, 'skipped');
  set('outdial_campaign_forecast_seconds', seconds(left), id);
}

function register(registry: Registry): { readonly set: Set; readonly clear: () => void } {
  const setters = new Map<Name, (labels: Record<string, string>, value: number) => void>();
  const clears: (() => void)[] = [];
  for (const [name, { is, labels, help }] of Object.entries(METRICS) as [Name, Kind][]) {
    const about = { name, help, labelNames: [...labels], registers: [registry] };
    if (is === 'counter') {
      const counter = new Counter(about);
      // Counted elsewhere: each scrape says the whole sum again.
      setters.set(name, (at, value) => counter.inc(at, value));
      clears.push(() => counter.reset());
    } else {
      const gauge = new Gauge(about);
      setters.set(name, (at, value) => gauge.set(at, value));
      // Where there are no labels `reset` would leave a zero that nobody measured.
      clears.push(() => (labels.length === 0 ? gauge.remove() : gauge.reset()));
    }
  }
  return {
    set: (name, value, ...is) => {
      if (value === null) return;
      // An id should hold no number; should it, the scraper's disk is no place for it.
      const labels = METRICS[name].labels.map((label, i) => [label, maskText(hideSecrets(is[i] ?? ''))] as const);
      setters.get(name)?.(Object.fromEntries(labels), value);
    },
    clear: () => clears.forEach((clear) => clear()),
  };
}

function seconds(ms: Duration | null): number | null {
  return ms === null ? null : ms / SECOND;
}
