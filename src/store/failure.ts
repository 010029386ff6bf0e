/** What a ledger says when it cannot answer just now: a kind the caller can act on, never a driver's error. */
import { UserError, userError } from '../model/errors.ts';

/** What keeps a ledger from being used. */
export type FailureKind =
  /** Another process is writing. Nothing happened; try again. */
  | 'busy'
  /** The server cannot be reached, or the connection broke. What was asked may have happened; try again. */
  | 'away'
  /** The disk is full: nothing more can be dialed, because nothing more can be remembered. */
  | 'full'
  /** Its file system does not lock, so that two could dial at once. */
  | 'no_locks'
  /** The file or its folder may not be written. */
  | 'read_only'
  /** The file's content is damaged. */
  | 'corrupt'
  /** One record is not what any version that this one knows has written; the others are. */
  | 'unreadable'
  /** Another version of outdial changed its tables meanwhile: this process can never use it again. */
  | 'other_schema'
  /** The disk did not do what it was asked. A commit that ends so counts as not ours: send nothing for it. */
  | 'io';

/**
 * Rejection of any store call; printed like every error a user can mend. After a write, every kind but `busy` leaves
 * open whether it happened.
 */
export class StoreFailure extends UserError {
  readonly kind: FailureKind;
  constructor(kind: FailureKind, message: string, hint: string) {
    super({ code: `ledger_${kind}`, message, hint });
    this.name = 'StoreFailure';
    this.kind = kind;
  }
}

/** Names the record that no version of outdial has written, where it would be a `TypeError` somewhere later. */
export function reading<T>(record: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const message = `The ledger's record of ${record} cannot be read: ${why}.`;
    throw new StoreFailure('unreadable', message, 'Go on with the version of outdial that wrote it, or with a backup.');
  }
}

/** A server that may come back: nothing is lost but time. */
export function isAway(error: unknown): boolean {
  return error instanceof StoreFailure && error.kind === 'away';
}

/** The only failure after which a write surely did not happen. */
export function isBusy(error: unknown): boolean {
  return error instanceof StoreFailure && error.kind === 'busy';
}

/** One record of the ledger cannot be read, now or later. */
export function isUnreadable(error: unknown): boolean {
  return error instanceof StoreFailure && error.kind === 'unreadable';
}

/** For good, whoever asks: only another version of outdial can go on. */
export function isOtherSchema(error: unknown): error is StoreFailure {
  return error instanceof StoreFailure && error.kind === 'other_schema';
}

/** `said`: the server's own words. */
export function otherSchema(ledger: string, said: string): StoreFailure {
  return new StoreFailure(
    'other_schema',
    `The ledger ${ledger} was brought to another schema by another version of outdial (${said}); this process ends.`,
    'Update outdial, and start it again.',
  );
}

/** `load_replaced`: a load is over for its loader when another began for the same campaign. */
export function loadReplaced(): UserError {
  return userError(
    'load_replaced',
    'This load was given up: another outdial began to load this campaign, or somebody was forgotten meanwhile.',
    'Load it again.',
  );
}
