import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Folders in the order in which data goes: each imports from those before it. */
const LAYERS = [
  ['plan'],
  ['toolchain'],
  ['build'],
  ['trial'],
  ['journal'],
  ['analysis'],
  ['report', 'run'],
  ['doctor'],
  ['cli'],
];

const ANALYSIS_FLOORS = [
  ['numerics'],
  ['trials'],
  ['lifetimes', 'fisher'],
  ['comparison', 'claims'],
];

const forbid = (files, folders) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: `^(?:\\./|(?:\\.\\./)+)(?:src/)?(?:${folders.join('|')})/`,
            message: 'Imports go one way (ARCHITECTURE.md); have it handed in.',
          },
        ],
      },
    ],
  },
});

/** Each folder with those that it must not import. */
const forbiddenIn = (order) =>
  order.flatMap((together, place) =>
    together.map((name) => ({
      name,
      others: [
        ...together.filter((other) => other !== name),
        ...order.slice(place + 1).flat(),
      ],
    })),
  );

const layers = forbiddenIn(LAYERS).filter(({ others }) => others.length > 0);
const { others: afterAnalysis } = layers.find(({ name }) => name === 'analysis');

export default defineConfig(
  { ignores: ['dist/', '.tap/', 'results/'] },
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true },
      ],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    },
  },
  ...layers.map(({ name, others }) => forbid([`src/${name}/**`], others)),
  ...forbiddenIn(ANALYSIS_FLOORS).map(({ name, others }) =>
    forbid([`src/analysis/${name}/**`], [...others, ...afterAnalysis]),
  ),
  forbid(['src/*.ts'], LAYERS.flat()),
  forbid(['experiments/**'], LAYERS.slice(1).flat()),
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
);
