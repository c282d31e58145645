import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const withRoles = z.object({ roles: z.array(z.string()) })

const demoFile = z.object({
  url: z.string(),
  password: z.string(),
  tenants: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      url: z.string(),
      organizations: z.record(z.string(), z.object({ members: z.record(z.string(), withRoles) })),
      users: z.record(z.string(), withRoles),
    }),
  ),
})

export type Demo = z.infer<typeof demoFile>

/** Undefined before the seed has finished. */
export function readDemo(dataDir: string): Demo | undefined {
  try {
    return demoFile.parse(JSON.parse(readFileSync(join(dataDir, 'demo.json'), 'utf8')))
  } catch {
    return undefined
  }
}

/** By email address. */
export function rolesOf({ organizations, users }: Demo['tenants'][number]): Map<string, string[]> {
  const people = new Map<string, string[]>()
  const add = (email: string, role: string) => people.set(email, [...(people.get(email) ?? []), role])
  for (const [slug, { members }] of Object.entries(organizations)) {
    for (const [email, { roles }] of Object.entries(members)) add(email, `${roles.join(', ')} of ${slug}`)
  }
  for (const [email, { roles }] of Object.entries(users)) for (const role of roles) add(email, role)
  return people
}
