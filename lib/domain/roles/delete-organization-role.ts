import type { BySession, OrganizationAccess } from '@/lib/access'
import { changeLocked, type ChangeResult } from '@/lib/db/transaction'
import type { Tx } from '@/lib/db/prisma'
import { DomainError } from '@/lib/errors'
import { countText } from '@/lib/domain/bounded-count'
import { catalogue } from './catalogue'
import { deleteRoleAndUpdateJoining } from './delete-role-and-update-joining'
import { countMembersWithOnly } from './role-members'
import { getOwnRole } from './get-role'
import { refKey } from './permission-ref'
import { reassignRole } from './reassign-role'
import { assertMayRemove, assertMayEdit } from './role-editor'
import { permissionNames } from './role-permissions'

type Access = OrganizationAccess<'delete:organization_roles'> & BySession

/**
 * Members, open invitations and those who join by link or domain lose the role, or have the role `instead`: then the
 * members are emailed.
 * @throws DomainError not_found, not_yours_to_give, conflict while a member has no other role
 */
export function deleteOrganizationRole(
  access: Access,
  roleId: string,
  { instead }: { instead?: string | undefined } = {},
): Promise<{ name: string }> {
  return changeLocked(access, (tx) => remove(tx, access, { roleId, instead }))
}

async function remove(
  tx: Tx,
  access: Access,
  { roleId, instead }: { roleId: string; instead: string | undefined },
): Promise<ChangeResult<{ name: string }>> {
  const { tenantId } = access
  const { role, editor } = await getOwnRole(tx, access, roleId)
  const given = new Set(role.permissions.map(refKey))
  const present = (await catalogue(tx, tenantId, role.permissions)).filter((one) => given.has(refKey(one)))
  assertMayEdit(editor, present)
  assertMayRemove(editor)
  const reassigned = instead === undefined ? null : await reassignRole(tx, access, { roleId, instead })
  if (reassigned === null) await assertNobodyIsLeftBare(tx, access, roleId)
  const { name, description } = role
  const joining = await deleteRoleAndUpdateJoining(tx, access, { role: { id: roleId, name }, reassigned })
  return {
    result: { name },
    events: [
      {
        type: 'role.deleted',
        target: { kind: 'role', id: roleId, name },
        details: {
          before: { name, description, permissions: permissionNames(present) },
          after: null,
          members: role.members,
          ...(reassigned ? { reassignedTo: reassigned.to.name, invitations: reassigned.invitations } : {}),
        },
      },
      ...joining,
    ],
    mails: reassigned?.mails ?? [],
  }
}

async function assertNobodyIsLeftBare(tx: Tx, access: Access, roleId: string): Promise<void> {
  const count = await countMembersWithOnly(tx, access, roleId)
  if (count === 0) return
  const members = count === 1 ? '1 member holds' : `${countText(count)} members hold`
  throw new DomainError(
    'conflict',
    `${members} no other role. Give ${count === 1 ? 'that member' : 'them'} another one first.`,
  )
}
