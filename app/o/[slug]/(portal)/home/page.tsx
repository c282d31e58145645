import type { Metadata } from 'next'
import { PageHeader, Section } from '@/components/ui/page-header'
import { Notice } from '@/components/ui/notice'
import { TextLink } from '@/components/ui/text-link'
import { touchArea } from '@/components/ui/touch-area'
import { may } from '@/lib/access'
import { joinRequestsShown } from '@/lib/domain/join-requests/queries'
import { organizationPage } from '@/lib/http/person'
import { currentTenant } from '@/lib/web/tenant'
import { RecentEvents } from '../audit/recent-events'
import { InviteButton } from '../invitations/invite-button'
import { LeaveDialog } from '../leave-dialog'
import { isSetupDismissed } from './dismissed-setup'
import { Applications, People } from './home-lists'
import { getHomePage, type HomePage } from './home-page'
import { openSteps, SetupChecklist } from './setup-checklist'

export const metadata: Metadata = { title: 'Home' }

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

export default async function Home({ params }: { params: Promise<{ slug: string }> }) {
  const { slug } = await params
  const { access, actor, organization, session, support } = await organizationPage(slug)
  const home = await getHomePage(access)
  const { displayName, id } = organization
  const isOwner = home.roles.some((role) => role.isOwner)
  const steps = isOwner && !(await isSetupDismissed(id)) ? openSteps(actor, home.setup) : []
  return (
    <>
      <PageHeader
        title={displayName}
        text={
          <>
            You’re signed in as {session.user.name} ({session.user.email}). {rolesText(home)}{' '}
            <TextLink href={`/o/${slug}/access`} className="whitespace-nowrap">
              Your access
            </TextLink>
          </>
        }
        action={may(actor, 'create:organization_invitations') && <InviteButton slug={organization.slug} />}
      />
      <Requests slug={slug} count={home.requests} />
      {steps.length > 0 && <SetupChecklist slug={slug} steps={steps} setup={home.setup} />}
      {!support && (
        <Section title="Applications" text="Sign in to them with this account.">
          <Applications applications={home.applications} />
        </Section>
      )}
      {home.people && (
        <Section
          title="People"
          action={
            <TextLink href={`/o/${slug}/members`} className={touchArea}>
              All members
            </TextLink>
          }
        >
          <People label="People" people={home.people} />
        </Section>
      )}
      <Section title="Who runs this organization" text="Ask them for another role, or for help.">
        {home.owners.length === 0 ? (
          <p className="text-muted-foreground">It has no owner right now.</p>
        ) : (
          <People label="Owners" people={home.owners} />
        )}
      </Section>
      {home.events && (
        <RecentEvents
          title="Recent activity"
          href={`/o/${slug}/audit`}
          events={home.events}
          tenantName={(await currentTenant()).name}
        />
      )}
      {home.isMember && <LeaveDialog slug={organization.slug} displayName={displayName} actor={actor} />}
    </>
  )
}

function Requests({ slug, count }: { slug: string; count: number }) {
  if (count === 0) return null
  const people =
    count === 1 ? '1 person asks' : `${count === joinRequestsShown ? `${count} or more` : count} people ask`
  return (
    <Notice className="mb-8">
      {people} to join. <TextLink href={`/o/${slug}/invitations`}>View requests</TextLink>
    </Notice>
  )
}

function rolesText({ isMember, roles }: Pick<HomePage, 'isMember' | 'roles'>): string {
  if (!isMember) return 'You’re not a member.'
  if (roles.length === 0) return 'You have no role here yet.'
  return `Your ${roles.length === 1 ? 'role' : 'roles'}: ${list.format(roles.map(({ name }) => name))}.`
}
