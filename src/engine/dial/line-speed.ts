/** What this engine knows of a line's pace, and how fast the line may go at this moment. */
import type { Line } from '../../model/campaign.ts';
import type { Instant } from '../../model/time.ts';
import { quietLine, type LinePace, type LineSpeed } from '../../policy/pacing.ts';
import type { Session } from '../session.ts';

export function paceOf(session: Session, line: Line, now: Instant): LinePace {
  const known = session.paces.get(line.id);
  if (known !== undefined) return known;
  const fresh = quietLine(now, undefined);
  session.paces.set(line.id, fresh);
  return fresh;
}

/** How fast the line goes at this moment: its starts are set further apart while it is slowed, its limit stays what it is. */
export function speedOf(session: Session, line: Line, now: Instant): LineSpeed {
  const slowed = (session.slowUntil.get(line.id) ?? 0) > now;
  const most = line.callsPerSecond;
  return { cps: slowed ? most * 0.9 : most, most };
}
