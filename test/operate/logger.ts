/** A process that logs and then dies, or whose reader dies. */
import { systemClock } from '../../src/clock.ts';
import { openLog } from '../../src/operate/log.ts';

const log = openLog({ clock: systemClock(), level: 'info', numbers: 'masked' });
const many = process.argv[2] === 'crash' ? 1_000 : 20_000;
for (let n = 0; n < many; n++) log.info('counted', 'One more.', { n });
if (process.argv[2] === 'crash') process.kill(process.pid, 'SIGKILL');
process.stdout.write('alive');
