import { z } from 'zod'
import type { AvailableConnection } from '@/lib/domain/connections/available-connections'
import { listAvailableConnections } from '@/lib/domain/connections/organization-connection'
import { accessLevels } from '@/lib/domain/connections/access-levels'
import { canBeRequired } from '@/lib/domain/invitations/invitation-checks'
import { connectionQuery, matchesQuery, memberAccessLevel } from '../connection-query'
import { myOrgRoute } from '../route'

const userStore = z.strictObject({
  id: z.string().meta({ example: 'con_8sTq1Lm4Xw2Kb7Zp' }),
  name: z.string().meta({ example: 'password' }),
  display_name: z.string().meta({ example: 'Email and password' }),
  access_level: z.enum(accessLevels).describe('What the tenant lets the organization change about it.'),
  member_access_level: z.literal(memberAccessLevel),
  is_enabled: z.literal(true),
})

export const GET = myOrgRoute({
  title: 'List the tenant’s connections that are enabled here and that an invitation can require',
  scopes: ['read:my_org:user_stores'],
  query: connectionQuery,
  answer: z.strictObject({ user_stores: z.array(userStore) }),
  run: async (access, { query }) => {
    const all = await listAvailableConnections(access)
    const enabled = all.filter((one) => one.enabled !== null && !one.isOwn && canBeRequired(one))
    return { user_stores: matchesQuery(query, { isEnabled: true }) ? enabled.map(userStoreWire) : [] }
  },
})

function userStoreWire({ id, name, displayName, nameHere, accessLevel }: AvailableConnection) {
  return {
    id,
    name,
    display_name: nameHere ?? displayName,
    access_level: accessLevel,
    member_access_level: memberAccessLevel,
    is_enabled: true,
  }
}
