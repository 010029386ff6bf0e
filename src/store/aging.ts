/** What a ledger is asked once something was kept long enough. */

export type Aging<Head> = {
  /**
   * All notes of these owners, in one short write, but of those who wait or of whom a call is open or in doubt (`needed`: how
   * many), and but of what an open load brings for them. Digests stay: whoever was called is known by them. Bytes of it may be
   * left until `settleErased`.
   */
  eraseOld(owners: readonly string[]): Promise<{ readonly notes: number; readonly needed: number }>;
  /** Single notes; how many there were. */
  eraseNotes(notes: readonly { readonly owner: string; readonly key: string }[]): Promise<number>;
  /** Overwrites what was erased, wherever the ledger keeps it; false while another process's reading keeps it. */
  settleErased(): Promise<boolean>;
  /** Takes the log's lines up to and with this one away, but never its last; the chain goes on from it (`logAnchor`). */
  cutLog(to: Head): Promise<number>;
  /** The last line that was cut; null while the log is whole. */
  logAnchor(): Promise<Head | null>;
  /** How far some work on the ledger has come, by its name; it names nobody. */
  mark(name: string): Promise<string | null>;
  setMark(name: string, value: string): Promise<void>;
};
