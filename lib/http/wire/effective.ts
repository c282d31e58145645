import { z } from 'zod'
import type { EffectivePermission } from '@/lib/domain/users/list-effective-permissions-of'
import type { EffectiveRole } from '@/lib/domain/users/list-effective-roles-of'
import { absentPart } from './absent-part'
import { checkpointQuery } from './checkpoint'
import { ApiProblem } from './problem'

const apiQuery = {
  resource_server_identifier: z
    .string()
    .min(1)
    .max(600)
    .describe('The API’s identifier.')
    .meta({ example: 'https://api.lumen.test' }),
}
export const effectivePermissionsQuery = z.object({ ...checkpointQuery, ...apiQuery })
export const rolesBehindQuery = z.object({
  ...checkpointQuery,
  ...apiQuery,
  permission_name: z.string().min(1).max(280).meta({ example: 'read:documents' }),
})

export const effectiveRoleAnswer = z.strictObject({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  sources: z
    .array(z.enum(['direct', 'groups']))
    .describe('`direct`: given to the user. `groups`: everybody has it.'),
})

export function effectiveRoleWire({ id, name, description, isDirect }: EffectiveRole) {
  return { id, name, description, sources: [isDirect ? 'direct' : 'groups'] }
}

export const effectivePermissionAnswer = z.strictObject({
  resource_server_identifier: z.string(),
  permission_name: z.string(),
  resource_server_name: z.string(),
  description: z.string(),
  sources: z
    .array(z.enum(['direct', 'roles']))
    .describe('`direct`: given to the user. `roles`: one or more of the user’s roles have it.'),
})

export function effectivePermissionWire(identifier: string) {
  return ({ name, apiName, description, isDirect, isByRole }: EffectivePermission) => ({
    resource_server_identifier: identifier,
    permission_name: name,
    resource_server_name: apiName,
    description,
    sources: [...(isDirect ? ['direct'] : []), ...(isByRole ? ['roles'] : [])],
  })
}

function noApi(): ApiProblem {
  return new ApiProblem(404, 'The resource server does not exist', {
    errorCode: 'inexistent_resource_server',
  })
}

/** For an API that the query names. */
export const absentApi = absentPart({ resource_server_identifier: noApi })
