const test = '\\.test\\.tsx?$|^test/'
const web = '^node_modules/(next|next-auth|react|react-dom)/'

/**
 * app → lib/http → lib/domain → lib/db. Beside lib/http: lib/oidc (Foyer as OpenID provider) and lib/federation (Foyer
 * as client of other providers). All three use lib/web; lib/server alone knows lib/http and lib/oidc. lib/webhooks, a worker
 * that no request uses, sends by lib/federation.
 */
const arrows = [
  forbid('app-is-a-leaf', { pathNot: '^(app|\\.next)/' }, { path: '^app/' }),
  forbid('app-and-components-never-see-db', { path: '^(app|components)/' }, { path: '^lib/db/' }),
  forbid(
    'components-only-present',
    { path: '^components/', pathNot: test },
    { path: '^lib/', pathNot: '^lib/http/form-state', dependencyTypesNot: ['type-only'] },
  ),
  forbid('lib-never-sees-components', { path: '^lib/(?!email/)', pathNot: test }, { path: '^components/' }),
  forbid('domain-points-down', { path: '^lib/domain/' }, { path: above('domain') }),
  forbid('domain-knows-no-web', { path: '^lib/domain/' }, { path: web }),
  forbid(
    'db-points-nowhere',
    { path: '^lib/db/', pathNot: test },
    { path: `^lib/(domain|email)/|${above('domain')}` },
  ),
  forbid('email-points-down', { path: '^lib/email/', pathNot: test }, { path: above('domain') }),
  forbid('web-points-down', { path: '^lib/web/', pathNot: test }, { path: above('web') }),
  forbid(
    'federation-points-down',
    { path: '^lib/federation/', pathNot: test },
    { path: above('federation') },
  ),
  forbid('webhooks-point-down', { path: '^lib/webhooks/', pathNot: test }, { path: above('webhooks') }),
  forbid('http-not-oidc', { path: '^lib/http/', pathNot: test }, { path: '^lib/(oidc|server)/' }),
  forbid('oidc-not-http', { path: '^lib/oidc/', pathNot: test }, { path: '^lib/(http|federation|server)/' }),
  forbid(
    'access-and-errors-stand-alone',
    { path: '^lib/(access|callers|errors|env|ids|network-of|request-state)\\.ts$' },
    { path: `^lib/(domain|email|db)/|${above('domain')}`, dependencyTypesNot: ['type-only'] },
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
  home('standardwebhooks', '^lib/webhooks/', '^node_modules/standardwebhooks/'),
  home('pino', '^(lib/log\\.ts|bin/)', '^node_modules/pino'),
  home('prom-client', '^(lib/metrics\\.ts|lib/server/|bin/)', '^node_modules/prom-client/'),
  home('resend', '^lib/email/', '^node_modules/resend/'),
  home('nodemailer', '^lib/email/', '^node_modules/nodemailer/'),
  home('next-auth', '^(lib/(http|web)/|app/api/auth/|examples/web/)', '^node_modules/next-auth/'),
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
    exclude: { path: ['^dist/', '(^|/)\\.next/', '(^|/)next-env'] },
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

/** The folders that this one must not import. */
function above(layer) {
  const layers = {
    domain: 'web|federation|webhooks|http|oidc|server',
    web: 'federation|webhooks|http|oidc|server',
    federation: 'webhooks|http|oidc|server',
    webhooks: 'web|http|oidc|server',
  }
  return `^lib/(${layers[layer]})/`
}

function home(name, folders, packages) {
  const outside = { pathNot: `${folders}|${test}|^node_modules/` }
  return forbid(`${name}-has-one-home`, outside, { path: packages })
}
