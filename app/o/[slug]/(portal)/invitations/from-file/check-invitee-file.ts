import { z } from 'zod'
import type { OrganizationAccess } from '@/lib/access'
import { invite, type InviteResult } from '@/lib/domain/invitations/invite'
import { readTogether } from '@/lib/domain/read-together'
import { getAssignableRoles } from '@/lib/domain/roles/role-choices'
import { emailEntries, type EmailEntry } from '@/lib/domain/text/email-list'
import type { FileRow } from '@/lib/http/form-state'
import { problemOf } from '../invite-entries'
import { decodeInviteeFile, type InviteeRow, mostBytes, parseInviteeFile } from './parse-invitee-file'

type Access = OrganizationAccess<'create:organization_invitations'>

const tooLarge = 'Choose a file of at most 90 KB.'

/** A chosen file, or its pasted text. */
export const inviteeFileForm = z.object({
  file: z
    .instanceof(File)
    .refine(({ size }) => size <= mostBytes, tooLarge)
    .optional(),
  text: z.string().max(mostBytes, tooLarge).optional(),
})

/** Sends nothing. Rows beyond the daily limit say so. @throws DomainError invalid (the file) */
export async function checkInviteeFile(
  access: Access,
  { file, text = '' }: z.output<typeof inviteeFileForm>,
): Promise<FileRow[]> {
  const read = file && file.size > 0 ? decodeInviteeFile(new Uint8Array(await file.arrayBuffer())) : text
  const rows = parseInviteeFile(read)
  const entries = emailEntries(rows.map(({ address, name }) => ({ input: address, name })))
  return readTogether([access], async () => {
    const roleIds = rolesByName(await getAssignableRoles(access))
    // A row that cannot be sent does not count toward the daily limit.
    const invitees = entries.flatMap((entry, index) =>
      entry.status === 'ok' && isRoleKnown(rows[index], roleIds)
        ? [{ address: entry.address, roleIds: [] }]
        : [],
    )
    const result = await invite(access, { invitees, overLimit: 'leave', isDryRun: true })
    return rows.map((row, index) => checkedRow(row, { entry: entries[index], result, roleIds }))
  })
}

type RoleIds = ReadonlyMap<string, string>

/** Two roles can have one name: the first of the list counts, which the dialog shows first too. */
function rolesByName(roles: readonly { id: string; name: string }[]): RoleIds {
  return new Map(roles.toReversed().map(({ id, name }) => [name.toLowerCase(), id]))
}

function isRoleKnown(row: InviteeRow | undefined, roleIds: RoleIds): boolean {
  return row === undefined || row.role === '' || roleIds.has(row.role.toLowerCase())
}

interface Checks {
  entry: EmailEntry | undefined
  result: InviteResult
  roleIds: RoleIds
}

function checkedRow(row: InviteeRow, { entry, result, roleIds }: Checks): FileRow {
  const { address, role } = row
  const name = (entry?.status === 'ok' ? entry.name : row.name) ?? ''
  const roleId = role === '' ? null : (roleIds.get(role.toLowerCase()) ?? null)
  const problem = !isRoleKnown(row, roleIds)
    ? `You cannot assign a role “${role.slice(0, 60)}”.`
    : entry === undefined
      ? null
      : problemOf(entry, result)
  return { ...row, address: address.slice(0, 320), name: name.slice(0, 200), role, roleId, problem }
}
