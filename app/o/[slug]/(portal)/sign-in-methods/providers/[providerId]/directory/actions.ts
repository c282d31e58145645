'use server'

import { z } from 'zod'
import { createDirectoryToken, revokeDirectoryToken } from '@/lib/domain/directories/directory-tokens'
import { makerPermissions } from '@/lib/domain/directories/directory-settings'
import { mapDirectoryGroup, mapperPermissions } from '@/lib/domain/directories/map-directory-group'
import {
  takeOverDirectory,
  turnOffDirectory,
  turnOnDirectory,
} from '@/lib/domain/directories/turn-on-directory'
import { orgAction } from '@/lib/http/action'
import { deleteShownOnce, newDirectoryToken, saveShownOnce } from '@/lib/http/shown-once'
import * as inputs from './directory-inputs'

export const turnOn = orgAction({
  needs: makerPermissions,
  input: inputs.idInput,
  recent: 'turn-on-directory',
  run: async (access, { id }) => {
    await turnOnDirectory(access, id)
    return { message: 'Directory sync is on. Create a token for your directory.' }
  },
})

export const takeOver = orgAction({
  needs: makerPermissions,
  input: inputs.idInput,
  recent: 'take-over-directory',
  run: async (access, { id }) => {
    await takeOverDirectory(access, id)
    return { message: 'Directory sync now runs with your permissions.' }
  },
})

export const turnOff = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.idInput,
  recent: 'turn-off-directory',
  run: async (access, { id }) => {
    await turnOffDirectory(access, id)
    return { message: 'Directory sync is off.' }
  },
})

/** The page shows the token. */
export const createToken = orgAction({
  needs: makerPermissions,
  input: inputs.tokenInput,
  recent: 'create-directory-token',
  run: async (access, { id, days: seconds }, { slug }) => {
    const { token } = await createDirectoryToken(access, { connectionId: id, seconds })
    await saveShownOnce(newDirectoryToken, access.caller, { connectionId: id, token })
    return { redirect: `/o/${slug}/sign-in-methods/providers/${encodeURIComponent(id)}/directory` }
  },
})

export const dismissToken = orgAction({
  needs: ['update:organization_connections'],
  input: z.object({}),
  run: async () => {
    await deleteShownOnce(newDirectoryToken)
    return {}
  },
})

export const revokeToken = orgAction({
  needs: ['update:organization_connections'],
  input: inputs.revocationInput,
  recent: 'revoke-directory-token',
  run: async (access, { id, token_id: tokenId }) => {
    await revokeDirectoryToken(access, { connectionId: id, tokenId })
    return { message: 'The token is revoked.' }
  },
})

export const mapGroup = orgAction({
  needs: mapperPermissions,
  input: inputs.mappingInput,
  recent: 'map-directory-group',
  run: async (access, { id, group_id: groupId, roles: roleIds }) => {
    await mapDirectoryGroup(access, { connectionId: id, groupId, roleIds })
    return { message: 'The roles of the group are saved.' }
  },
})
