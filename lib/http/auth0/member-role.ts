import { z } from 'zod'
import type { EffectiveRole, MemberRole } from '@/lib/domain/members/list-member-roles'
import { adminRole } from './example'

const properties = {
  id: z.string().meta({ example: adminRole.id }),
  name: z.string().meta({ example: adminRole.name }),
  description: z.string().meta({ example: adminRole.description }),
}

export const memberRoleAnswer = z.strictObject(properties)

export const effectiveRoleAnswer = z.strictObject({
  ...properties,
  sources: z
    .array(z.enum(['direct', 'inherited']))
    .describe('`direct`: given in this organization. `inherited`: held at tenant level, which counts here.'),
})

export const roleList = z.strictObject({
  roles: z
    .array(z.string().min(1).max(100).meta({ example: adminRole.id }))
    .min(1)
    .max(50)
    .describe('Ids of roles.'),
})

export function memberRoleWire({ id, name, description }: MemberRole) {
  return { id, name, description }
}

export function effectiveRoleWire(role: EffectiveRole) {
  return { ...memberRoleWire(role), sources: role.sources }
}
