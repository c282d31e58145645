import { bypassRowSecurity, change, read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { hashPassword } from '@/lib/domain/crypto/password'
import { insertOrganization } from '@/lib/domain/organizations/insert-organization'
import { createTenant } from '@/lib/domain/tenants/create-tenant'
import { insertUser } from '@/lib/domain/users/create-user'
import { newId } from '@/lib/ids'
import { demoPassword, type DemoOrganization, type DemoTenant } from './demo-tenants'
import { demoClients, ensureClient } from './clients'
import { demoLogo } from './logo'

/** Adds what is missing. Of what exists, it changes only the URLs. */
export async function ensureTenant(tenant: DemoTenant, url: string): Promise<void> {
  const system = bypassRowSecurity('the demo is seeded', tenant.id)
  const known = await read(system, (tx) => tx.tenant.findUnique({ where: { id: tenant.id } }))
  if (!known) await createTenant({ id: tenant.id, name: tenant.name, url })
  const passwordHash = await hashPassword(demoPassword)
  await change(system, async (tx) => {
    await updateUrls(tx, tenant, url)
    await ensureApi(tx, tenant)
    await ensurePeople(tx, tenant, passwordHash)
    for (const organization of tenant.organizations) await ensureOrganization(tx, tenant, organization)
    for (const client of Object.values(demoClients(tenant.api))) await ensureClient(tx, tenant.id, client)
    return { result: undefined, events: [{ type: 'demo.seeded', target: { kind: 'tenant', id: tenant.id } }] }
  })
}

/** The demo’s URLs follow the port that it is served on. */
async function updateUrls(tx: Tx, tenant: DemoTenant, url: string): Promise<void> {
  await tx.tenant.update({
    where: { id: tenant.id },
    data: { url, host: new URL(url).host, allowOrganizationNameInAuthenticationApi: true },
  })
  await tx.api.updateMany({
    where: { tenantId: tenant.id, isPortal: true },
    data: { identifier: `${url}/api/v2/` },
  })
}

async function ensureApi(tx: Tx, tenant: DemoTenant): Promise<void> {
  const { identifier, name, permissions } = tenant.api
  if (await tx.api.findFirst({ where: { tenantId: tenant.id, identifier } })) return
  const apiId = newId('resourceServer')
  await tx.api.create({
    data: { id: apiId, identifier, name, enforcePolicies: true, tokenDialect: 'access_token_authz' },
  })
  await tx.permission.createMany({
    data: Object.entries(permissions).map(([permission, description]) => ({
      apiId,
      name: permission,
      description,
      openToOrganizations: true,
    })),
  })
  for (const [role, permissionsOfRole] of Object.entries(tenant.onApi)) {
    const { id: roleId } = await roleNamed(tx, tenant, { name: role })
    await tx.rolePermission.createMany({
      data: permissionsOfRole.map((permission) => ({ roleId, usableIn: '*', apiId, name: permission })),
    })
  }
}

async function ensurePeople(tx: Tx, tenant: DemoTenant, passwordHash: string): Promise<void> {
  for (const [email, name] of Object.entries(tenant.names)) {
    const known = await tx.user.findFirst({ where: { tenantId: tenant.id, emailFolded: email } })
    if (!known)
      await insertUser(tx, {
        tenantId: tenant.id,
        email,
        emailFolded: email,
        name,
        isEmailVerified: true,
        passwordHash,
      })
  }
  for (const [email, roles] of Object.entries(tenant.users)) {
    const userId = await userOf(tx, tenant, email)
    for (const name of roles) {
      const { id: roleId } = await roleNamed(tx, tenant, { name })
      await tx.userRole.createMany({ data: [{ userId, roleId }], skipDuplicates: true })
    }
  }
}

async function ensureOrganization(tx: Tx, tenant: DemoTenant, organization: DemoOrganization): Promise<void> {
  const tenantId = tenant.id
  const { slug, displayName, colors } = organization
  const known = await tx.organizationSlug.findUnique({ where: { tenantId_slug: { tenantId, slug } } })
  if (known) return
  const brand = colors ? { primaryColor: colors.primary, backgroundColor: colors.background } : {}
  const { id } = await insertOrganization(tx, { slug, displayName, ...brand })
  if (colors) await addLogo(tx, { tenantId, id, letter: displayName.charAt(0), color: colors.primary })
  for (const [name, role] of Object.entries(organization.ownRoles ?? {}))
    await createOwnRole(tx, { tenant, id, name, role })
  for (const [email, roles] of Object.entries(organization.members)) {
    const userId = await userOf(tx, tenant, email)
    await tx.member.create({ data: { organizationId: id, userId } })
    for (const name of roles) {
      const role = await roleNamed(tx, tenant, { name, organizationId: id })
      await tx.memberRole.create({
        data: { organizationId: id, userId, roleId: role.id, usableIn: role.usableIn },
      })
    }
  }
}

async function addLogo(
  tx: Tx,
  organization: { tenantId: string; id: string; letter: string; color: string },
): Promise<void> {
  const imageId = newId('image')
  const bytes = await demoLogo(organization.letter, organization.color)
  await tx.image.create({
    data: {
      id: imageId,
      organizationId: organization.id,
      mediaType: 'image/png',
      bytes,
      width: 256,
      height: 256,
    },
  })
  await tx.organization.update({
    where: { tenantId_id: { tenantId: organization.tenantId, id: organization.id } },
    data: { logoId: imageId },
  })
}

async function createOwnRole(
  tx: Tx,
  own: {
    tenant: DemoTenant
    id: string
    name: string
    role: NonNullable<DemoOrganization['ownRoles']>[string]
  },
): Promise<void> {
  const { tenant, id: organizationId, name, role } = own
  const roleId = newId('role')
  await tx.role.create({ data: { id: roleId, name, description: role.description, organizationId } })
  const { identifier } = tenant.api
  for (const [which, permissions] of [
    [{ isPortal: true }, role.portal],
    [{ identifier }, role.api],
  ] as const) {
    const { id: apiId } = await tx.api.findFirstOrThrow({ where: { tenantId: tenant.id, ...which } })
    const data = permissions.map((permission) => ({
      apiId,
      name: permission,
      roleId,
      usableIn: organizationId,
    }))
    await tx.rolePermission.createMany({ data })
  }
}

/** Of the tenant or, with `organizationId`, also of the organization. */
function roleNamed(
  tx: Tx,
  { id: tenantId }: DemoTenant,
  { name, organizationId = '*' }: { name: string; organizationId?: string },
) {
  return tx.role.findFirstOrThrow({ where: { tenantId, name, usableIn: { in: ['*', organizationId] } } })
}

async function userOf(tx: Tx, tenant: DemoTenant, email: string): Promise<string> {
  const user = await tx.user.findFirstOrThrow({ where: { tenantId: tenant.id, emailFolded: email } })
  return user.id
}
