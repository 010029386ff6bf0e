/** The library: campaigns loaded and dialed by a program. What is named here is all that the package exports (docs/library.md). */
export { openOutdial } from './library/open.ts';
export { openSandbox, type SandboxOptions, type OpenSandbox, type SandboxCall } from './library/sandbox.ts';
export { OutdialError, UserError, type Problem } from './model/errors.ts';
export { ERROR_CODES, type ErrorCode } from './model/error-codes.ts';
export { LedgerError, RefusedError, type FailureKind, type Remedy } from './app/errors.ts';
export { explain, type Explained } from './app/explain.ts';
export type { Outdial, OutdialOptions, NumberOptions } from './library/outdial.ts';
export type {
  AddResult,
  Campaign,
  CancelResult,
  FollowOptions,
  LoadedCampaign,
  PauseOptions,
  PauseResult,
  ResumeResult,
  RetryOptions,
  RetryResult,
} from './library/campaign.ts';
export type { LoadChanges, LoadCounts } from './library/load-counts.ts';
export type { AddOptions, LoadOptions, RunOptions, RunResult } from './library/run-options.ts';
export type { CheckOptions, CheckReport, SimulateOptions, Simulation } from './library/look.ts';
export type { LogRecord, ResultOptions, ResultRow, WriteOptions } from './library/results.ts';
export type {
  CallbackResult,
  Forgotten,
  InCampaign,
  People,
  PersonAttempt,
  PersonRow,
  Resolved,
  Review,
  Verdict,
} from './library/people.ts';
export type { SuppressOptions, Suppressions } from './library/suppressions.ts';
export type { ListedSuppression } from './app/suppression/list.ts';
export type { Purged } from './app/retention/purge.ts';
export type { StatusRecord } from './app/status-record.ts';
export type { EventName, Events, Listener } from './library/listeners.ts';
export type { CampaignEvent, CampaignEventName, CampaignEvents } from './app/campaign/follow.ts';
export type { BeforeDialAnswer, BeforeDialHook, ContactToDial } from './app/campaign/before-dial.ts';
export type { ContactView } from './app/campaign/contact-view.ts';
export type { GivenInstant } from './app/given-instant.ts';
export type { CampaignValue } from './app/campaign/source.ts';
export type { LoadNotice } from './app/campaign/load.ts';
export type { RunEvent } from './app/campaign/events.ts';
export type { RunEnd } from './model/run.ts';
export type { Disposition } from './model/disposition.ts';
export type { RunPicture } from './report/progress.ts';
export type { StatusReport } from './report/status.ts';
export type { Clock } from './clock.ts';
