'use server'

import { z } from 'zod'
import { displayName } from '@/lib/domain/text/display-name'
import { emailAddress } from '@/lib/domain/text/email-address'
import { changeUser } from '@/lib/domain/users/change-user'
import { getUser } from '@/lib/domain/users/list-users'
import { removePictureOf } from '@/lib/domain/users/picture'
import { tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { userMetadata } from '../../metadata-input'
import { addressTaken, assertNotSelf, userId, verification } from '../inputs'

export const rename = tenantAction({
  needs: ['update:users', 'read:users'],
  input: z.object({ user_id: userId, name: textField(displayName({ label: 'Name', max: 100 })) }),
  run: async (access, { user_id, name }) => {
    const { name: before } = await getUser(access, user_id)
    await changeUser(access, { userId: user_id, name })
    if (before === name) return { isUnchanged: true, message: 'Nothing to save.' }
    return { message: `The name is now ${name}.`, undo: { user_id, name: before } }
  },
})

export const changeAddress = tenantAction({
  needs: ['update:users'],
  input: z.object({
    user_id: userId,
    email: textField(emailAddress),
    verification,
  }),
  recent: 'change-address',
  run: async (access, { user_id, email: address, verification }) => {
    assertNotSelf(access, user_id, 'Change your own address on your account page.')
    const isEmailVerified = verification === 'verified'
    const given = isEmailVerified ? { isEmailVerified } : { emailsLink: true }
    await changeUser(access, { userId: user_id, address, ...given }).catch(addressTaken)
    return { message: `The address is now ${address.email}.` }
  },
})

export const removePicture = tenantAction({
  needs: ['update:users'],
  input: z.object({ user_id: userId }),
  run: async (access, { user_id }) => {
    await removePictureOf(access, user_id)
    return { message: 'The picture is removed.' }
  },
})

export const saveMetadata = tenantAction({
  needs: ['update:users'],
  input: z.object({ user_id: userId, user_metadata: userMetadata, app_metadata: userMetadata }),
  run: async (access, { user_id, user_metadata, app_metadata }) => {
    await changeUser(access, {
      userId: user_id,
      userMetadata: user_metadata,
      appMetadata: app_metadata,
      replacesMetadata: true,
    })
    return { message: 'The metadata is saved.' }
  },
})
