/**
 * What may import what. Modules lie at src/modules/<area>/<module>/.
 * MODULE is that folder; its front door is index.ts.
 */
const MODULE = '^src/modules/([^/]+/[^/]+)/';
const TEST = '(\\.(test|spec)\\.tsx?|[./]testing[^/]*\\.ts)$';

export default {
  forbidden: [
    { name: 'no-cycles', severity: 'error', comment: 'Who needs whom must have an order.',
      from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'kernel-knows-no-module', severity: 'error', comment: 'The kernel is a library. It is called by modules and never calls them.',
      from: { path: '^src/kernel/' }, to: { path: '^src/(modules/|modules\\.ts|web/|server/|main\\.ts)' } },
    { name: 'modules-meet-at-the-front-door', severity: 'error', comment: "Import another module's index.ts, nothing deeper.",
      from: { path: MODULE, pathNot: TEST }, to: { path: MODULE, pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/[^/]+/index\\.ts$'] } },
    { name: 'tests-may-borrow-demo-data', severity: 'error', comment: "A test may also import another module's demo.ts and its testing files, nothing else behind the door.",
      from: { path: MODULE }, to: { path: MODULE, pathNot: ['^src/modules/$1/', '^src/modules/[^/]+/[^/]+/(index|demo|testing[a-z-]*|[a-z-]+[.]testing)\\.ts$'] } },
    { name: 'only-the-list-knows-all-modules', severity: 'error', comment: 'src/modules.ts is the only file outside the modules that names one.',
      from: { path: '^src/(server|main\\.ts)', pathNot: TEST }, to: { path: '^src/modules/' } },
    { name: 'modules-do-not-serve', severity: 'error', comment: 'Modules declare; the server serves them.',
      from: { path: MODULE, pathNot: TEST }, to: { path: '^src/(server/|main\\.ts|modules\\.ts)' } },
    { name: 'server-never-draws', severity: 'error', comment: 'Only ui/ folders may import web/.',
      from: { path: '^src/(kernel|server|modules|main\\.ts)', pathNot: '^src/modules/[^/]+/[^/]+/ui/' }, to: { path: '^src/(web/|modules/[^/]+/[^/]+/ui/)' } },
    { name: 'browser-takes-only-types-from-the-server', severity: 'error', comment: 'import type, or the server ends up in the page. Pure rules and plain dates are the same on both sides.',
      from: { path: '^src/(web/|modules/[^/]+/[^/]+/ui/)', pathNot: TEST },
      to: { path: '^src/(kernel/|server/|main\\.ts|modules\\.ts|modules/[^/]+/[^/]+/(?!ui/))', pathNot: ['[./]rules\\.ts$', '^src/kernel/calendar/(zone|plain-date)\\.ts$'], dependencyTypesNot: ['type-only'] } },
    { name: 'rules-are-pure', severity: 'error', comment: 'rules.ts computes; it does not reach for the database, the clock or the network.',
      from: { path: '[./]rules\\.ts$' },
      to: { path: '(^src/(server|web)/|^src/kernel/(database|testing|clock)|/ui/|^node_modules/(pg|kysely|fastify|pino|@fastify)(/|$))' } },
    { name: 'rules-touch-nothing-outside', severity: 'error', comment: 'No files, network or processes in a rule.',
      from: { path: '[./]rules\\.ts$' }, to: { dependencyTypes: ['core'] } },
    { name: 'tests-are-leaves', severity: 'error', comment: 'Nothing the product runs may come from a test.',
      from: { path: '^src/', pathNot: [TEST, '[./]testing[^/]*\\.ts$', '/testing/'] }, to: { path: [TEST, '[./]testing[^/]*\\.ts$', '/testing/', '^tests/', '^bench/'] } },
    { name: 'everything-resolves', severity: 'error', comment: 'An import that leads nowhere is not checked at all.',
      from: { path: '^src/' }, to: { couldNotResolve: true } },
    { name: 'only-declared-packages', severity: 'error', comment: 'What src imports stands in dependencies (types may stand in devDependencies).',
      from: { path: '^src/', pathNot: [TEST, 'testing\\.ts$'] }, to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.tsx', '.mjs', '.js'], conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
