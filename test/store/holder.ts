/** A process that takes the engine's lock, says so, and lives until it is killed. Run by lock.test.ts. */
import { takeEngineLock } from '../../src/store/sqlite/lock.ts';

const lock = await takeEngineLock(process.argv[2] ?? '', 1_800_000_000_000);
process.send?.({ is: lock.is, pid: process.pid });
setInterval(() => undefined, 60_000);
