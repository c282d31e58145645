import { changeOrganization } from '@/lib/domain/organizations/change-organization'
import { deleteOrganization } from '@/lib/domain/organizations/delete-organization'
import { getOrganization } from '@/lib/domain/organizations/get-organization'
import { removeOrganization } from '@/lib/domain/organizations/remove-organization'
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
    await orConflict(
      body.name,
      changeOrganization(access, organizationChangesInput(body, { tenant, isBound })),
    )
    return organizationWire(tenant, await getOrganization(access), isBound)
  },
})

export const DELETE = orgRoute({
  title: 'Delete an organization: for good, or, by its own people, for 30 days until then',
  any: ['delete:organizations'],
  status: 204,
  current: GET,
  run: (access, { isBound }) => (isBound ? deleteOrganization(access) : removeOrganization(access)),
})
