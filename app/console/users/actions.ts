'use server'

import { z } from 'zod'
import { emailAddress } from '@/lib/domain/text/email-address'
import { displayName } from '@/lib/domain/text/display-name'
import { createUser } from '@/lib/domain/users/create-user'
import { DomainError } from '@/lib/errors'
import { tenantAction } from '@/lib/http/action'
import { textField } from '@/lib/http/text-field'
import { userPath } from './query'

const newUser = z.object({
  name: textField(displayName({ label: 'Name', max: 100 })),
  email: textField(emailAddress),
  verification: z.enum(['email', 'verified'], { error: 'Choose one.' }),
  password: z.string().max(10_000, 'That is too long for a password.').optional(),
})

export const create = tenantAction({
  needs: ['create:users'],
  input: newUser,
  run: async (access, { name, email: address, verification, password = '' }) => {
    const isProven = verification === 'verified'
    if (!isProven && password !== '') throw tooEarly()
    const { id } = await createUser(access, {
      connection: null,
      name,
      address,
      isProven,
      isAsked: password === '',
      ...(password === '' ? {} : { password }),
    }).catch(taken)
    return { redirect: userPath(id) }
  },
})

function tooEarly(): DomainError {
  const sentence =
    'A password counts only once the address is verified. Leave it empty: they choose one by the email.'
  return new DomainError('invalid', sentence, { field: 'password' })
}

function taken(error: unknown): never {
  if (!(error instanceof DomainError) || error.code !== 'conflict') throw error
  throw new DomainError('conflict', 'Another user has this address.', { field: 'email' })
}
