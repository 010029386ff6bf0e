/** One record of the ledger that nobody can read holds up nothing but what is known of it. */
import { expect, it } from 'vitest';
import { recordEvidence } from '../../src/engine/settle/evidence.ts';
import type { AttemptId } from '../../src/model/ids.ts';
import { StoreFailure } from '../../src/store/failure.ts';
import { openScene } from './scene.ts';

it('evidence of it is set aside, said once, and everything else goes on', async () => {
  const { core, said } = await openScene();
  let asked = 0;
  const store = {
    ...core.store,
    attempt: async (id: AttemptId) => {
      if (id !== 'bad') return core.store.attempt(id);
      asked += 1;
      if (asked > 50) core.run.stop('now');
      throw new StoreFailure('unreadable', 'The ledger’s record of attempt bad cannot be read.', '');
    },
  };
  for (const worker of [true, false]) {
    asked = 0;
    const items = ['bad', 'good'].map((id) => ({
      attempt: id as AttemptId,
      event: { is: 'silence' } as const,
      actor: 'engine' as const,
    }));
    await recordEvidence({ ...core, worker, store }, items);
    expect(asked).toBeLessThan(10);
    expect(core.run.broken).toBeNull();
  }
  expect(said.filter((sentence) => sentence.includes('attempt bad'))).toHaveLength(1);
  expect(said.join()).not.toContain('bug in outdial');
});
