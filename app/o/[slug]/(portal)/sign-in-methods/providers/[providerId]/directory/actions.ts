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
import { orgAction, several } from '@/lib/http/action'
import { deleteShownOnce, newDirectoryToken, saveShownOnce } from '@/lib/http/shown-once'

const id = z.string().max(100).default('')

const idInput = z.object({ id })

/** In seconds; null until it is revoked. */
const lifetime = z
  .enum(['', '30', '90', '365'], 'Choose how long the token works.')
  .default('')
  .transform((value) => (value === '' ? null : Number(value) * 24 * 60 * 60))

export const turnOn = orgAction({
  needs: makerPermissions,
  input: idInput,
  recent: 'turn-on-directory',
  run: async (access, { id }) => {
    await turnOnDirectory(access, id)
    return { message: 'Directory sync is on. Create a token for your directory.' }
  },
})

export const takeOver = orgAction({
  needs: makerPermissions,
  input: idInput,
  recent: 'take-over-directory',
  run: async (access, { id }) => {
    await takeOverDirectory(access, id)
    return { message: 'Directory sync now runs with your permissions.' }
  },
})

export const turnOff = orgAction({
  needs: ['update:organization_connections'],
  input: idInput,
  recent: 'turn-off-directory',
  run: async (access, { id }) => {
    await turnOffDirectory(access, id)
    return { message: 'Directory sync is off.' }
  },
})

/** The page shows the token. */
export const createToken = orgAction({
  needs: makerPermissions,
  input: z.object({ id, days: lifetime }),
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
  input: z.object({ id, token_id: id }),
  recent: 'revoke-directory-token',
  run: async (access, { id, token_id: tokenId }) => {
    await revokeDirectoryToken(access, { connectionId: id, tokenId })
    return { message: 'The token is revoked.' }
  },
})

export const mapGroup = orgAction({
  needs: mapperPermissions,
  input: z.object({
    id,
    group_id: id,
    roles: several(z.string().max(100)).transform((ids) => [...new Set(ids)]),
  }),
  recent: 'map-directory-group',
  run: async (access, { id, group_id: groupId, roles: roleIds }) => {
    await mapDirectoryGroup(access, { connectionId: id, groupId, roleIds })
    return { message: 'The roles of the group are saved.' }
  },
})
