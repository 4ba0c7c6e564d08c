import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** The folders of src, in the order in which data goes: each imports from those before it. */
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

const layers = LAYERS.flatMap((together, place) =>
  together.map((name) =>
    forbid(
      [`src/${name}/**`],
      [...together.filter((other) => other !== name), ...LAYERS.slice(place + 1).flat()],
    ),
  ),
).filter(({ files }) => files[0] !== 'src/cli/**');

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
  ...layers,
  forbid(['src/*.ts'], LAYERS.flat()),
  forbid(['experiments/**'], LAYERS.slice(1).flat()),
  {
    files: ['**/*.js'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { parserOptions: { projectService: false } },
  },
);
