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
