import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const sizes = {
  'max-lines': ['error', 250],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  complexity: ['error', 10],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
}

const named = [
  'Program > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression.init',
  'Program > ExportNamedDeclaration > VariableDeclaration > VariableDeclarator > ArrowFunctionExpression.init',
].map((selector) => ({ selector, message: 'Write a named function declaration at top level.' }))

const spreads = [
  'JSXSpreadAttribute > ObjectExpression',
  'ObjectExpression > SpreadElement > ObjectExpression',
].map((selector) => ({
  selector,
  message: 'Write the properties themselves instead of spreading a literal.',
}))

const unbounded = {
  selector: 'CallExpression[callee.type="MemberExpression"][callee.property.name="normalize"]',
  message: 'Normalize text by lib/domain/text/normalize.ts, which bounds its length.',
}

export default tseslint.config(
  {
    ignores: [
      '**/.next/',
      '.foyer/',
      'lib/db/generated/',
      '**/next-env.d.ts',
      'test-results/',
      'playwright-report/',
    ],
  },
  tseslint.configs.strictTypeChecked,
  // Its rules compile each file that they read: only those that can have components or hooks.
  { ...reactHooks.configs.flat.recommended, files: ['**/*.tsx', '{app,components}/**/*.ts'] },
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    rules: {
      ...sizes,
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...named, ...spreads],
      'object-shorthand': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/no-unnecessary-type-parameters': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
    },
  },
  {
    files: ['{app,components,lib}/**/*.{ts,tsx}'],
    ignores: ['lib/domain/text/*', '**/*.test.{ts,tsx}'],
    rules: { 'no-restricted-syntax': ['error', ...named, ...spreads, unbounded] },
  },
  {
    files: ['app/**/actions.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...named,
        ...spreads,
        unbounded,
        {
          selector: 'Program:not([body.0.directive="use server"])',
          message: 'Begin with ‘use server’: without it the actions are not callable from the browser.',
        },
      ],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [tseslint.configs.disableTypeChecked],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
  {
    // A describe block is a list of tests, not a function that one reads.
    files: ['**/*.test.{ts,tsx}', 'e2e/**/*.ts'],
    rules: { 'max-lines-per-function': 'off' },
  },
  {
    // Tests speak http on loopback, and so does the demo to a provider that is tried out there; the library marks the
    // permission so that nobody gives it elsewhere.
    files: ['e2e/**/*.ts', 'test/**/*.ts', 'lib/federation/configuration.ts'],
    rules: {
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'openid-client' }] },
      ],
    },
  },
  {
    // Vitest types its asymmetric matchers as any.
    files: ['**/*.test.{ts,tsx}'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  { files: ['bin/**', 'bench/**', 'prisma/**', 'test/**'], rules: { 'no-console': 'off' } },
)
