/** What was old enough and went, or would go, in words. Pure. */
import type { Retention } from '../model/retention.ts';
import { formatDuration, type Duration } from '../model/time.ts';
import { count } from './when.ts';

type Counts = {
  readonly people: {
    readonly campaigns: readonly string[];
    readonly rows: number;
    readonly notes: number;
    readonly files: number;
    readonly kept: number;
  };
  readonly conversations: number;
  readonly log: { readonly lines: number; readonly heldBy: string | null };
  readonly gone: boolean;
};

/** What holds, a line a kind. */
export function retentionLines({ personal, transcripts, log }: Retention): readonly string[] {
  const after = (ms: Duration | null, since: string): string =>
    ms === null ? 'kept' : `erased ${formatDuration(ms)} after ${since}`;
  const said =
    transcripts === 'never'
      ? 'never fetched'
      : transcripts === null
        ? 'kept as long as names and numbers'
        : after(transcripts, 'the end of the call');
  return [
    `names and numbers: ${after(personal, 'the end of their campaign')}`,
    `transcripts: ${said}`,
    `log: ${after(log, 'a line was written')}`,
  ];
}

export function purgedLines(purged: Counts, dry: boolean): readonly string[] {
  const { people, conversations, log, gone } = purged;
  const would = dry ? 'would be ' : '';
  const of = people.campaigns.length === 0 ? '' : ` of ${people.campaigns.join(', ')}`;
  const lines = [
    `${count(people.rows, 'row')}${of}: name, number and columns ${would}erased; ids, counts and opt-outs stay`,
    `${count(conversations, 'transcript')} ${would}erased`,
    `${count(log.lines, 'line')} of the log ${would}cut`,
    ...(people.files === 0 ? [] : [`${count(people.files, 'file')} of results beside the ledger ${would}removed`]),
    ...(people.kept === 0
      ? []
      : [`${count(people.kept, 'row')} kept: a call is in doubt, and outdial resolve settles it`]),
    ...(log.heldBy === null ? [] : [`the log is kept from a line of ${log.heldBy} on, which is not over`]),
  ];
  const left = 'Another process keeps the erased bytes readable at this moment: purge again once it has ended.';
  return [...lines, ...(gone || dry ? [] : [left])];
}

export function purgedJson(purged: Counts, retention: Retention | null, dry: boolean): Record<string, unknown> {
  const { people, conversations, log, gone } = purged;
  return {
    dry_run: dry,
    retention:
      retention === null
        ? null
        : {
            personal_ms: retention.personal,
            transcripts_ms: retention.transcripts === 'never' ? null : retention.transcripts,
            transcripts_fetched: retention.transcripts !== 'never',
            log_ms: retention.log,
          },
    personal: { rows: people.rows, notes: people.notes, kept: people.kept, campaigns: people.campaigns },
    result_files: people.files,
    transcripts: conversations,
    log_lines: log.lines,
    log_held_by: log.heldBy,
    gone,
  };
}
