import { removeOrganizationConnection } from '@/lib/domain/connections/add-organization-connection'
import { myOrgRoute } from '../route'

export const POST = myOrgRoute({
  title: 'Remove an identity provider from the sign-in methods; it stays connected',
  scopes: ['update:my_org:identity_providers_detach'],
  status: 204,
  refusals: [409],
  what: 'identity provider',
  run: (access, { params: { identity_provider_id: id = '' } }) =>
    removeOrganizationConnection(access, { id, isOwn: true }),
})
