'use server'

import { z } from 'zod'
import type { SelfAccess } from '@/lib/access'
import {
  addAuthenticator,
  removeAuthenticator,
  startAuthenticator,
} from '@/lib/domain/authenticators/add-authenticator'
import { replaceRecoveryCodes } from '@/lib/domain/authenticators/recovery-codes'
import { fold } from '@/lib/domain/text/fold'
import { type Done, personAction } from '@/lib/http/action'
import {
  deleteShownOnce,
  findShownOnce,
  newRecoveryCodes,
  newSecret,
  saveShownOnce,
} from '@/lib/http/shown-once'
import { rememberDevice } from '@/lib/web/device-cookie'
import { currentTenant } from '@/lib/web/tenant'
import { pathWith } from '@/lib/http/page-query'
import { authenticatorCode, returnTo } from '../../front-schemas'

export const setUp = personAction({
  input: z.object({ return_to: returnTo }),
  recent: 'set-up-authenticator',
  run: async (access, { return_to }) => {
    await saveShownOnce(newSecret, access, await startAuthenticator(access))
    return { redirect: pathWith('/account/authenticator', { return_to }) }
  },
})

export const confirm = personAction({
  input: z.object({ code: authenticatorCode, return_to: returnTo }),
  recent: 'confirm-authenticator',
  run: async (access, { code, return_to }, { user }) => {
    const secret = await findShownOnce(newSecret, access)
    if (secret === null) return { redirect: return_to ?? '/account' }
    const codes = await addAuthenticator(access, { secret, code })
    await deleteShownOnce(newSecret)
    await rememberDevice(await currentTenant(), fold(user.email))
    return await showCodes(access, codes, return_to)
  },
})

export const renewCodes = personAction({
  input: z.object({}),
  recent: 'new-recovery-codes',
  run: async (access) => await showCodes(access, await replaceRecoveryCodes(access), null),
})

export const finishCodes = personAction({
  input: z.object({ return_to: returnTo }),
  run: async (_access, { return_to }) => {
    await deleteShownOnce(newRecoveryCodes)
    return { redirect: return_to ?? '/account' }
  },
})

export const removeApp = personAction({
  input: z.object({}),
  recent: 'remove-authenticator',
  run: async (access) => {
    await removeAuthenticator(access)
    return { message: 'Your authenticator app is removed.' }
  },
})

async function showCodes(access: SelfAccess, codes: string[], returnTo: string | null): Promise<Done> {
  await saveShownOnce(newRecoveryCodes, access, codes)
  return { redirect: pathWith('/account/authenticator/codes', { return_to: returnTo }) }
}
