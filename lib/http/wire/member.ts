import { z } from 'zod'
import type { WalkedMember } from '@/lib/domain/members/walk-members'

const userId = z.string().min(1).max(300).meta({ example: 'auth0|5f7c8ec7c33c6c004bbafe82' })

const memberProperties = {
  user_id: userId,
  email: z.string().meta({ example: 'jane@example.com' }),
  name: z.string().meta({ example: 'Jane Doe' }),
  picture: z.string().optional(),
}

export const memberAnswer = z.strictObject({
  ...memberProperties,
  roles: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .optional()
    .describe('Where `fields` names them.'),
})

export const roleMemberAnswer = z.strictObject(memberProperties)

/** Who comes or goes, by one call. */
export const memberList = z.strictObject({
  members: z.array(userId).min(1).max(10).describe('Ids of users.'),
})

export function memberWire({ userId: id, email, name, picture, roles }: WalkedMember) {
  return {
    user_id: id,
    email,
    name,
    ...(picture === null ? {} : { picture }),
    ...(roles === undefined ? {} : { roles }),
  }
}

/** Whether `fields` asks for roles, which nobody gets unasked. */
export function asksForRoles(query: {
  fields?: string | undefined
  include_fields?: string | undefined
}): boolean {
  const names = (query.fields ?? '').split(',').map((name) => name.trim())
  return query.include_fields !== 'false' && names.includes('roles')
}
