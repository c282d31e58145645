import { Section } from '@/components/ui/page-header'
import { TextLink } from '@/components/ui/text-link'
import { Time } from '@/components/ui/time'
import type { Inviter } from '@/lib/domain/members/get-member'
import type { MemberDetails } from '@/lib/domain/members/list-members'
import { memberPath } from '../query'

interface MembershipProps {
  slug: string
  member: MemberDetails
  invitedBy: Inviter | null
  hasJoinedByLink: boolean
}

export function Membership({ slug, member, invitedBy, hasJoinedByLink }: MembershipProps) {
  return (
    <Section title="Membership">
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <dt className="text-muted-foreground">Joined</dt>
        <dd>
          <Time value={member.joinedAt} />
        </dd>
        <dt className="text-muted-foreground">Last active</dt>
        <dd>{member.lastActiveAt ? <Time value={member.lastActiveAt} /> : 'Never'}</dd>
        {member.isManaged && (
          <>
            <dt className="text-muted-foreground">Managed by</dt>
            <dd>Your directory. Change their access and groups there.</dd>
          </>
        )}
        <dt className="text-muted-foreground">Invited by</dt>
        <dd className="wrap-anywhere">
          {hasJoinedByLink ? 'No one; joined by link' : <InvitedBy slug={slug} inviter={invitedBy} />}
        </dd>
      </dl>
    </Section>
  )
}

function InvitedBy({ slug, inviter }: { slug: string; inviter: Inviter | null }) {
  if (inviter === null) return 'No one; added without an invitation'
  if (inviter.userId === null) return inviter.name
  return <TextLink href={memberPath(slug, inviter.userId)}>{inviter.name}</TextLink>
}
