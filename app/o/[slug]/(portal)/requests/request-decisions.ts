import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { approveJoinRequest, declineJoinRequest } from '@/lib/domain/join-requests/close-join-request'
import type { Done } from '@/lib/http/action'

type Access = OrganizationAccess<'create:organization_invitations'>

export const declineInput = z.object({ id: z.string().max(100).default('') })

export const approveInput = declineInput.extend({ role: z.string().max(100).default('') })

export async function approveRequest(
  access: Access,
  { id, role: roleId }: z.output<typeof approveInput>,
): Promise<Done> {
  const { name } = await approveJoinRequest(access, { id, roleId })
  return { message: `${name} is now a member.` }
}

export async function declineRequest(access: Access, { id }: z.output<typeof declineInput>): Promise<Done> {
  const { name } = await declineJoinRequest(access, id)
  return { message: `The request of ${name} is declined.` }
}
