import { readDemo, rolesOf, type Demo } from '../lib/demo-file.ts'

/** A URL or port from the environment takes precedence. */
export function keepDemoUrl(variables: Record<string, string | undefined>, dataDir: string): void {
  if (variables['PORT'] || variables['FOYER_URL']) return
  const demo = readDemo(dataDir)
  if (demo) variables['FOYER_URL'] = demo.url
}

export function listSignIns({ password, tenants }: Demo, foyerUrl: string): string[] {
  return [
    `Sign in with the password ${password}`,
    ...tenants.flatMap((tenant) => [
      '',
      `  ${tenant.name}  ${publicUrl(tenant.url, foyerUrl)}`,
      ...[...rolesOf(tenant)].map(([email, roles]) => `    ${email.padEnd(24)}${roles.join(', ')}`),
    ]),
  ]
}

/** With the scheme and the port of FOYER_URL: a second process has its own port. */
function publicUrl(tenantUrl: string, foyerUrl: string): string {
  const [url, { protocol, port }] = [new URL(tenantUrl), new URL(foyerUrl)]
  return `${protocol}//${url.hostname}${port ? `:${port}` : ''}`
}
