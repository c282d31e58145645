'use server'

import { z } from 'zod'
import { emailAddress, foldedAddress } from '@/lib/domain/text/email-address'
import { displayName } from '@/lib/domain/text/display-name'
import { changeUser } from '@/lib/domain/users/change-user'
import { createPasswordTicket, sendPasswordLink as sendLink } from '@/lib/domain/users/password-link'
import { createUser } from '@/lib/domain/users/create-user'
import { deleteUser } from '@/lib/domain/users/delete-user'
import { createVerificationTicket, requestVerification } from '@/lib/domain/users/email-verification'
import { getUser } from '@/lib/domain/users/list-users'
import { DomainError } from '@/lib/errors'
import { tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { currentTenant } from '@/lib/web/tenant'
import { addressTaken, assertNotSelf, userId, verification } from './inputs'
import { userPath, usersPath } from './query'

export const create = tenantAction({
  needs: ['create:users'],
  input: z.object({
    name: textField(displayName({ label: 'Name', max: 100 })),
    email: textField(emailAddress),
    verification,
    password: z.string().max(10_000, 'That is too long for a password.').optional(),
  }),
  recent: 'create-user',
  run: async (access, { name, email: address, verification, password = '' }) => {
    const isEmailVerified = verification === 'verified'
    if (!isEmailVerified && password !== '') throw passwordTooEarly()
    const { id } = await createUser(access, {
      connection: null,
      name,
      address,
      isEmailVerified,
      emailsLink: password === '',
      ...(password === '' ? {} : { password }),
    }).catch(addressTaken)
    return { redirect: userPath(id) }
  },
})

function passwordTooEarly(): DomainError {
  const sentence =
    'A password counts only once the address is verified. Leave it empty: they choose one by the email.'
  return new DomainError('invalid', sentence, { field: 'password' })
}

const one = z.object({ user_id: userId })

export const block = tenantAction({
  needs: ['update:users'],
  input: one,
  run: async (access, { user_id }) => {
    assertNotSelf(access, user_id, 'You cannot block yourself. Ask another operator.')
    const { name } = await changeUser(access, { userId: user_id, isBlocked: true })
    return { message: `${name} is blocked.`, undo: { user_id } }
  },
})

export const unblock = tenantAction({
  needs: ['update:users'],
  input: one,
  recent: 'unblock-user',
  run: async (access, { user_id }) => {
    const { name } = await changeUser(access, { userId: user_id, isBlocked: false })
    return { message: `${name} can sign in again.`, undo: { user_id } }
  },
})

/** Undo must not end the sessions of someone who has verified the address in the meantime. */
export const verify = tenantAction({
  needs: ['update:users', 'read:users'],
  input: one,
  recent: 'mark-verified',
  run: async (access, { user_id }) => {
    const { email, isEmailVerified } = await getUser(access, user_id)
    if (isEmailVerified) return { message: `${email} is verified already.` }
    await changeUser(access, { userId: user_id, isEmailVerified: true })
    return { message: `${email} is marked as verified.`, undo: { user_id } }
  },
})

export const undoVerify = tenantAction({
  needs: ['update:users'],
  input: one,
  run: async (access, { user_id }) => {
    const { email } = await changeUser(access, { userId: user_id, isEmailVerified: false })
    return { message: `${email} is not verified.` }
  },
})

export const sendVerification = tenantAction({
  needs: ['update:users'],
  input: one,
  run: async (access, { user_id }) => {
    await requestVerification(access, { userId: user_id })
    return { message: 'The verification email is on its way.' }
  },
})

export const sendPasswordLink = tenantAction({
  needs: ['update:users'],
  input: one,
  run: async (access, { user_id }) => {
    await sendLink(access, user_id)
    return { message: 'The email with a link is on its way.' }
  },
})

const seconds = 5 * 24 * 60 * 60

export const showVerificationLink = tenantAction({
  needs: ['create:user_tickets'],
  input: one,
  recent: 'show-verification-link',
  run: async (access, { user_id }) => {
    const token = await createVerificationTicket(access, { userId: user_id, seconds })
    return { message: `${(await currentTenant()).url}/verify?token=${token}` }
  },
})

export const showPasswordLink = tenantAction({
  needs: ['create:user_tickets'],
  input: one,
  recent: 'show-password-link',
  run: async (access, { user_id }) => {
    const token = await createPasswordTicket(access, {
      whose: { userId: user_id },
      verifiesEmail: true,
      seconds,
    })
    return { message: `${(await currentTenant()).url}/reset/${token}` }
  },
})

export const remove = tenantAction({
  needs: ['delete:users', 'read:users'],
  input: z.object({ user_id: userId, confirmation: z.string().max(1000) }),
  recent: 'delete-user',
  run: async (access, { user_id, confirmation }) => {
    assertNotSelf(access, user_id, 'You cannot delete yourself here. Ask another operator.')
    const { email } = await getUser(access, user_id)
    if (foldedAddress(confirmation) !== foldedAddress(email)) throw notTyped(email)
    await deleteUser(access, user_id, { mustLeaveOperator: true })
    return { redirect: usersPath }
  },
})

function notTyped(email: string): DomainError {
  return new DomainError('invalid', `Type ${email} to delete them.`, { field: 'confirmation' })
}
