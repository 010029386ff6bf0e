/** What is asked of a ledger in either SQL and is no hot path: the port's questions over the routines. */
import type { Campaign } from '../../model/campaign.ts';
import type { CampaignId } from '../../model/ids.ts';
import type { Store } from '../port.ts';
import type { Dialect } from './dialect.ts';
import type { Ask } from './routine.ts';
import { closedUntil } from './routines/accounts.ts';
import { logAnchor, readMark } from './routines/age.ts';
import { campaignById, everyCampaign } from './routines/campaigns.ts';
import * as contacts from './routines/contacts.ts';
import { alsoIn, calledElsewhere } from './routines/elsewhere.ts';
import { logHead, readLog } from './routines/log.ts';
import { personalByKey, personalOf, searchPersonal } from './routines/personal.ts';
import { counts, rangTwice } from './routines/reports.ts';
import { reportPage, rowByOwner, rowsAfter } from './routines/rows.ts';
import * as standing from './routines/standing.ts';
import { suppressed, suppressions } from './routines/suppression.ts';
import { dueTasks, nextTask, taskOn } from './routines/tasks.ts';

export type Asks = {
  /** One question after the other, each of the moment it is asked. */
  readonly quick: Ask;
  /** Several of one moment. */
  readonly moment: Ask;
  /** Of one moment, and of many rows: it must never keep the engine waiting. */
  readonly slow: Ask;
};

type Part =
  | 'closedUntil'
  | 'suppressed'
  | 'suppressions'
  | 'dueTasks'
  | 'task'
  | 'nextTask'
  | 'campaigns'
  | 'campaign'
  | 'contact'
  | 'contactByKey'
  | 'contactsByDestination'
  | 'contactsOn'
  | 'attempt'
  | 'attemptByCall'
  | 'attemptsOf'
  | 'openAttempts'
  | 'alarms'
  | 'lastSends'
  | 'counts'
  | 'alsoIn'
  | 'calledElsewhere'
  | 'rangTwice'
  | 'rows'
  | 'reportPage'
  | 'rowByOwner'
  | 'personal'
  | 'personalOf'
  | 'searchPersonal'
  | 'logHead'
  | 'log'
  | 'waiting'
  | 'capped'
  | 'newestAttempts'
  | 'attemptsTo'
  | 'lineTallies'
  | 'heardTallies'
  | 'spent'
  | 'sentSince'
  | 'happened'
  | 'logAnchor'
  | 'mark';

export function coldReads(d: Dialect, { quick, moment, slow }: Asks): Pick<Store, Part> {
  const known = new Map<CampaignId, Campaign>();
  return {
    closedUntil: (account) => quick(closedUntil(account)),
    suppressed: (destinations, scopes, now) => quick(suppressed(d, destinations, scopes, now)),
    suppressions: (after, limit) => slow(suppressions(after, limit)),
    dueTasks: (kinds, now, limit) => quick(dueTasks(d, kinds, now, limit)),
    task: (kind, subject) => quick(taskOn(kind, subject)),
    nextTask: (kinds) => quick(nextTask(d, kinds)),
    campaigns: () => quick(everyCampaign(d, known)),
    campaign: (id) => quick(campaignById(id)),
    contact: (id) => quick(contacts.contactById(id)),
    contactByKey: (campaign, key) => quick(contacts.contactByKey(campaign, key)),
    contactsByDestination: (destination) => quick(contacts.contactsByDestination(destination)),
    contactsOn: (destinations) => quick(contacts.contactsOn(d, destinations)),
    attempt: (id) => quick(contacts.attemptById(id)),
    attemptByCall: (call) => quick(contacts.attemptByCall(call)),
    attemptsOf: (contact) => quick(contacts.attemptsOf(contact)),
    openAttempts: (account) => quick(contacts.openAttempts(account)),
    alarms: (account, now, limit) => quick(contacts.alarms(account, now, limit)),
    lastSends: (account) => quick(contacts.lastSends(account)),
    counts: (campaign) => slow(counts(d, campaign)),
    alsoIn: (campaign, since) => slow(alsoIn(campaign, since)),
    calledElsewhere: (campaign, destinations, since) => quick(calledElsewhere(d, campaign, destinations, since)),
    rangTwice: (campaign) => slow(rangTwice(d, campaign)),
    rows: (campaign, after, limit) => slow(rowsAfter(campaign, after, limit)),
    reportPage: (campaign, after, limit, which) => slow(reportPage(d, campaign, after, limit, which)),
    rowByOwner: (owner) => moment(rowByOwner(owner)),
    personal: (owners, key) => quick(personalByKey(d, owners, key)),
    personalOf: (owner) => quick(personalOf(owner)),
    searchPersonal: (text, limit) => slow(searchPersonal(d, text, limit)),
    logHead: () => quick(logHead()),
    log: (filter, after, limit) => quick(readLog(filter, after, limit)),
    logAnchor: () => quick(logAnchor()),
    mark: (name) => quick(readMark(name)),
    waiting: (campaign, now) => slow(standing.waiting(d, campaign, now)),
    capped: (campaign, now) => slow(standing.capped(d, campaign, now)),
    newestAttempts: (account, lines, each) => quick(standing.newestAttempts(account, lines, each)),
    attemptsTo: (destinations) => quick(contacts.attemptsTo(d, destinations)),
    spent: (campaign) => quick(standing.spent(campaign)),
    sentSince: (account, line, since, most) => quick(standing.sentSince(account, line, since, most)),
    lineTallies: (campaign) => slow(standing.lineTallies(d, campaign)),
    heardTallies: (campaign) => slow(standing.heardTallies(d, campaign)),
    happened: (campaign, since) => slow(standing.happened(d, campaign, since)),
  };
}
