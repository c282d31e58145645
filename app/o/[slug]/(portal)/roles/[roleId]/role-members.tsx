import { AppLink } from '@/components/ui/app-link'
import { Person } from '@/components/ui/person'
import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import type { RoleDetails } from '@/lib/domain/roles/get-role'
import { countText, mostCounted } from '@/lib/domain/bounded-count'

interface RoleMembersProps {
  /** Of the organization. */
  displayName: string
  details: RoleDetails
  /** Null: no page about a member is shown to this reader. */
  memberHref: ((userId: string) => string) | null
  listHref: string
}

/** Lists the first few members by name. Shows only what the user may see. */
export function RoleMembers({ displayName, details, memberHref, listHref }: RoleMembersProps) {
  const { role, holders, holderCount, invitations } = details
  if (holderCount === null && invitations === null) return null
  return (
    <Section
      title="Members"
      text={`${membersText(holderCount, displayName)} ${invitationsText(invitations)}`}
    >
      {holders.length > 0 && (
        <ul aria-label={`Members with the role ${role.name}`} className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
          {holders.map((holder) => (
            <li key={holder.userId} className="min-w-0">
              {memberHref ? (
                <AppLink href={memberHref(holder.userId)} className="block rounded-sm">
                  <Person person={holder} />
                </AppLink>
              ) : (
                <Person person={holder} />
              )}
            </li>
          ))}
        </ul>
      )}
      {holders.length > 0 && (
        <p>
          <TextLink href={listHref}>
            {holderCount !== null && holderCount > holders.length
              ? `Show ${holderCount > mostCounted ? 'all' : `all ${holderCount}`} on the members page`
              : 'Show on the members page'}
          </TextLink>
        </p>
      )}
    </Section>
  )
}

function membersText(count: number | null, displayName: string): string {
  if (count === null) return ''
  if (count === 0) return `No member of ${displayName} has this role.`
  return count === 1 ? '1 member has this role.' : `${countText(count)} members have this role.`
}

function invitationsText(count: number | null): string {
  if (count === null || count === 0) return ''
  return count === 1
    ? '1 pending invitation offers this role.'
    : `${countText(count)} pending invitations offer this role.`
}
