'use server'

import { z } from 'zod'
import type { TenantAccess } from '@/lib/access'
import { removeAuthenticatorOf } from '@/lib/domain/authenticators/add-authenticator'
import { removePasskeyOf } from '@/lib/domain/passkeys/passkeys'
import { linkUser } from '@/lib/domain/users/link-user'
import { getUser, listUsersByAddress } from '@/lib/domain/users/list-users'
import type { User } from '@/lib/domain/users/read-user'
import { unblockSignIn } from '@/lib/domain/users/sign-in-blocks'
import { unlinkIdentity } from '@/lib/domain/users/unlink-identity'
import { DomainError } from '@/lib/errors'
import { tenantAction } from '@/lib/http/action'
import { assertNotSelf, userId } from '../../inputs'

export const link = tenantAction({
  needs: ['update:users', 'read:users'],
  input: z.object({ user_id: userId, other: z.string().trim().max(300) }),
  recent: 'link-user',
  run: async (access, { user_id, other: text }) => {
    const other = await findOther(access, text)
    if (!other || other.id === user_id) throw unusable('Enter the email or the ID of another user.')
    assertNotSelf(access, other.id, 'You cannot link your own account away.')
    const provided = other.identities.find(({ strategy }) => strategy !== 'password' && strategy !== 'email')
    if (!provided) throw unusable('This user has no account at a provider that could be linked.')
    await linkUser(access, { userId: user_id, provider: provided.strategy, subject: provided.subject })
    return { message: `${other.email} is linked.` }
  },
})

async function findOther(access: TenantAccess<'read:users'>, text: string): Promise<User | undefined> {
  if (text === '' || !text.isWellFormed()) return undefined
  if (!text.includes('|')) return (await listUsersByAddress(access, text))[0]
  return getUser(access, text).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === 'not_found') return undefined
    throw error
  })
}

function unusable(sentence: string): DomainError {
  return new DomainError('invalid', sentence, { field: 'other' })
}

export const unlink = tenantAction({
  needs: ['update:users'],
  input: z.object({
    user_id: userId,
    provider: z.string().min(1).max(100),
    subject: z.string().min(1).max(1000),
  }),
  recent: 'unlink-account',
  run: async (access, { user_id, provider, subject }) => {
    await unlinkIdentity(access, { userId: user_id, provider, subject })
    return { message: 'The account is unlinked.' }
  },
})

export const removePasskey = tenantAction({
  needs: ['update:users'],
  input: z.object({ user_id: userId, passkey_id: z.string().min(1).max(50) }),
  recent: 'remove-passkey',
  run: async (access, { user_id, passkey_id: id }) => {
    await removePasskeyOf(access, { userId: user_id, id })
    return { message: 'The passkey is removed.' }
  },
})

export const removeAuthenticator = tenantAction({
  needs: ['update:users'],
  input: z.object({ user_id: userId }),
  recent: 'remove-authenticator',
  run: async (access, { user_id }) => {
    await removeAuthenticatorOf(access, user_id)
    return { message: 'The authenticator app is removed.' }
  },
})

export const unblock = tenantAction({
  needs: ['update:users'],
  input: z.object({ user_id: userId }),
  run: async (access, { user_id }) => {
    await unblockSignIn(access, { userId: user_id })
    return { message: 'They can try to sign in again.' }
  },
})
