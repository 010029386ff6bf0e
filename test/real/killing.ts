/** Kills a run again and again at random moments, and lets the last one end. */
import { between, stream } from '../../src/simulate/random.ts';
import { clock, expectEverybodyOnce, until, type Stage, type StartOptions } from './stage.ts';

export async function killAgainAndAgain(on: Stage, seed: number, kills: number): Promise<void> {
  await killed(on, seed, kills);
  await expectEverybodyOnce(on, await on.start().ended);
}

/** Each at a random moment from the first request on. */
export async function killed(on: Stage, seed: number, kills: number, options: StartOptions = {}): Promise<void> {
  const luck = stream(seed, 'kills');
  for (let kill = 0; kill < kills; kill++) {
    const { child, ended } = on.start(options);
    const aim = on.sandbox.record().length + between(luck, 1, 9);
    await until(() => on.sandbox.record().length >= aim || child.exitCode !== null);
    await clock.sleep(clock.now() + between(luck, 0, 40));
    child.kill('SIGKILL');
    await ended;
  }
}
