import { managementPermissions } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { derive } from '@/lib/domain/crypto/derive'
import { sha256Hex } from '@/lib/domain/crypto/digest'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'

export const redirectUri = 'http://localhost:4000/callback'

interface DemoClient {
  name: string
  appType: 'non_interactive' | 'regular_web' | 'spa'
  organizationUsage?: 'deny' | 'allow' | 'require'
  requireBehavior?: 'pre_login_prompt'
  initiateLoginUri?: string
  /** For machine-to-machine clients. `api` is an identifier, or `portal` for the Management API. */
  grant?: { api: string; scope: readonly string[]; organization?: string }
}

/** By their names in demo.json. */
export function demoClients(api: {
  identifier: string
  permissions: Record<string, string>
}): Record<string, DemoClient> {
  const everything = managementPermissions.map(({ name }) => name)
  return {
    management: {
      name: 'Management',
      appType: 'non_interactive',
      grant: { api: 'portal', scope: everything },
    },
    management_readonly: {
      name: 'Management, reading',
      appType: 'non_interactive',
      grant: { api: 'portal', scope: ['read:organizations'] },
    },
    service: {
      name: 'Service',
      appType: 'non_interactive',
      grant: { api: api.identifier, scope: Object.keys(api.permissions), organization: 'acme' },
    },
    web: {
      name: 'Documents',
      appType: 'regular_web',
      organizationUsage: 'allow',
      initiateLoginUri: 'http://localhost:4000/login',
    },
    web_org_required: {
      name: 'Web, organization required',
      appType: 'regular_web',
      organizationUsage: 'require',
      requireBehavior: 'pre_login_prompt',
    },
    web_no_org: { name: 'Web, no organization', appType: 'regular_web', organizationUsage: 'deny' },
    spa: { name: 'Browser app', appType: 'spa', organizationUsage: 'allow' },
  }
}

const machine = { grantTypes: ['client_credentials'] }
const browser = {
  grantTypes: ['authorization_code', 'refresh_token'],
  redirectUris: [redirectUri],
  logoutUrls: ['http://localhost:4000/'],
}

/** The secret is derived, so that demo.json can be written again. */
export async function ensureClient(tx: Tx, tenantId: string, client: DemoClient): Promise<void> {
  if (await tx.client.findFirst({ where: { tenantId, name: client.name } })) return
  const id = newId('client')
  const {
    name,
    appType,
    organizationUsage = 'deny',
    requireBehavior = 'no_prompt',
    initiateLoginUri = null,
  } = client
  await tx.client.create({
    data: {
      id,
      name,
      appType,
      organizationUsage,
      initiateLoginUri,
      organizationRequireBehavior: requireBehavior,
      ...(appType === 'non_interactive' ? machine : browser),
      tokenEndpointAuthMethod: appType === 'spa' ? 'none' : 'client_secret_post',
    },
  })
  if (client.appType !== 'spa') {
    await tx.clientSecret.create({
      data: { id: newId('secret'), clientId: id, secretHash: sha256Hex(demoSecret(tenantId, client.name)) },
    })
  }
  if (client.grant) await createGrant(tx, { tenantId, clientId: id, grant: client.grant })
}

export function demoSecret(tenantId: string, name: string): string {
  return derive(env().secret, 'demo client secret', tenantId, name).toString('base64url')
}

async function createGrant(
  tx: Tx,
  {
    tenantId,
    clientId,
    grant,
  }: { tenantId: string; clientId: string; grant: NonNullable<DemoClient['grant']> },
): Promise<void> {
  const where = grant.api === 'portal' ? { tenantId, isPortal: true } : { tenantId, identifier: grant.api }
  const api = await tx.api.findFirstOrThrow({ where })
  const id = newId('clientGrant')
  const organizationUsage = grant.organization === undefined ? 'deny' : 'allow'
  await tx.clientGrant.create({
    data: { id, clientId, apiId: api.id, scope: [...grant.scope], organizationUsage },
  })
  if (grant.organization === undefined) return
  const { id: organizationId } = await tx.organization.findFirstOrThrow({
    where: { tenantId, slug: grant.organization },
  })
  await tx.clientGrantOrganization.create({ data: { organizationId, grantId: id } })
}
