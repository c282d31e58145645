import { z } from 'zod'
import { getInvitation } from '@/lib/domain/invitations/queries'
import { windowOnto } from '@/lib/domain/window'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { openStates } from '../invitation-shape'
import { roleAnswer } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the roles that an invitation gives',
  scopes: ['read:my_org:member_invitations'],
  query: z.object(checkpointQuery),
  answer: checkpointAnswer('roles', roleAnswer),
  what: 'invitation',
  run: async (access, { query, params: { invitation_id: id = '' } }) => {
    const { roles } = await getInvitation(access, { id, states: openStates })
    const list = { key: 'roles', wire: ({ id, name }: { id: string; name: string }) => ({ id, name }) }
    return checkpointPage(query, async (window) => windowOnto(roles, window, (role) => role.id), list)
  },
})
