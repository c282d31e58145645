import { dismissGrant } from '@/lib/domain/client-grants/dismiss-grant'
import { orgRoute } from '@/lib/http/api'
import { noClientGrant } from '@/lib/http/wire/client-grant'

export const DELETE = orgRoute({
  title: 'Take a client grant from an organization',
  any: ['delete:organization_client_grants'],
  bound: 'never',
  status: 204,
  absent: noClientGrant,
  run: (access, { params: { grant_id: id = '' } }) => dismissGrant(access, id),
})
