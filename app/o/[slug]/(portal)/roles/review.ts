import { createHash } from 'node:crypto'
import { refKey } from '@/lib/domain/roles/permission-ref'
import type {
  ReviewedPermission,
  RoleEditInput,
  RoleReview,
} from '@/lib/domain/roles/change-organization-role'
import type { Review, ReviewedChange } from '@/lib/http/form-state'

type Edit = Omit<RoleEditInput, 'version'>

export const overtaken = 'You changed something after the review. This is what will be saved now.'

/** `notice` says why the review is shown again. */
export function reviewOf(found: RoleReview, edit: Edit, notice?: string): Review {
  return {
    reviewed: `${found.version} ${digestOf(edit)}`,
    ...(notice === undefined ? {} : { notice }),
    changes: [
      ...renamed(found),
      ...found.adds.map(permissionChange('adds')),
      ...found.removes.map(permissionChange('removes')),
    ],
    effects: [membersText(found.holders), invitationsText(found.invitations)].filter(
      (sentence) => sentence !== '',
    ),
  }
}

/** The version of the role that was reviewed, if this same edit was reviewed. */
export function reviewedVersion(reviewed: string, edit: Edit): string | undefined {
  const end = reviewed.lastIndexOf(' ')
  return end > 0 && reviewed.slice(end + 1) === digestOf(edit) ? reviewed.slice(0, end) : undefined
}

function digestOf({ roleId, name, description, permissions }: Edit): string {
  const edit = [roleId, name, description, permissions.map(refKey).sort()]
  return createHash('sha256').update(JSON.stringify(edit)).digest('base64url')
}

export function renamed({ name, description }: Pick<RoleReview, 'name' | 'description'>): ReviewedChange[] {
  const changes: ReviewedChange[] = []
  if (name) changes.push({ kind: 'changes', text: `the name “${name.before}” to “${name.after}”` })
  if (description) changes.push({ kind: 'changes', text: described(description) })
  return changes
}

function described({ before, after }: { before: string; after: string }): string {
  if (before === '') return `the description to “${after}”`
  return after === '' ? `the description “${before}” to nothing` : `the description “${before}” to “${after}”`
}

export function permissionChange(kind: 'adds' | 'removes') {
  return ({ apiName, name, description }: ReviewedPermission): ReviewedChange => ({
    kind,
    text: `${description || name} (${apiName})`,
    code: name,
  })
}

function membersText({ names, count }: RoleReview['holders']): string {
  if (count === 0) return 'No member has this role.'
  const words = count === 1 ? '1 member has this role' : `${count} members have this role`
  if (names.length === 0) return `${words}.`
  const others = count - names.length
  const more = others === 0 ? [] : [others === 1 ? '1 other' : `${others} others`]
  return `${words}: ${list.format([...names, ...more])}.`
}

function invitationsText(count: number): string {
  if (count === 0) return ''
  return count === 1 ? '1 pending invitation offers it.' : `${count} pending invitations offer it.`
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })
