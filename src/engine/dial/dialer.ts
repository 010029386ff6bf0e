/** Dials a batch at most once: commit `placing` → one request → commit what is known. A crash between any two is doubt, never a second ring. */
import { SECOND, type Duration } from '../../model/time.ts';
import type { CommitResult } from '../../store/port.ts';
import type { Batch, Permit } from '../batch.ts';
import type { Core } from '../core.ts';
import { inBackground, isLedgerLost, isTransient, mayStillHappen } from '../ledger-trouble.ts';
import { recordEvidence } from '../settle/evidence.ts';
import { noteAlsoCalled } from './also-called.ts';
import { settleLost } from './lost.ts';
import { numberGuards } from './number-limits.ts';
import { spellingsIn } from './other-spellings.ts';
import { prepare } from './prepare.ts';
import { send } from './send.ts';
import { isLimited } from './heed-limits.ts';

/** A commit that got no answer is in the ledger by then, or nowhere. */
const MAY_LAND: Duration = 30 * SECOND;

/**
 * Resolves once the ledger has answered; the request goes on in the background. Returns how many contacts are being
 * dialed, 0 when the ledger let none through.
 */
export async function dial(core: Core, batch: Batch, given: Permit): Promise<number> {
  const now = core.clock.now();
  const since = core.clock.monotonic();
  const prepared = await prepare(core, batch, given, now);
  if (prepared === null) return 0;
  const { placings, permit } = prepared;
  const numbers = numberGuards(core, batch.campaign, placings);
  const spellings = spellingsIn(core, placings);
  let results: readonly CommitResult[];
  try {
    results = await core.store.commit(
      placings.map(({ change }) => change),
      {
        epoch: { account: core.account, epoch: permit.epoch },
        slots: { account: core.account, max: permit.slots },
        openAt: { account: core.account, at: permit.sendAt },
        pace: {
          account: core.account,
          line: batch.line.id,
          at: permit.sendAt,
          most: Math.max(1, Math.floor(batch.line.callsPerSecond)),
        },
        running: true,
        unsuppressed: { at: permit.sendAt },
        ...(numbers.length === 0 ? {} : { numbers }),
        ...(spellings.size === 0 ? {} : { spellings }),
        ...(isLimited(batch.campaign) ? { limits: { campaign: batch.campaign.id } } : {}),
      },
    );
  } catch (cause) {
    if (isLedgerLost(core, cause)) return 0;
    // Not ours: nothing is sent. If it did reach the ledger, `unsent` frees those contacts again.
    const note = `the ledger cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`;
    // A mistake of ours would be made again and again, and nobody would be dialed: it is said.
    if (!isTransient(core, cause)) core.notices.say(note);
    core.notices.note('ledger', note);
    core.backoff.ledgerBusy(note, now);
    const unsent = { is: 'unsent', cause: 'commit_unknown' } as const;
    // Over a network the commit may still land, after its answer was given up.
    const late = core.remote && mayStillHappen(cause) ? { until: permit.sendBy + MAY_LAND } : {};
    inBackground(
      core,
      recordEvidence(
        core,
        placings.map(({ attempt }) => ({
          attempt: attempt.id,
          batch: attempt.batch,
          ...late,
          event: unsent,
          actor: 'engine' as const,
        })),
      ),
    );
    return 0;
  }
  const mine = placings.filter((_, index) => results[index]?.is === 'done');
  if (mine.length > 0) {
    core.lines.give(batch, permit);
    inBackground(core, send(core, batch, permit, mine, since));
    inBackground(
      core,
      noteAlsoCalled(core, batch.campaign.id, mine).catch(() => undefined),
    );
  }
  // After the sending: what is durably placing must be sent, or known as unsent, whatever the ledger says next.
  await settleLost(core, batch, permit, { placings, results, numbers, spellings }, now);
  return mine.length;
}
