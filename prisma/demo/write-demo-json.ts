import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bypassRowSecurity, read } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { env } from '@/lib/env'
import { demoTenants, demoPassword, type DemoTenant } from './demo-tenants'
import { demoClients, demoSecret, redirectUri } from './clients'

/** Writes <FOYER_DATA>/demo.json, mode 0600. */
export async function writeDemoJson(): Promise<void> {
  const tenants = []
  for (const tenant of demoTenants)
    tenants.push(
      await read(bypassRowSecurity('demo.json is written', tenant.id), (tx) => describe(tx, tenant)),
    )
  mkdirSync(env().dataDir, { recursive: true })
  const text = JSON.stringify({ url: env().foyerUrl, password: demoPassword, tenants }, null, 2)
  writeFileSync(join(env().dataDir, 'demo.json'), `${text}\n`, { mode: 0o600 })
}

async function describe(tx: Tx, tenant: DemoTenant): Promise<Record<string, unknown>> {
  const { url } = await tx.tenant.findUniqueOrThrow({ where: { id: tenant.id } })
  const { id, name } = tenant
  const tenantLevel = await tx.user.findMany({
    where: { tenantId: id, emailFolded: { in: Object.keys(tenant.users) } },
    include: { roles: { include: { role: true } } },
  })
  const roles = await tx.role.findMany({ where: { tenantId: id } })
  const connections = await tx.connection.findMany({ where: { tenantId: id } })
  const api = await tx.api.findFirstOrThrow({ where: { tenantId: id, identifier: tenant.api.identifier } })
  return {
    id,
    name,
    url,
    organizations: await organizations(tx, tenant),
    users: Object.fromEntries(tenantLevel.map((user) => withRoles(user, user.roles))),
    roles: Object.fromEntries(roles.map((role) => [role.name, role.id])),
    connections: Object.fromEntries(connections.map((connection) => [connection.name, connection.id])),
    api: { identifier: api.identifier, id: api.id, permissions: Object.keys(tenant.api.permissions) },
    clients: await clients(tx, tenant),
  }
}

async function organizations(tx: Tx, tenant: DemoTenant): Promise<Record<string, unknown>> {
  const found = await tx.organization.findMany({
    where: {
      tenantId: tenant.id,
      slug: { in: tenant.organizations.map(({ slug }) => slug) },
      deletedAt: null,
    },
    include: { members: { include: { user: true, roles: { include: { role: true } } } } },
  })
  return Object.fromEntries(
    found.map(({ id, slug, members }) => [
      slug,
      {
        id,
        members: Object.fromEntries(members.map(({ user, roles }) => withRoles(user, roles))),
      },
    ]),
  )
}

function withRoles(user: { id: string; email: string }, roles: { role: { name: string } }[]) {
  return [user.email, { user_id: user.id, roles: roles.map(({ role }) => role.name) }] as const
}

async function clients(tx: Tx, tenant: DemoTenant): Promise<Record<string, unknown>> {
  const described: Record<string, unknown> = {}
  for (const [key, { name, appType }] of Object.entries(demoClients(tenant.api))) {
    const { id } = await tx.client.findFirstOrThrow({ where: { tenantId: tenant.id, name } })
    described[key] = {
      client_id: id,
      ...(appType === 'spa' ? {} : { client_secret: demoSecret(tenant.id, name) }),
      ...(appType === 'non_interactive' ? {} : { redirect_uri: redirectUri }),
    }
  }
  return described
}
