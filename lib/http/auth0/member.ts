import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { Member } from '@/lib/domain/members/list-members'
import { ben } from './example'
import type { Choice } from './fields'
import { absolutePicture } from './picture'

const userId = z.string().min(1).max(300).meta({ example: ben.id })

const memberProperties = {
  user_id: userId,
  email: z.string().meta({ example: ben.email }),
  name: z.string().meta({ example: ben.name }),
  picture: z.string().optional(),
}

export const memberAnswer = z.strictObject({
  ...memberProperties,
  roles: z
    .array(z.strictObject({ id: z.string(), name: z.string() }))
    .optional()
    .describe('Returned if `fields` names them.'),
})

export const roleMemberAnswer = z.strictObject(memberProperties)

export const memberIds = z.strictObject({
  members: z.array(userId).min(1).max(10).describe('User ids.'),
})

type ListedMember = Pick<Member, 'userId' | 'email' | 'name' | 'picture' | 'roles'>

export function memberWire(tenant: Tenant, { userId: id, email, name, picture, roles }: ListedMember) {
  return {
    user_id: id,
    email,
    name,
    ...(picture === null ? {} : { picture: absolutePicture(tenant, picture) }),
    ...(roles == null ? {} : { roles: roles.map((role) => ({ id: role.id, name: role.name })) }),
  }
}

/** Roles are returned only if `fields` names them. */
export function asksForRoles(choice: Choice | null): boolean {
  return choice !== null && choice.areIncluded && choice.names.includes('roles')
}
