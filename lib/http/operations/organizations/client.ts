import { updateOrganizationClient } from '@/lib/domain/organization-clients/update-organization-client'
import { getOrganizationClient } from '@/lib/domain/organization-clients/queries'
import { orgRoute } from '@/lib/http/api'
import { noClient } from '@/lib/http/auth0/client'
import {
  organizationClientAnswer,
  organizationClientChange,
  organizationClientWire,
} from '@/lib/http/auth0/organization-client'

export const GET = orgRoute({
  title: 'Get an application of an organization',
  any: ['read:organization_clients'],
  answer: organizationClientAnswer,
  absent: noClient,
  run: async (access, { params: { client_id: id = '' } }) =>
    organizationClientWire(await getOrganizationClient(access, id)),
})

export const PATCH = orgRoute({
  title: 'Change an application of an organization',
  any: ['update:organization_clients'],
  bound: 'never',
  body: organizationClientChange,
  answer: organizationClientAnswer,
  absent: noClient,
  current: GET,
  run: async (access, { params: { client_id: clientId = '' }, body }) =>
    organizationClientWire(
      await updateOrganizationClient(access, { clientId, useForMemberAccess: body.use_for_member_access }),
    ),
})
