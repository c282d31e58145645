import { z } from 'zod'
import type { RoleSummary } from '@/lib/domain/members/queries'
import type { Member } from '@/lib/domain/members/list-members'
import { adminRole, ben } from '../auth0/example'
import { memberAccessLevel } from './connection-query'

export const roleAnswer = z.strictObject({
  id: z.string().meta({ example: adminRole.id }),
  name: z.string().meta({ example: adminRole.name }),
  description: z.string().optional().meta({ example: adminRole.description }),
})

/** As Auth0’s: who vouches for the user, and who the user is there. */
export const memberId = z
  .string()
  .max(1024)
  .regex(/^[^|]+\|.+$/s, 'Expected the id of a user, such as auth0|5f7c8ec7c33c6c004bbafe82')
export const memberPath = z.object({ user_id: memberId })

/** Not known in the organization. */
export const absentMemberFields = [
  'given_name',
  'family_name',
  'phone_number',
  'updated_at',
  'last_login',
  'is_guest',
]

export const roleIds = z.strictObject({
  role_ids: z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(10)
    .refine((ids) => new Set(ids).size === ids.length, 'Each once')
    .meta({ example: [adminRole.id] }),
})

/** Nothing that a user did outside of the organization, such as their last sign-in. */
export const memberAnswer = z.strictObject({
  user_id: z.string().meta({ example: ben.id }),
  email: z.string().meta({ example: ben.email }),
  name: z.string().meta({ example: ben.name }),
  nickname: z.string().meta({ example: 'ben' }),
  created_at: z.iso
    .datetime()
    .describe('When the user became a member; not when they first signed up.')
    .meta({ example: '2026-11-02T09:30:00.000Z' }),
  access_level: z
    .literal(memberAccessLevel)
    .describe('For all: what the user can do with this member is checked when they do it.'),
})

export const listedMemberAnswer = memberAnswer.extend({
  roles: z
    .array(roleAnswer)
    .optional()
    .describe('Only for a token with read:my_org:member_roles whose user may see them.'),
})

type ListedMember = Pick<Member, 'userId' | 'email' | 'name' | 'joinedAt' | 'roles'>

export function memberWire({ userId, email, name, joinedAt, roles }: ListedMember) {
  return {
    user_id: userId,
    email,
    name,
    nickname: email.split('@')[0],
    created_at: joinedAt.toISOString(),
    access_level: memberAccessLevel,
    ...(roles == null ? {} : { roles: roles.map((role) => ({ id: role.id, name: role.name })) }),
  }
}

export function roleWire({ id, name, description }: RoleSummary) {
  return { id, name, ...(description === '' ? {} : { description }) }
}
