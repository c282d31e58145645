import { removeProviderDomain } from '@/lib/domain/connections/provider-domains'
import { myOrgRoute } from '../route'
import { assertNotTenantProvider } from '../tenant-providers'

export const DELETE = myOrgRoute({
  title: 'Send people with addresses of a domain to an identity provider no more',
  scopes: ['delete:my_org:identity_providers_domains'],
  status: 204,
  refusals: [409],
  what: 'domain of the identity provider',
  run: (access, { params: { identity_provider_id: id = '', domain = '' } }) =>
    removeProviderDomain(access, { id, domain }).catch((error: unknown) =>
      assertNotTenantProvider(error, access, id),
    ),
})
