import type { ReactNode } from 'react'
import { Form } from '@/components/form/form'
import { Avatar } from '@/components/ui/avatar'
import { Badge } from '@/components/ui/badge'
import { joinClasses } from '@/components/ui/join-classes'
import { LinkButton } from '@/components/ui/link-button'
import { Section } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { LocalDate, Time } from '@/components/ui/time'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { MyInvitation } from '@/lib/domain/invitations/my-invitations'
import type { RestorableOrganization } from '@/lib/domain/organizations/get-organization'
import type { MyOrganization } from '@/lib/domain/organizations/my-organizations'
import { restore, switchTo } from './actions'

interface OrganizationItemProps {
  id?: string
  name: string
  logoId: string | null
  /** Below the name. */
  note: ReactNode
  children: ReactNode
}

export function OrganizationItem({ id, name, logoId, note, children }: OrganizationItemProps) {
  return (
    <li id={id} className="flex items-center gap-3 border-b py-3 max-sm:flex-wrap">
      <Avatar name={name} imageUrl={logoUrl(logoId)} shape="square" />
      <NameAndNote className="flex-1" name={name} note={note} />
      {children}
    </li>
  )
}

function NameAndNote({ className, name, note }: { className?: string; name: string; note: ReactNode }) {
  return (
    <span className={joinClasses('min-w-0', className)}>
      <span className="block font-medium wrap-anywhere">{name}</span>
      <span className="block text-sm wrap-anywhere text-muted-foreground">{note}</span>
    </span>
  )
}

export function InvitationList({ invitations }: { invitations: MyInvitation[] }) {
  return (
    <Section title="Invitations">
      <ul aria-label="Your invitations" className="flex flex-col border-t">
        {invitations.map(({ id, organizationName, logoId, inviterName, expiresAt }) => (
          <OrganizationItem
            key={id}
            name={organizationName}
            logoId={logoId}
            note={
              <>
                {inviterName} invited you. Expires <Time value={expiresAt} />.
              </>
            }
          >
            <LinkButton
              href={`/orgs/invitations/${id}`}
              variant="primary"
              aria-label={`View invitation to ${organizationName}`}
            >
              View invitation
            </LinkButton>
          </OrganizationItem>
        ))}
      </ul>
    </Section>
  )
}

interface OrganizationListProps {
  organizations: MyOrganization[]
  currentId: string | undefined
}

export function OrganizationList({ organizations, currentId }: OrganizationListProps) {
  return (
    <ul aria-label="Your organizations" className="mb-6 flex flex-col border-t">
      {organizations.map((organization) => (
        <li
          key={organization.id}
          className="flex items-center gap-3 border-b py-3 max-sm:flex-wrap"
          aria-current={organization.id === currentId ? 'true' : undefined}
        >
          <Avatar name={organization.displayName} imageUrl={logoUrl(organization.logoId)} shape="square" />
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-1">
            <NameAndNote name={organization.displayName} note={organization.slug} />
            <span className="flex flex-wrap gap-1">
              {organization.roles.map((role) => (
                <Badge key={role}>{role}</Badge>
              ))}
            </span>
          </div>
          <form action={switchTo}>
            <input type="hidden" name="organization_id" value={organization.id} />
            <SubmitButton variant="secondary" aria-label={`Open ${organization.displayName}`}>
              Open
            </SubmitButton>
          </form>
        </li>
      ))}
    </ul>
  )
}

export function RestorableList({ organizations }: { organizations: RestorableOrganization[] }) {
  return (
    <div className="mt-8">
      <Section
        title="Deleted"
        text="You owned these. Restoring one brings back its members, roles and branding."
      >
        <ul aria-label="Deleted organizations" className="flex flex-col border-t">
          {organizations.map(({ id, slug, displayName, restorableUntil }) => (
            <li key={id} className="flex flex-wrap items-center gap-3 border-b py-3">
              <NameAndNote
                className="flex-1"
                name={displayName}
                note={
                  <>
                    {slug}, permanently deleted on <LocalDate value={restorableUntil} />
                  </>
                }
              />
              <Form action={restore} className="flex flex-col gap-2" values={{ organization_id: id }}>
                <SubmitButton variant="secondary" aria-label={`Restore ${displayName}`}>
                  Restore
                </SubmitButton>
              </Form>
            </li>
          ))}
        </ul>
      </Section>
    </div>
  )
}
