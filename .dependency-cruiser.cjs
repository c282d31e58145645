const test = '\\.test\\.tsx?$|^test/'
const web = '^node_modules/(next|next-auth|react|react-dom)/'

/** The house rule: app → lib/http → lib/domain → lib/db, and no arrow points back. */
const arrows = [
  forbid('app-is-a-leaf', { pathNot: '^(app|\\.next)/' }, { path: '^app/' }),
  forbid('app-and-components-never-see-db', { path: '^(app|components)/' }, { path: '^lib/db/' }),
  forbid(
    'components-only-present',
    { path: '^components/' },
    { path: '^lib/', pathNot: '^lib/http/form-state', dependencyTypesNot: ['type-only'] },
  ),
  forbid('lib-never-sees-components', { path: '^lib/(?!email/)', pathNot: test }, { path: '^components/' }),
  forbid('domain-points-down', { path: '^lib/domain/' }, { path: '^lib/(http|oidc)/' }),
  forbid('domain-knows-no-web', { path: '^lib/domain/' }, { path: web }),
  forbid(
    'db-points-nowhere',
    { path: '^lib/db/', pathNot: test },
    { path: '^lib/(domain|http|oidc|email)/' },
  ),
  forbid('email-points-down', { path: '^lib/email/', pathNot: test }, { path: '^lib/(http|oidc)/' }),
  forbid(
    'access-and-errors-stand-alone',
    { path: '^lib/(access|errors|env|ids|request-state)\\.ts$' },
    { path: '^lib/(domain|http|oidc|email|db)/', dependencyTypesNot: ['type-only'] },
  ),
  forbid('examples-stand-alone', { path: '^examples/' }, { path: '^(app|components|lib|prisma)/' }),
  forbid('product-never-sees-examples', { pathNot: '^examples/' }, { path: '^examples/' }),
  forbid(
    'product-never-sees-tests',
    { pathNot: `${test}|^(bench|e2e)/|^(vitest|playwright)\\.` },
    { path: `${test}|^e2e/` },
  ),
]

/** Each library has one home. */
const homes = [
  home('prisma', '^(lib/db/|prisma/|prisma\\.config|bin/)', '^node_modules/@prisma/|^lib/db/generated/'),
  home('resend', '^lib/email/', '^node_modules/resend/'),
  home('next-auth', '^(lib/http/|app/api/auth/|examples/web/)', '^node_modules/next-auth/'),
]

module.exports = {
  forbidden: [
    forbid('no-cycles', {}, { circular: true }),
    forbid('nothing-unresolved', {}, { couldNotResolve: true }),
    forbid(
      'only-declared-packages',
      { pathNot: '^node_modules/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    ...arrows,
    ...homes,
  ],
  options: {
    doNotFollow: { path: ['node_modules', '^lib/db/generated/'] },
    exclude: { path: ['(^|/)\\.next/', '(^|/)next-env'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
    },
  },
}

function forbid(name, from, to) {
  return { name, severity: 'error', from, to }
}

function home(name, rooms, packages) {
  const outside = { pathNot: `${rooms}|${test}|^node_modules/` }
  return forbid(`${name}-has-one-home`, outside, { path: packages })
}
