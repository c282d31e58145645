import { BrowserTenant, type BrowserUser, type BrowserOrganization } from '@/test/fixtures/browser-tenant'
import { people, roles, type Part, type RoleName } from '../test/permission-model'
import { visit, type Visitor } from './permission-visitor'

export interface PermissionUsers {
  tenant: BrowserTenant
  here: BrowserOrganization
  elsewhere: BrowserOrganization
  /** All users of the model, signed in. */
  visitors: Map<string, Visitor>
  /** An operator of another tenant, in that tenant. */
  abroad: Visitor
}

/** Puts the model’s people into a tenant of the test’s own and signs each in, once. */
export async function createPermissionUsers(baseURL: string): Promise<PermissionUsers> {
  const tenant = await BrowserTenant.create(baseURL)
  const here = await tenant.createOrganization('Here')
  const elsewhere = await tenant.createOrganization('Elsewhere')
  await tenant.createRole('Auditor', listed('Auditor'), here)
  await tenant.createRole('Keeper', listed('Keeper'), elsewhere)
  await tenant.createRole('Clerk', listed('Clerk'))
  const abroad = await visit({ at: baseURL, url: baseURL, email: 'olu@lumen.test' })
  const visitors = new Map<string, Visitor>()
  for (const [name, part] of Object.entries<Part>(people)) {
    const person = part.foreign ? null : await createUser(tenant, { here, elsewhere }, { name, part })
    const visitor = person && (await visit({ at: baseURL, url: tenant.url, email: person.email }))
    visitors.set(name, visitor ?? (await abroad.at(tenant)))
  }
  return { tenant, here, elsewhere, visitors, abroad }
}

async function createUser(
  tenant: BrowserTenant,
  organizations: Record<'here' | 'elsewhere', BrowserOrganization>,
  { name, part }: { name: string; part: Part },
): Promise<BrowserUser> {
  const person = await tenant.createUser(name)
  for (const organization of ['here', 'elsewhere'] as const) {
    const held = part[organization]
    if (held === undefined) continue
    await tenant.addMember(organizations[organization], person, held)
    if (part.suspended) await tenant.suspendMember(organizations[organization], person)
  }
  if (part.tenant) await tenant.addTenantRoles(person, part.tenant)
  for (const api of ['portal', 'documents'] as const) {
    for (const permission of part.direct?.[api] ?? [])
      await tenant.addPermission(person, { api, name: permission })
  }
  return person
}

function listed(role: RoleName) {
  const { portal, documents } = roles[role]
  return [
    ...portal.map((name) => ({ api: 'portal' as const, name })),
    ...documents.map((name) => ({ api: 'documents' as const, name })),
  ]
}
