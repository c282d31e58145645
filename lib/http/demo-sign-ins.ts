import { readDemo, rolesOf } from '@/lib/demo-file'
import { env } from '@/lib/env'

export interface DemoSignIns {
  password: string
  people: { email: string; roles: string[] }[]
}

/** Null where the demo is off or not seeded. */
export function demoSignIns(tenantId: string): DemoSignIns | null {
  if (!env().demo) return null
  const demo = readDemo(env().dataDir)
  const tenant = demo?.tenants.find(({ id }) => id === tenantId)
  if (!demo || !tenant) return null
  return { password: demo.password, people: [...rolesOf(tenant)].map(([email, roles]) => ({ email, roles })) }
}
