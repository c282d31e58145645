import { z } from 'zod'
import type { ListedPermission } from '@/lib/domain/apis/find-permissions'
import { myOrganizationIdentifier } from '@/lib/domain/my-organization/audience'
import { permissionsOfScope } from '@/lib/domain/my-organization/scopes'
import { managementIdentifier, type Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Windowed } from '@/lib/domain/window'
import { lumenApi } from './example'
import { pageAnswer, pageOf, type Paging } from './paging'
import { notFoundByField, notFoundOf } from './problem'

export const permissionsBody = z.strictObject({
  permissions: z
    .array(
      z.strictObject({
        resource_server_identifier: z.string().min(1).meta({ example: lumenApi.identifier }),
        permission_name: z.string().min(1).meta({ example: lumenApi.permission }),
      }),
    )
    .min(1)
    .max(1000),
})

export const permissionAnswer = z.strictObject({
  permission_name: z.string().meta({ example: lumenApi.permission }),
  description: z.string().meta({ example: lumenApi.description }),
  resource_server_name: z.string().meta({ example: lumenApi.name }),
  resource_server_identifier: z.string().meta({ example: lumenApi.identifier }),
})
export const permissionsAnswer = pageAnswer('permissions', permissionAnswer)

export function permissionsInput({ permissions }: z.output<typeof permissionsBody>): NamedPermission[] {
  return permissions.map(({ resource_server_identifier: apiIdentifier, permission_name: name }) => ({
    apiIdentifier,
    name,
  }))
}

interface NamedPermission {
  apiIdentifier: string
  name: string
}

/** Replaces scopes of the My Organization API, which no one can have, with the permissions that give them. */
export function withoutScopes(tenant: Tenant, given: readonly NamedPermission[]): NamedPermission[] {
  const management = managementIdentifier(tenant)
  const translated = given.flatMap((one) => {
    const isScope = one.apiIdentifier === myOrganizationIdentifier(tenant)
    const permissions = isScope ? permissionsOfScope(one.name) : null
    return permissions?.map((name) => ({ apiIdentifier: management, name })) ?? [one]
  })
  return [...new Map(translated.map((one) => [`${one.apiIdentifier} ${one.name}`, one])).values()]
}

export function permissionsPage(query: Paging, found: Omit<Windowed<ListedPermission>, 'next'>) {
  return pageOf(query, { ...found, next: null }, { key: 'permissions', wire: permissionWire })
}

function permissionWire(permission: ListedPermission): z.output<typeof permissionAnswer> {
  const { name, description, apiName, apiIdentifier } = permission
  return {
    permission_name: name,
    description,
    resource_server_name: apiName,
    resource_server_identifier: apiIdentifier,
  }
}

const noPermission = notFoundOf(
  'One or more of the specified permissions do not exist.',
  'inexistent_permission',
)
export const absentPermission = notFoundByField({ permissions: noPermission })
