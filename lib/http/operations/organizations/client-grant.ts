import { removeGrantFromOrganization } from '@/lib/domain/client-grants/add-grant-to-organization'
import { orgRoute } from '@/lib/http/api'
import { noClientGrant } from '@/lib/http/auth0/client-grant'

export const DELETE = orgRoute({
  title: 'Remove a client grant from an organization',
  any: ['delete:organization_client_grants'],
  bound: 'never',
  status: 204,
  absent: noClientGrant,
  run: (access, { params: { grant_id: id = '' } }) => removeGrantFromOrganization(access, id),
})
