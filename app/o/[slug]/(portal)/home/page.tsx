import type { Metadata } from 'next'
import { PermissionsExplained } from '@/components/permissions-explained'
import { PageHeader, Section } from '@/components/ui/page-header'
import { may } from '@/lib/access'
import { getHome } from '@/lib/domain/organizations/get-home'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { InviteButton } from '../invitations/invite-button'
import { LeaveDialog } from '../leave-dialog'
import { Applications, Owners, Roles } from './home-lists'

export const metadata: Metadata = { title: 'Home' }

export default async function HomePage({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, actor, organization, session } = await organizationPage(slug)
  const { roles, permissions, applications, owners, isMember } = await getHome(access)
  const tenant = await currentTenant()
  const { displayName } = organization
  return (
    <>
      <PageHeader
        title={displayName}
        text={`You’re signed in as ${session.user.name} (${session.user.email}).`}
        action={may(actor, 'create:organization_invitations') && <InviteButton slug={organization.slug} />}
      />
      {isMember && (
        <Section title="Your roles" text={`The roles you have in ${displayName}.`}>
          <Roles roles={roles} />
        </Section>
      )}
      <Section
        title="What you can do here"
        text={
          isMember
            ? 'Each permission and its source.'
            : `You’re not a member of ${displayName}. You have access through your permissions across ${tenant.name}.`
        }
      >
        <PermissionsExplained
          apis={permissions}
          nothing="Your roles give you no permissions."
          tenantName={tenant.name}
        />
      </Section>
      <Section title="Applications" text="Sign in to them with this account.">
        <Applications applications={applications} />
      </Section>
      <Section title="Who runs this organization" text="Ask them for another role, or for help.">
        <Owners owners={owners} />
      </Section>
      {isMember && (
        <Section title="Leave" text={`Stop being a member of ${displayName}.`}>
          <div>
            <LeaveDialog slug={organization.slug} displayName={displayName} />
          </div>
        </Section>
      )}
    </>
  )
}
