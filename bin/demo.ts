import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const withRoles = z.object({ roles: z.array(z.string()) })

const demoFile = z.object({
  url: z.string(),
  password: z.string(),
  tenants: z.array(
    z.object({
      name: z.string(),
      url: z.string(),
      organizations: z.record(z.string(), z.object({ members: z.record(z.string(), withRoles) })),
      users: z.record(z.string(), withRoles),
    }),
  ),
})

type Demo = z.infer<typeof demoFile>

/** Undefined before the seed has finished. */
export function readDemo(dataDir: string): Demo | undefined {
  try {
    return demoFile.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  } catch {
    return undefined
  }
}

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

function rolesOf({ organizations, users }: Demo['tenants'][number]): Map<string, string[]> {
  const people = new Map<string, string[]>()
  const add = (email: string, role: string) => people.set(email, [...(people.get(email) ?? []), role])
  for (const [slug, { members }] of Object.entries(organizations)) {
    for (const [email, { roles }] of Object.entries(members)) add(email, `${roles.join(', ')} of ${slug}`)
  }
  for (const [email, { roles }] of Object.entries(users)) for (const role of roles) add(email, role)
  return people
}

/** With the scheme and the port of FOYER_URL: a second process has its own port. */
function publicUrl(tenantUrl: string, foyerUrl: string): string {
  const [url, { protocol, port }] = [new URL(tenantUrl), new URL(foyerUrl)]
  return `${protocol}//${url.hostname}${port ? `:${port}` : ''}`
}
