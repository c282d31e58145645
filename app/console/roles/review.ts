import { createHash } from 'node:crypto'
import { countText } from '@/lib/domain/bounded-count'
import { refKey } from '@/lib/domain/roles/permission-ref'
import type { TenantRoleEdit, TenantRoleReview } from '@/lib/domain/tenant-roles/update-tenant-role'
import type { TenantRoleUsage } from '@/lib/domain/tenant-roles/queries'
import type { Review, ReviewedChange } from '@/lib/http/form-state'
import { permissionChange, renamed } from '../../o/[slug]/(portal)/roles/review'

export { overtaken } from '../../o/[slug]/(portal)/roles/review'

/** `notice` says why the review is shown again. */
export function reviewOf(found: TenantRoleReview, edit: TenantRoleEdit, notice?: string): Review {
  const { fields, difference, usage, version } = found
  const changed = (name: 'name' | 'description') => {
    const [before, after] = [fields.before[name], fields.after[name]]
    return before === undefined || after === undefined ? {} : { [name]: { before, after } }
  }
  return {
    reviewed: `${version} ${digestOf(edit)}`,
    ...(notice === undefined ? {} : { notice }),
    changes: [
      ...renamed({ ...changed('name'), ...changed('description') }),
      ...flagChanges(fields.after),
      ...difference.adds.map(permissionChange('adds')),
      ...difference.removes.map(permissionChange('removes')),
    ],
    effects: effectsOf(usage, edit),
  }
}

/** The version of the role that was reviewed, if this same edit was reviewed. */
export function reviewedVersion(reviewed: string, edit: TenantRoleEdit): string | undefined {
  const end = reviewed.lastIndexOf(' ')
  return end > 0 && reviewed.slice(end + 1) === digestOf(edit) ? reviewed.slice(0, end) : undefined
}

function digestOf({ permissions, ...edit }: TenantRoleEdit): string {
  const all = [edit.roleId, edit.name, edit.description, edit.assignable, edit.isOwner]
  const text = JSON.stringify([...all, permissions.map(refKey).sort()])
  return createHash('sha256').update(text).digest('base64url')
}

function flagChanges({ assignable, isOwner }: TenantRoleReview['fields']['after']): ReviewedChange[] {
  const changes: ReviewedChange[] = []
  const change = (text: string) => changes.push({ kind: 'changes', text })
  if (assignable === true) change('organizations can assign it to their members')
  if (assignable === false) change('organizations can no longer assign it; members who have it keep it')
  if (isOwner === true) change('members who have it are owners of their organization')
  if (isOwner === false) change('members who have it are no longer owners by it')
  return changes
}

function effectsOf({ users, names, members }: TenantRoleUsage, { isOwner }: TenantRoleEdit): string[] {
  const others = Math.max(0, users - names.length)
  const listed = names.length === 0 ? '' : `: ${list.format(others === 0 ? names : [...names, 'others'])}`
  const atTenantLevel =
    users === 0
      ? 'No user has this role at tenant level.'
      : `${usersText(users)} this role at tenant level${listed}.`
  const owners = isOwner ? ' It grants ownership.' : ''
  return [atTenantLevel, members === 0 ? '' : `${membersText(members)} this role.${owners}`].filter(
    (sentence) => sentence !== '',
  )
}

function usersText(count: number): string {
  return `${countText(count, 'user')} ${count === 1 ? 'has' : 'have'}`
}

function membersText(count: number): string {
  return count === 1 ? '1 member of an organization has' : `${countText(count)} members of organizations have`
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
