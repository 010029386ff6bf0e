/** The recording of a call of the sandbox: as long as the call, and silent. */
import { SECOND, type Duration } from '../../model/time.ts';

const RATE = 8_000;
const HEADER = 44;
/** A recording of a long call would be megabytes of nothing. */
const LONGEST = 60 * RATE;

/** A WAV of 8-bit mono samples. */
export function silence(lasts: Duration): Uint8Array {
  const samples = Math.min(LONGEST, Math.max(1, Math.round((lasts / SECOND) * RATE)));
  const bytes = Buffer.alloc(HEADER + samples, 0x80);
  bytes.write('RIFF', 0, 'latin1');
  bytes.writeUInt32LE(HEADER - 8 + samples, 4);
  bytes.write('WAVEfmt ', 8, 'latin1');
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(RATE, 24);
  bytes.writeUInt32LE(RATE, 28);
  bytes.writeUInt16LE(1, 32);
  bytes.writeUInt16LE(8, 34);
  bytes.write('data', 36, 'latin1');
  bytes.writeUInt32LE(samples, 40);
  return bytes;
}
