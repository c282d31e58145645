import * as client from 'openid-client'
import type { Tx } from '@/lib/db/prisma'
import type { BrowserOrganization } from '@/test/fixtures/browser-tenant'
import {
  addDomain,
  addMember,
  createApplication,
  createOrganization as insertOrganization,
  createUser,
  hashOfPassword,
} from '@/test/fixtures/builders'
import { writeInProduct } from '@/test/fixtures/product-database'
import { demoTenantNamed, redirectUri } from './relying-party'
import { newAddress, newSlug } from './support'

const tenantId = 'lumen'

interface OrganizationSettings {
  usage: 'deny' | 'allow' | 'require'
  behavior?: 'no_prompt' | 'pre_login_prompt' | 'post_login_prompt'
  discovery?: readonly string[]
}

/** A new single-page application for one test. */
export async function createSinglePageApplication({
  usage,
  behavior = 'no_prompt',
  discovery = ['email', 'organization_name'],
}: OrganizationSettings): Promise<client.Configuration> {
  const id = await writeInProduct(tenantId, async (tx) => {
    const application = await createApplication(tx, {
      name: 'Notes',
      appType: 'spa',
      grantTypes: ['authorization_code', 'refresh_token'],
      tokenEndpointAuthMethod: 'none',
      redirectUris: [redirectUri],
      organizationUsage: usage,
    })
    await tx.client.updateMany({
      where: { id: application.id },
      data: { organizationRequireBehavior: behavior, organizationDiscoveryMethods: [...discovery] },
    })
    return application.id
  })
  return client.discovery(new URL(`${demoTenantNamed(tenantId).url}/`), id, undefined, client.None(), {
    execute: [client.allowInsecureRequests],
  })
}

/** An organization with the tenant’s usual connections and no members. */
export async function createOrganization(displayName = 'Harbour'): Promise<BrowserOrganization> {
  const organization = { slug: newSlug('harbour'), displayName }
  const { id } = await writeInProduct(tenantId, (tx) => insertOrganization(tx, organization))
  return { id, ...organization }
}

export interface TestMember {
  id: string
  email: string
}

/** A user with a verified address and the demo’s password, who is a Member of these organizations. */
export async function createMember(...organizations: readonly BrowserOrganization[]): Promise<TestMember> {
  const email = newAddress('sol')
  const passwordHash = await hashOfPassword()
  const id = await writeInProduct(tenantId, async (tx) => {
    const user = await createUser(tx, { tenantId, email, name: 'Sol Somebody', passwordHash })
    for (const { id: organizationId } of organizations)
      await addMember(tx, { tenantId, organizationId, userId: user.id, roles: ['Member'] })
    return user.id
  })
  return { id, email }
}

/** Makes the user’s sign-ins look this many seconds older. */
export async function ageSessions({ id }: TestMember, seconds: number): Promise<void> {
  await writeInProduct(
    tenantId,
    (tx) => tx.$executeRaw`
      UPDATE sessions SET auth_time = auth_time - make_interval(secs => ${seconds}) WHERE user_id = ${id}`,
  )
}

interface ConnectionFlags {
  assignMembershipOnLogin?: boolean
  showAsButton?: boolean
  isSignupEnabled?: boolean
}

/** Of a connection that is enabled in the organization. */
export async function setConnectionFlags(
  { id: organizationId }: BrowserOrganization,
  strategy: string,
  flags: ConnectionFlags,
): Promise<void> {
  await writeInProduct(tenantId, async (tx) => {
    const connectionId = await connectionOf(tx, strategy)
    await tx.enabledConnection.update({
      where: { tenantId_organizationId_connectionId: { tenantId, organizationId, connectionId } },
      data: flags,
    })
  })
}

async function connectionOf(tx: Tx, strategy: string): Promise<string> {
  const { id } = await tx.connection.findFirstOrThrow({ where: { strategy, isDefault: true } })
  return id
}

/** Adds a domain that is verified for the organization. */
export async function addVerifiedDomain(
  { id: organizationId }: BrowserOrganization,
  domain: string,
): Promise<void> {
  await writeInProduct(tenantId, (tx) => addDomain(tx, { organizationId, domain, isVerified: true }))
}
