import { z } from 'zod'
import { addProviderDomain } from '@/lib/domain/connections/provider-domains'
import { newDiscoveryDomain } from '@/lib/http/auth0/discovery-domain'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

const providerDomain = z.strictObject({ domain: newDiscoveryDomain.shape.domain })

export const POST = myOrgRoute({
  title: 'Send people with addresses of a verified domain to an identity provider',
  scopes: ['create:my_org:identity_providers_domains'],
  body: providerDomain,
  status: 201,
  answer: providerDomain,
  refusals: [409],
  what: 'identity provider',
  run: (access, { body, params: { identity_provider_id: id = '' } }) =>
    addProviderDomain(access, { id, ...body }).catch((error: unknown) =>
      assertNotTenantProvider(error, access, id),
    ),
})
