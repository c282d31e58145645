import reactHooks from 'eslint-plugin-react-hooks'
import { defineConfig, type OxlintConfig } from 'oxlint'

type Rules = NonNullable<OxlintConfig['rules']>

/** What typescript-eslint calls strict, with types; without the rules that this project has decided against. */
const strict: Rules = {
  'no-array-constructor': 'error',
  'no-unused-expressions': 'error',
  'no-useless-constructor': 'error',
  'typescript/await-thenable': 'error',
  'typescript/ban-ts-comment': ['error', { minimumDescriptionLength: 10 }],
  'typescript/no-array-delete': 'error',
  'typescript/no-base-to-string': 'error',
  'typescript/no-deprecated': 'error',
  'typescript/no-duplicate-enum-values': 'error',
  'typescript/no-duplicate-type-constituents': 'error',
  'typescript/no-dynamic-delete': 'error',
  'typescript/no-empty-object-type': 'error',
  'typescript/no-explicit-any': 'error',
  'typescript/no-extra-non-null-assertion': 'error',
  'typescript/no-extraneous-class': 'error',
  'typescript/no-floating-promises': 'error',
  'typescript/no-for-in-array': 'error',
  'typescript/no-generated-empty-object-type': 'error',
  'typescript/no-implied-eval': 'error',
  'typescript/no-invalid-void-type': 'error',
  'typescript/no-meaningless-void-operator': 'error',
  'typescript/no-misused-new': 'error',
  'typescript/no-misused-spread': 'error',
  'typescript/no-mixed-enums': 'error',
  'typescript/no-namespace': 'error',
  'typescript/no-non-null-asserted-nullish-coalescing': 'error',
  'typescript/no-non-null-asserted-optional-chain': 'error',
  'typescript/no-non-null-assertion': 'error',
  'typescript/no-redundant-type-constituents': 'error',
  'typescript/no-require-imports': 'error',
  'typescript/no-this-alias': 'error',
  'typescript/no-unnecessary-boolean-literal-compare': 'error',
  'typescript/no-unnecessary-condition': 'error',
  'typescript/no-unnecessary-template-expression': 'error',
  'typescript/no-unnecessary-type-arguments': 'error',
  'typescript/no-unnecessary-type-assertion': 'error',
  'typescript/no-unnecessary-type-constraint': 'error',
  'typescript/no-unnecessary-type-conversion': 'error',
  'typescript/no-unsafe-argument': 'error',
  'typescript/no-unsafe-assignment': 'error',
  'typescript/no-unsafe-call': 'error',
  'typescript/no-unsafe-declaration-merging': 'error',
  'typescript/no-unsafe-enum-comparison': 'error',
  'typescript/no-unsafe-function-type': 'error',
  'typescript/no-unsafe-member-access': 'error',
  'typescript/no-unsafe-return': 'error',
  'typescript/no-unsafe-unary-minus': 'error',
  'typescript/no-useless-default-assignment': 'error',
  'typescript/no-wrapper-object-types': 'error',
  'typescript/only-throw-error': 'error',
  'typescript/prefer-as-const': 'error',
  'typescript/prefer-literal-enum-member': 'error',
  'typescript/prefer-namespace-keyword': 'error',
  'typescript/prefer-promise-reject-errors': 'error',
  'typescript/prefer-reduce-type-parameter': 'error',
  'typescript/prefer-return-this-type': 'error',
  'typescript/related-getter-setter-pairs': 'error',
  'typescript/restrict-plus-operands': [
    'error',
    {
      allowAny: false,
      allowBoolean: false,
      allowNullish: false,
      allowNumberAndString: false,
      allowRegExp: false,
    },
  ],
  'typescript/return-await': ['error', 'error-handling-correctness-only'],
  'typescript/triple-slash-reference': 'error',
  'typescript/unbound-method': 'error',
  'typescript/unified-signatures': 'error',
  'typescript/use-unknown-in-catch-callback-variable': 'error',
}

const sizes: Rules = {
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

const notFromTheBrowser = {
  selector: 'Program:not([body.0.directive="use server"])',
  message: 'Begin with ‘use server’: without it the actions are not callable from the browser.',
}

/** Oxlint has no rule for syntax of one’s own: this one is ESLint’s. */
function restricts(...syntax: { selector: string; message: string }[]): Rules {
  return { 'eslint-js/no-restricted-syntax': ['error', ...syntax] }
}

const rules: Rules = {
  ...strict,
  ...sizes,
  ...restricts(...named, ...spreads),
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-console': 'error',
  'no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  'no-var': 'error',
  'object-shorthand': 'error',
  'prefer-const': 'error',
  'prefer-rest-params': 'error',
  'prefer-spread': 'error',
  'typescript/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  'typescript/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
  'typescript/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
  'typescript/restrict-template-expressions': ['error', { allowNumber: true }],
}

export default defineConfig({
  plugins: ['typescript'],
  jsPlugins: [
    { name: 'eslint-js', specifier: 'oxlint-plugin-eslint' },
    { name: 'react-hooks-js', specifier: 'eslint-plugin-react-hooks' },
  ],
  categories: { correctness: 'off' },
  options: { typeAware: true, denyWarnings: true, respectEslintDisableDirectives: false },
  ignorePatterns: [
    '**/.next/',
    'dist/',
    '.foyer/',
    'lib/db/generated/',
    '**/next-env.d.ts',
    'test-results/',
    'playwright-report/',
  ],
  rules,
  overrides: [
    {
      // Its rules compile each file that they read: only those that can have components or hooks.
      files: ['**/*.tsx', '{app,components}/**/*.ts'],
      rules: Object.fromEntries(
        Object.entries(reactHooks.configs.flat.recommended.rules).map(([rule]) => [
          rule.replace('react-hooks/', 'react-hooks-js/'),
          'error',
        ]),
      ),
    },
    {
      files: ['{app,components,lib}/**/*.{ts,tsx}'],
      excludeFiles: ['lib/domain/text/*', '**/*.test.{ts,tsx}'],
      rules: restricts(...named, ...spreads, unbounded),
    },
    {
      files: ['app/**/actions.ts'],
      rules: restricts(...named, ...spreads, unbounded, notFromTheBrowser),
    },
    {
      // They have no types.
      files: ['**/*.{js,mjs,cjs}'],
      rules: Object.fromEntries(
        Object.keys(rules)
          .filter((rule) => rule.startsWith('typescript/'))
          .map((rule) => [rule, 'off']),
      ),
    },
    {
      // A describe block is a list of tests, not a function that one reads.
      files: ['**/*.test.{ts,tsx}', 'e2e/**/*.ts'],
      rules: { 'max-lines-per-function': 'off' },
    },
    {
      // Tests speak http on loopback, and so does the demo to a provider that is tried out there; the library marks the
      // permission so that no other code takes it.
      files: ['e2e/**/*.ts', 'test/**/*.ts', 'lib/federation/configuration.ts'],
      rules: {
        'typescript/no-deprecated': [
          'error',
          { allow: [{ from: 'package', name: 'allowInsecureRequests', package: 'openid-client' }] },
        ],
      },
    },
    {
      // Vitest types its asymmetric matchers as any.
      files: ['**/*.test.{ts,tsx}'],
      rules: { 'typescript/no-unsafe-assignment': 'off' },
    },
    { files: ['bin/**', 'bench/**', 'prisma/**', 'test/**'], rules: { 'no-console': 'off' } },
  ],
})
