import { z } from 'zod'
import type { EffectiveRole, RoleSummary } from '@/lib/domain/members/queries'
import { adminRole } from './example'

export const memberRoleAnswer = z.strictObject({
  id: z.string().meta({ example: adminRole.id }),
  name: z.string().meta({ example: adminRole.name }),
  description: z.string().meta({ example: adminRole.description }),
})

export const memberEffectiveRoleAnswer = memberRoleAnswer.extend({
  sources: z
    .array(z.enum(['direct', 'inherited']))
    .describe(
      '`direct`: assigned in this organization. `inherited`: assigned at tenant level and valid here, too.',
    ),
})

export const roleIds = z.strictObject({
  roles: z
    .array(z.string().min(1).max(100).meta({ example: adminRole.id }))
    .min(1)
    .max(50)
    .describe('Role ids.'),
})

export function memberRoleWire({ id, name, description }: RoleSummary) {
  return { id, name, description }
}

export function memberEffectiveRoleWire(role: EffectiveRole) {
  return { ...memberRoleWire(role), sources: role.sources }
}
