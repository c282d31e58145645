import type { Handle } from '../router'
import {
  answerBulk,
  answerMe,
  getResourceType,
  getSchema,
  getServiceProviderConfig,
  listResourceTypes,
  listSchemas,
} from './discovery'
import { createGroup, deleteGroup, getGroup, listGroups, replaceGroup, updateGroup } from './groups'
import { issueToken } from './token'
import { createUser, deleteUser, getUser, listUsers, replaceUser, updateUser } from './users'

/** By their path below the base of a directory. */
export const scimResources = {
  '/ServiceProviderConfig': { GET: getServiceProviderConfig },
  '/ResourceTypes': { GET: listResourceTypes },
  '/ResourceTypes/{id}': { GET: getResourceType },
  '/Schemas': { GET: listSchemas },
  '/Schemas/{id}': { GET: getSchema },
  '/Users': { GET: listUsers, POST: createUser },
  '/Users/{id}': { GET: getUser, PUT: replaceUser, PATCH: updateUser, DELETE: deleteUser },
  '/Groups': { GET: listGroups, POST: createGroup },
  '/Groups/{id}': { GET: getGroup, PUT: replaceGroup, PATCH: updateGroup, DELETE: deleteGroup },
  '/token': { POST: issueToken },
  '/Bulk': { POST: answerBulk },
  '/Me': { GET: answerMe, POST: answerMe, PUT: answerMe, PATCH: answerMe, DELETE: answerMe },
} satisfies Record<string, Record<string, Handle>>
