import { detachConnection } from '@/lib/domain/connections/remove-organization-connection'
import { assertNotTenantProvider } from '../tenant-providers'
import { myOrgRoute } from '../route'

export const POST = myOrgRoute({
  title: 'Remove an identity provider from the organization; the tenant keeps it',
  scopes: ['update:my_org:identity_providers_detach'],
  status: 204,
  refusals: [409],
  what: 'identity provider',
  run: (access, { params: { identity_provider_id: id = '' } }) =>
    detachConnection(access, id).catch((error: unknown) => assertNotTenantProvider(error, access, id)),
})
