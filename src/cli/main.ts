#!/usr/bin/env node
/** The `outdial` command: hands the real process to the program. */
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock, unlessEnded } from '../clock.ts';
import { closeToDrivers, isPlainTerminal, surroundings, wantsColor } from '../config/environment.ts';
import { randomId, randomSecret } from '../random.ts';
import { main } from './program.ts';
import { outliveTerminal, processInterrupts } from './terminal/signals.ts';
import { asStarted, howStarted } from './terminal/started.ts';
import { openTerminal } from './terminal/screen.ts';

const LETS_GO = 5_000;
/** As Node ends by itself. */
const CRASHED = 1;

outliveTerminal();
closeToDrivers();
const at = surroundings();
const packageDir = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const { version } = JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')) as { version: string };

const { cwd, platform, env } = at;
const started = howStarted({ script: process.argv[1] ?? '', cwd, platform, path: env['PATH'] ?? '' });
const terminal = openTerminal(process, wantsColor(at.env), (line) => asStarted(line, started), isPlainTerminal(at.env));
// Node would print every property of the error and of its causes: drivers keep there what they were sending.
process.on('uncaughtException', (error) => {
  terminal.say(error.stack ?? error.message);
  process.exit(CRASHED);
});

const typed = process.argv.slice(2);
process.exitCode = await main(typed, {
  terminal,
  stdin: process.stdin,
  clock: systemClock(),
  makeId: randomId,
  makeSecret: randomSecret,
  at,
  interrupts: processInterrupts,
  operator: userName(),
  cwd: at.cwd,
  packageDir,
  version,
});

// A connection that was opened while the process was frozen, and that nobody holds any more, must not outlive a worker. Other
// commands may be writing still, to a reader who takes his time.
if (typed.find((word) => !word.startsWith('-')) === 'worker') unlessEnded(LETS_GO, () => process.exit());

/** Some containers have users without a name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
