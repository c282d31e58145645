import { z } from 'zod'
import type { Tenant } from '@/lib/domain/tenants/list-tenants'
import type { RoleUser } from '@/lib/domain/tenant-roles/queries'
import type { TenantRole } from '@/lib/domain/tenant-roles/read-tenant-role'
import { ann } from './example'
import { pagingQuery } from './paging'
import { notFoundOf } from './problem'
import { absolutePicture } from './picture'

const editor = { id: 'rol_4fYmBXs2nPqTzK8d', name: 'Editor', description: 'Writes documents.' }
const name = z
  .string()
  .min(1)
  .max(100)
  .meta({ description: 'The name, unique in the tenant.', example: editor.name })
const description = z
  .string()
  .max(500)
  .meta({ description: 'The purpose of the role, in one line.', example: editor.description })
const assignable = z.boolean().meta({
  description: 'Foyer extension: whether organizations may assign it to their members. Defaults to false.',
})
const isOwner = z.boolean().meta({
  description: 'Foyer extension: whether members with this role are owners. Defaults to false.',
})
const everyone = z
  .boolean()
  .pipe(z.literal(false))
  .meta({ description: 'As GET returns it; it cannot be set to true.' })

export const rolesQuery = z
  .object({
    ...pagingQuery,
    name_filter: z.string().max(100).optional().describe('Text that the name contains, ignoring case.'),
    type: z
      .enum(['tenant', 'organization'])
      .optional()
      .describe('Defaults to the tenant’s roles; `organization` requires owner_id.'),
    owner_id: z.string().max(100).optional().describe('The organization whose own roles are listed.'),
  })
  .refine(({ type, owner_id: owner }) => type !== 'organization' || owner !== undefined, {
    error: 'Missing required property: owner_id',
  })

export const roleChange = z
  .strictObject({
    name,
    description,
    type: z.literal('tenant'),
    assignable,
    is_owner: isOwner,
    everyone: z.boolean().describe('As GET returns it; it cannot be changed.'),
  })
  .partial()

export const newRole = roleChange.extend({ name, everyone: everyone.optional() })

export const roleAnswer = z.strictObject({
  id: z.string().meta({ example: editor.id }),
  name: z.string().meta({ example: editor.name }),
  description: z.string().meta({ example: editor.description }),
  type: z.enum(['tenant', 'organization']),
  owner_id: z.string().optional(),
  assignable: z.boolean().meta({ example: true }),
  is_owner: z.boolean(),
  everyone: z
    .boolean()
    .meta({ description: 'Whether every verified user has the role. It cannot be assigned.' }),
})

export function roleWire(role: TenantRole): z.output<typeof roleAnswer> {
  const { id, name, description, assignable, isOwner: is_owner, everyone, organizationId } = role
  const kind =
    organizationId === null
      ? ({ type: 'tenant' } as const)
      : ({ type: 'organization', owner_id: organizationId } as const)
  return { id, name, description, ...kind, assignable, is_owner, everyone }
}

export const roleUserIds = z.strictObject({
  users: z
    .array(z.string().min(1).meta({ example: ann.id }))
    .min(1)
    .max(1000)
    .meta({ description: 'User ids.' }),
})

export const roleUserAnswer = z.strictObject({
  user_id: z.string().meta({ example: ann.id }),
  email: z.string().meta({ example: ann.email }),
  name: z.string().meta({ example: ann.name }),
  picture: z.string().optional(),
})

export function roleUserWire(
  tenant: Tenant,
  { id, email, name, picture }: RoleUser,
): z.output<typeof roleUserAnswer> {
  return {
    user_id: id,
    email,
    name,
    ...(picture === null ? {} : { picture: absolutePicture(tenant, picture) }),
  }
}

export const noRole = notFoundOf('The role does not exist.', 'inexistent_role')
