import type { Handle, Route } from '../router'
import {
  getResourceType,
  getSchema,
  getServiceProviderConfig,
  listResourceTypes,
  listSchemas,
} from './discovery'
import { createGroup, deleteGroup, getGroup, listGroups, replaceGroup, updateGroup } from './groups'
import { noScimResource } from './scim-route'
import { createUser, deleteUser, getUser, listUsers, replaceUser, updateUser } from './users'

const resources = {
  '/ServiceProviderConfig': { GET: getServiceProviderConfig },
  '/ResourceTypes': { GET: listResourceTypes },
  '/ResourceTypes/{id}': { GET: getResourceType },
  '/Schemas': { GET: listSchemas },
  '/Schemas/{id}': { GET: getSchema },
  '/Users': { GET: listUsers, POST: createUser },
  '/Users/{id}': { GET: getUser, PUT: replaceUser, PATCH: updateUser, DELETE: deleteUser },
  '/Groups': { GET: listGroups, POST: createGroup },
  '/Groups/{id}': { GET: getGroup, PUT: replaceGroup, PATCH: updateGroup, DELETE: deleteGroup },
} satisfies Record<string, Record<string, Handle>>

type Resources = typeof resources

/** “GET /Users”: each has a budget (e2e/directory-budgets.spec.ts). */
export type ScimOperation = {
  [Path in keyof Resources]: `${keyof Resources[Path] & string} ${Path}`
}[keyof Resources]

/** At the path that Auth0 has, and at the short one. */
const bases = ['/scim/v2/connections/{connectionId}', '/scim/v2/{connectionId}']

export const scimRoutes: readonly Route[] = bases.flatMap((base) =>
  Object.entries(resources).map(([path, handlers]) => ({
    path: `${base}${path}`,
    handlers: new Map(Object.entries<Handle>(handlers)),
    otherwise: noScimResource,
  })),
)
