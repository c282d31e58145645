import { z } from 'zod'
import { windowOnto } from '@/lib/domain/window'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'
import { fold } from '@/lib/domain/text/fold'
import { checkpointAnswer, checkpointPage, checkpointQuery } from '@/lib/http/auth0/checkpoint'
import { roleAnswer, roleWire } from '../member-shape'
import { myOrgRoute } from '../route'

export const GET = myOrgRoute({
  title: 'List the roles that the user can give',
  scopes: ['read:my_org:member_roles'],
  query: z.object({
    ...checkpointQuery,
    name: z.string().min(1).max(300).optional().describe('A part of the name, in any case.'),
  }),
  answer: checkpointAnswer('roles', roleAnswer),
  run: async (access, { query: { name = '', ...query } }) => {
    const all = await getAssignableRoles(access)
    const found = all.filter((role) => fold(role.name).includes(fold(name)))
    const list = { key: 'roles', wire: roleWire }
    return checkpointPage(query, async (window) => windowOnto(found, window, ({ id }) => id), list)
  },
})
