/**
 * Who may import whom: the picture in ARCHITECTURE.md as data. A layer reaches the paths that it
 * lists and nothing else; test and bench, which are not listed, may import anything.
 */
const packages = (...names) => names.map((name) => `^node_modules/${name}/`);
const anyPackage = '^node_modules/';
const contract = '^edge/api/contract/';
const dataFolder = '^edge/store/data-folder\\.ts$';

const layers = [
  { name: 'domain', may: ['^domain/', ...packages('temporal-polyfill', 'zod')], builtins: false },
  { name: 'gateway', may: ['^domain/', '^gateway/', anyPackage] },
  {
    name: 'edge',
    path: '^edge/[^/]+/',
    may: ['^domain/', '^edge/', '^package\\.json$', anyPackage],
  },
  { name: 'edge-root', path: '^edge/[^/]+$', may: ['^domain/', '^edge/', '^gateway/', anyPackage] },
  { name: 'simulators', may: ['^domain/', '^simulators/', anyPackage] },
  { name: 'cloud', may: ['^domain/', '^cloud/', '^edge/sync/wire\\.ts$', dataFolder, anyPackage] },
  { name: 'dashboards', may: ['^domain/', '^dashboards/', contract, anyPackage] },
  {
    name: 'demo',
    may: [
      '^domain/',
      '^demo/',
      '^simulators/(edge-config|plant-reasons|plant-settings|scenarios)\\.ts$',
      contract,
      dataFolder,
    ],
  },
  { name: 'scripts', may: ['^domain/', '^edge/', '^scripts/', anyPackage] },
  { name: 'bin', may: ['^bin/', '^scripts/'] },
];

const staysInItsLayer = ({ name, path = `^${name}/`, may, builtins = true }) => ({
  name: `layer-${name}`,
  severity: 'error',
  from: { path },
  to: { pathNot: may, dependencyTypesNot: builtins ? ['core'] : [] },
});

/** The pages ship without the server: what they take from it must vanish when types are erased. */
const dashboardsTakeTypesOnly = {
  name: 'dashboards-take-types-only',
  severity: 'error',
  from: { path: '^dashboards/' },
  to: { path: contract, dependencyTypesNot: ['type-only'] },
};

/** What truly happened in the simulated week is held against the KPIs, so it is computed without them. */
const truthIsItsOwn = {
  name: 'truth-is-its-own',
  severity: 'error',
  from: { path: '^simulators/week/' },
  to: { path: '^domain/(kpi|calendar)/' },
};

const noCycles = {
  name: 'no-cycles',
  severity: 'error',
  from: {},
  to: { circular: true },
};

const resolves = {
  name: 'resolves',
  severity: 'error',
  from: {},
  to: { couldNotResolve: true },
};

export default {
  forbidden: [
    ...layers.map(staysInItsLayer),
    dashboardsTakeTypesOnly,
    truthIsItsOwn,
    noCycles,
    resolves,
  ],
  options: {
    // TypeScript 7 has no compiler API yet; swc reads the sources, type-only imports included.
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // Tests may import anything, and swc's visitor cannot read the `using` they like.
    exclude: { path: '(^|/)(dist|data)/|^test/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
    cache: { folder: 'node_modules/.cache/dependency-cruiser', strategy: 'metadata' },
  },
};
