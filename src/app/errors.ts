/** The kinds of errors that a program may want to tell apart by their class, under the names it knows them by. */
export { StoreFailure as LedgerError, type FailureKind } from '../store/failure.ts';
export { Refusal as RefusedError, type Remedy } from './refusal.ts';
