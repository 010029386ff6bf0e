/** Before all tests: a build as new as the source, and what this machine has; after them: how many were skipped for want of it. */
import type { TestProject } from 'vitest/node';
import { buildIfStale } from './build.ts';
import { findMissing, NOT_INSTALLED, type Need } from './find-needs.ts';
import { shareServers } from './own-servers.ts';
import { needsIn } from './tag.ts';

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildIfStale();
  const stop = await shareServers();
  const missing = await findMissing();
  const wanted = missing.filter((need) => !NOT_INSTALLED.includes(need));
  // Where nobody watches, a suite that is skipped is a suite that nobody ever runs.
  if (process.env['CI'] === 'true' && wanted.length > 0) {
    await stop();
    throw new Error(`The tests need ${wanted.join(', ')}, which this machine lacks (with CI=true nothing is skipped).`);
  }
  project.provide('missing', missing);
  return async () => {
    await stop();
    if (missing.length > 0) console.log(skippedLine(missing, skippedNames(project)));
  };
}

function skippedNames(project: TestProject): readonly string[] {
  return project.vitest.state
    .getTestModules()
    .flatMap((module) => [...module.children.allTests('skipped')].map(({ fullName }) => fullName));
}

/** The last line of a run. A test that needs two missing things is counted for each. */
function skippedLine(missing: readonly Need[], names: readonly string[]): string {
  const needsOf = names.map(needsIn);
  const counts = missing.map((need) => {
    const count = needsOf.filter((needs) => needs.includes(need)).length;
    return `${need} (${count} ${count === 1 ? 'test' : 'tests'})`;
  });
  return `Skipped for want of: ${counts.join(', ')}.`;
}
