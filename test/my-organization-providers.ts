import { newId } from '@/lib/ids'
import type { IdentityProvider } from './identity-provider'
import type { MyOrganizationApi, MyOrganizationCaller } from './my-organization-api'
import type { TestOrganization } from './fixtures/tenant'

/** Not enabled yet. Returns its path below /my-org. */
export async function connectProvider(
  caller: MyOrganizationCaller,
  { issuer }: Pick<IdentityProvider, 'issuer'>,
): Promise<string> {
  const options = {
    type: 'back_channel',
    client_id: 'foyer',
    client_secret: 'a secret of the provider',
    discovery_url: issuer,
  }
  const body = { strategy: 'oidc', name: 'Acme sign-in', options }
  const { status, json, text } = await caller.send('POST', 'identity-providers', body)
  if (status !== 201) throw new Error(text)
  return `identity-providers/${String(json['id'])}`
}

export function idIn(path: string): string {
  return path.split('/')[1] ?? ''
}

/** As DNS would. Returns its path below /my-org. */
export async function addVerifiedDomain(
  { tenant }: MyOrganizationApi,
  { id: organizationId }: TestOrganization,
  domain: string,
): Promise<string> {
  const id = newId('discoveryDomain')
  const verified = { verification: 'foyer', verifiedAt: new Date() }
  await tenant.write((tx) => tx.discoveryDomain.create({ data: { id, organizationId, domain, ...verified } }))
  return `domains/${id}`
}

/** The same provider as the tenant’s own connection; returns its id. */
export function copyForTenant({ tenant }: MyOrganizationApi, connectionId: string): Promise<string> {
  const id = newId('connection')
  const { tenantId } = tenant
  return tenant.write(async (tx) => {
    await tx.$executeRaw`
      INSERT INTO connections (tenant_id, id, name, strategy, display_name, options, sealed_secret)
      SELECT tenant_id, ${id}, 'of-the-tenant', strategy, display_name, options, sealed_secret
      FROM connections WHERE tenant_id = ${tenantId} AND id = ${connectionId}`
    return id
  })
}

/** Also of a certificate that is in PEM already. */
export function pem(certificate: string): string {
  return certificate.includes('BEGIN')
    ? certificate
    : `-----BEGIN CERTIFICATE-----\n${certificate}\n-----END CERTIFICATE-----\n`
}
