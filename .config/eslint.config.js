import tseslint from 'typescript-eslint';

export default tseslint.config(...tseslint.configs.strictTypeChecked, {
  languageOptions: {
    parserOptions: {
      projectService: { allowDefaultProject: ['pipeline/cli/briefs.mjs'] },
      tsconfigRootDir: import.meta.dirname + '/..',
    },
  },
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
    '@typescript-eslint/no-non-null-assertion': 'error',
    '@typescript-eslint/explicit-module-boundary-types': 'error',
    '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    'no-console': 'error',
    eqeqeq: 'error',
  },
});
