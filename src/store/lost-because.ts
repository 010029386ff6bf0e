/** Why a change of a commit did not stand. */

export type LostBecause =
  | 'moved'
  | 'epoch'
  | 'slots'
  | 'closed'
  | 'paced'
  | 'not_running'
  | 'suppressed'
  | 'destination_open'
  | 'budget'
  | 'ramp'
  | 'capped'
  /** Something was said on its number that nobody has listened to, or that a person has to decide about. */
  | 'unheard'
  /** What it names does not belong together (a contact of another campaign, a line that is not its campaign's). */
  | 'unrelated';
