import { z } from 'zod'
import { authorize, type OrganizationAccess } from '@/lib/access'
import { getInvitation } from '@/lib/domain/invitations/queries'
import { windowOnto } from '@/lib/domain/window'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { openStates } from '../invitation-shape'
import { roleAnswer } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the roles that an invitation gives',
  scopes: ['read:my_org:member_roles'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('roles', roleAnswer),
  what: 'invitation',
  run: async (access, { query, params: { invitation_id: id = '' } }) => {
    const { roles } = await getInvitation(asReaderOfInvitations(access), { id, states: openStates })
    const list = { key: 'roles', wire: ({ id, name }: { id: string; name: string }) => ({ id, name }) }
    return checkpointPage(query, async (window) => windowOnto(roles, window, (role) => role.id), list)
  },
})

const needed = 'read:organization_invitations'

/** As at Auth0, the token needs no scope of invitations. Its user needs their permission, which the database checks. */
function asReaderOfInvitations(access: OrganizationAccess<'read:organization_member_roles'>) {
  const permissions = new Set([...access.permissions, needed])
  return authorize({ ...access, permissions }, needed, 'read:organization_member_roles')
}
