import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Four kinds of test. pure: rules and style, no database, no browser, and quick. postgres: everything beside the code that needs a
 * PostgreSQL; one fast cluster for all of them (tests/global-setup.ts). start: the program as a process, killed and
 * restarted. browser: a person's day in Chromium; two lines of them, the field service's and
 * the house's, at one product: days which touch the same records stand in one line.
 */
const PURE = ['src/**/rules.test.ts', 'src/**/*.rules.test.ts', 'src/**/*.pure.test.ts', 'src/**/*.pure.test.tsx', 'tests/tidy.test.ts'];
const APART = ['tests/start/**', 'tests/browser/**'];
const DAYS = ['tests/browser/**/*.spec.ts', 'tests/browser/**/*.test.ts'];
/** The days of the field service, and the look at every page, which changes nothing. */
const FIELD = ['accessibility', 'branch-manager', 'dispatcher', 'finance', 'ranking', 'storekeeper', 'technician'].map((name) => `tests/browser/${name}.spec.ts`);
const shared = { pool: 'threads', isolate: false, maxWorkers: 2 } as const;

// Days in the browser share one product, so they stand in one order on every machine: by name, not by size or by how long they took last time.
class ByName extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    if (files.some((f) => !f.project.name.startsWith('browser'))) return super.sort(files);
    return [...files].sort((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}

const browser = {
  globalSetup: ['tests/global-setup.ts', 'tests/browser/open-desk.ts'], testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 20_000 } },
  pool: 'threads', isolate: false, sequence: { groupOrder: 2 }, maxWorkers: 1, fileParallelism: false,
} as const;

export default defineConfig({
  test: {
    reporters: ['default'],
    sequence: { sequencer: ByName },
    // What a file was compiled to is kept: the next run compiles only what changed.
    experimental: { fsModuleCache: true, fsModuleCachePath: '.data/vitest' },
    projects: [
      { test: { name: 'pure', include: PURE, testTimeout: 20_000, ...shared } },
      { test: { name: 'postgres', include: ['src/**/*.test.{ts,tsx}', 'tests/**/*.test.ts'], exclude: [...PURE, ...APART],
        globalSetup: ['tests/global-setup.ts'], testTimeout: 30_000, hookTimeout: 60_000, ...shared } },
      { test: { name: 'start', include: ['tests/start/**/*.test.ts'], testTimeout: 90_000, hookTimeout: 60_000, pool: 'threads', isolate: false, sequence: { groupOrder: 1 },
        maxWorkers: 1, fileParallelism: false } },
      { test: { name: 'browser-field', include: FIELD, ...browser } },
      { test: { name: 'browser-house', include: DAYS, exclude: FIELD, ...browser } },
    ],
  },
});
