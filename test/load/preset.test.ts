/** What `compliance.preset` names, and what is said of a name that is none. */
import { describe, expect, it } from 'vitest';
import { presetOf, presetProblem } from '../../src/load/spec/preset.ts';
import { PACK_NAMES } from '../../src/model/pack-names.ts';
import { PACKS } from '../../src/policy/rules/packs.ts';

describe('compliance.preset', () => {
  it('names every pack that there is', () => {
    expect([...PACKS.keys()]).toEqual([...PACK_NAMES]);
    for (const name of PACK_NAMES) {
      expect(presetProblem(name)).toBeNull();
      expect(presetOf(name, '/lists')).toEqual({ is: 'built_in', name });
    }
  });

  it('names a file, from where the campaign file is', () => {
    expect(presetProblem('our-rules.json')).toBeNull();
    expect(presetOf('our-rules.json', '/lists')).toEqual({ is: 'file', path: '/lists/our-rules.json' });
    expect(presetOf('../law/our-rules', '/lists')).toEqual({ is: 'file', path: '/law/our-rules' });
    expect(presetOf('none', '/lists')).toEqual({ is: 'none' });
    expect(presetOf(undefined, '/lists')).toBeNull();
  });

  it.each([
    ['us_save', 'Did you mean "us_safe"?'],
    ['US_SAFE', 'Did you mean "us_safe"?'],
    ['us_safe_2025', 'Did you mean "us_safe"?'],
    ['us_safe@2025-01-01', 'write "us_safe"'],
    ['entirely-else', 'There are us_federal'],
  ])('%s is none', (text, hint) => expect(presetProblem(text)?.hint).toContain(hint));
});
