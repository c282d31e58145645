import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { env } from '@/lib/env'

const demoFile = z.object({
  password: z.string(),
  tenants: z.array(
    z.object({
      id: z.string(),
      organizations: z.record(
        z.string(),
        z.object({ members: z.record(z.string(), z.object({ roles: z.array(z.string()) })) }),
      ),
      users: z.record(z.string(), z.object({ roles: z.array(z.string()) })),
    }),
  ),
})

export interface DemoSignIns {
  password: string
  people: { email: string; roles: string[] }[]
}

/** Null where the demo is off or not seeded. */
export async function demoSignIns(tenantId: string): Promise<DemoSignIns | null> {
  if (!env().demo) return null
  const text = await readFile(join(env().dataDir, 'demo.json'), 'utf8').catch(() => null)
  const demo = text === null ? null : demoFile.parse(JSON.parse(text))
  const tenant = demo?.tenants.find(({ id }) => id === tenantId)
  if (!demo || !tenant) return null
  const roles = new Map<string, string[]>()
  const add = (email: string, role: string) => roles.set(email, [...(roles.get(email) ?? []), role])
  for (const [slug, { members }] of Object.entries(tenant.organizations)) {
    for (const [email, member] of Object.entries(members)) add(email, `${member.roles.join(', ')} of ${slug}`)
  }
  for (const [email, user] of Object.entries(tenant.users)) for (const role of user.roles) add(email, role)
  return {
    password: demo.password,
    people: [...roles].map(([email, permissions]) => ({ email, roles: permissions })),
  }
}
