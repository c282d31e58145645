import type { OrganizationAccess } from '@/lib/access'
import { read } from '@/lib/db/transaction'
import { DomainError } from '@/lib/errors'
import type { EmailAddress } from '../text/email-address'
import { findUserByEmail } from '../users/read-user'
import { addMembers } from './add-members'

type Access = OrganizationAccess<'create:organization_members' | 'create:organization_member_roles'>

interface NewMember {
  address: EmailAddress
  roleIds: readonly string[]
}

/** An existing user, at tenant level. @throws DomainError not_found; invalid, conflict at `email` */
export async function addMemberByEmail(access: Access, { address, roleIds }: NewMember): Promise<void> {
  const { tenantId, organizationId } = access
  const wanted = { tenantId, organizationId, emailFolded: address.folded }
  const user = await read(access, (tx) => findUserByEmail(tx, wanted))
  if (!user) throw refused('invalid', 'No user has this address. Invite them instead.')
  if (!user.isEmailVerified) throw refused('invalid', 'This user’s address is not verified yet.')
  if (user.isMember) throw refused('conflict', 'This user is a member already.')
  await addMembers(access, [user.id], roleIds)
}

function refused(code: 'invalid' | 'conflict', message: string): DomainError {
  return new DomainError(code, message, { field: 'email' })
}
