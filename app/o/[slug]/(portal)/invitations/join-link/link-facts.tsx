import { Badge, type BadgeTone } from '@/components/ui/badge'
import { RoleBadges } from '@/components/ui/role-badges'
import { Time } from '@/components/ui/time'
import { type DomainLimits, joinDomains } from '@/lib/domain/join-links/find-join-link'
import type { JoinLink } from '@/lib/domain/join-links/queries'

const states: Record<JoinLink['state'], { label: string; tone: BadgeTone }> = {
  live: { label: 'On', tone: 'success' },
  expired: { label: 'Expired', tone: 'warning' },
  used_up: { label: 'No uses left', tone: 'warning' },
}

export function LinkStatus({ state }: { state: JoinLink['state'] }) {
  const { label, tone } = states[state]
  return <Badge tone={tone}>{label}</Badge>
}

/** With its state, in a heading. */
export function LinkTitle({ link }: { link: JoinLink | null }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      Join link
      {link && (
        <span className="flex text-base">
          <LinkStatus state={link.state} />
        </span>
      )}
    </span>
  )
}

export function LinkFacts({ link }: { link: JoinLink }) {
  const { roles, uses, expiresAt, state } = link
  return (
    <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-6 gap-y-2">
      <dt className="text-muted-foreground">Roles</dt>
      <dd className="min-w-0">
        <RoleBadges roles={roles} />
      </dd>
      <dt className="text-muted-foreground">Who can join</dt>
      <dd className="min-w-0 wrap-anywhere">{whoCanJoin(link)}</dd>
      <dt className="text-muted-foreground">Joined</dt>
      <dd className="tabular-nums">{link.maxUses === null ? uses : `${uses} of ${link.maxUses}`}</dd>
      <dt className="text-muted-foreground">{state === 'expired' ? 'Expired' : 'Expires'}</dt>
      <dd>
        <Time value={expiresAt} />
      </dd>
    </dl>
  )
}

const list = new Intl.ListFormat('en', { type: 'disjunction' })

export function whoCanJoin(limits: DomainLimits): string {
  const domains = joinDomains(limits)
  if (domains === null) return 'Anyone with the link'
  return domains.length === 0
    ? 'No one: the security settings allow other email domains'
    : `Anyone with the link and an address at ${list.format(domains)}`
}
