import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { getOrganization } from '@/lib/domain/organizations/get-organization'
import { updateOrganization } from '@/lib/domain/organizations/update-organization'
import { orgRoute } from '@/lib/http/api'
import { organizationAnswer, organizationWire } from '@/lib/http/auth0/organization'
import { orConflict, organizationChanges, organizationChangesInput } from '@/lib/http/auth0/organization-body'

export const GET = orgRoute({
  title: 'Get an organization',
  any: ['read:organizations', 'read:organizations_summary'],
  bound: 'any',
  answer: organizationAnswer,
  run: async (access, { tenant, isBound }) =>
    organizationWire(tenant, await getOrganization(access), isBound),
})

export const PATCH = orgRoute({
  title: 'Change an organization',
  any: ['update:organizations'],
  body: organizationChanges,
  answer: organizationAnswer,
  refusals: [409],
  current: GET,
  run: async (access, { body, tenant, isBound }) => {
    const changes = organizationChangesInput(body, { tenant, isBound })
    return organizationWire(tenant, await orConflict(updateOrganization(access, changes)), isBound)
  },
})

export const DELETE = orgRoute({
  title:
    'Delete an organization: permanently, or, by its own people, so that they can restore it for 30 days',
  any: ['delete:organizations'],
  status: 204,
  current: GET,
  run: (access, { isBound }) => deleteOrganization(access, { isPermanent: !isBound }),
})
