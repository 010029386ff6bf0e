import { expect, it } from 'vitest';
import { COMMANDS } from '../../src/cli/commands.ts';
import { meantCommand } from '../../src/cli/terminal/meant-command.ts';

const known = COMMANDS.map(({ usage }) => usage.split(' ')[0] ?? '');

it('takes other words for a command, and slips of a letter', () => {
  const meant = ['start', 'stop', 'ls', 'validate', 'chekc', 'statsu', 'exprot', 'doctr', 'redial', 'DIAL'].map(
    (typed) => meantCommand(typed, known),
  );
  expect(meant).toEqual(['run', 'pause', 'status', 'check', 'check', 'status', 'export', 'doctor', 'retry', 'run']);
});

it('guesses nothing where nothing is near', () => {
  for (const typed of ['xyzzy', 'campaigns.csv', 'contacts', '', 'a'])
    expect(meantCommand(typed, known), typed).toBeUndefined();
});
