import { z } from 'zod'
import type { EffectivePermission, EffectiveRole } from '@/lib/domain/users/effective-permissions'
import { checkpointQuery } from './checkpoint'
import { lumenApi } from './example'
import { memberRoleAnswer } from './member-role'
import { notFoundByField } from './problem'
import { noResourceServer } from './resource-server'

const apiQuery = {
  resource_server_identifier: z
    .string()
    .min(1)
    .max(600)
    .describe('The API’s identifier.')
    .meta({ example: lumenApi.identifier }),
}
export const effectivePermissionsQuery = z.object({ ...checkpointQuery, ...apiQuery })
export const permissionRolesQuery = z.object({
  ...checkpointQuery,
  ...apiQuery,
  permission_name: z.string().min(1).max(280).meta({ example: lumenApi.permission }),
})

export const effectiveRoleAnswer = memberRoleAnswer.extend({
  sources: z
    .array(z.enum(['direct', 'groups']))
    .describe('`direct`: assigned to the user. `groups`: every user has it.'),
})

export function effectiveRoleWire({ id, name, description, isDirect }: EffectiveRole) {
  return { id, name, description, sources: [isDirect ? 'direct' : 'groups'] }
}

export const effectivePermissionAnswer = z.strictObject({
  resource_server_identifier: z.string().meta({ example: lumenApi.identifier }),
  permission_name: z.string().meta({ example: lumenApi.permission }),
  resource_server_name: z.string().meta({ example: lumenApi.name }),
  description: z.string().meta({ example: lumenApi.description }),
  sources: z
    .array(z.enum(['direct', 'roles']))
    .describe('`direct`: assigned to the user. `roles`: one or more of the user’s roles have it.'),
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

export const absentApi = notFoundByField({ resource_server_identifier: noResourceServer })
