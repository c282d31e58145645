import type { Metadata, Viewport } from 'next'
import type { ReactNode } from 'react'
import { ContinuedProvider } from '@/components/form/continued'
import { EmailProvider } from '@/components/shell/email-provider'
import { OrganizationSwitcher } from '@/components/shell/organization-switcher'
import { PersonMenu } from '@/components/shell/person-menu'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { may } from '@/lib/access'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { canSendEmail } from '@/lib/domain/email-sender/email-sender'
import { findContinued } from '@/lib/http/continued-act'
import { findEntry, requireEntry } from '@/lib/http/person'
import { signOut } from '../../../(front)/actions'
import { organizationMetadata } from '../../../brand-metadata'
import { consoleHrefFor } from '../../../console/console-pages'
import { switchTo } from '../../../orgs/actions'
import { InviteProvider } from './invitations/invite-provider'
import { PortalFrame } from './portal-frame'
import { pagesFor } from './portal-pages'
import { SecondFactorNotice } from './second-factor-notice'
import { SupportBanner } from './support-banner'

interface PortalLayoutProps {
  params: Promise<{ slug: string }>
  children: ReactNode
}

export async function generateMetadata({ params }: PortalLayoutProps): Promise<Metadata> {
  const organization = await findEntry((await params).slug)
  return organization ? organizationMetadata(organization) : {}
}

export async function generateViewport({ params }: PortalLayoutProps): Promise<Viewport> {
  const organization = await findEntry((await params).slug)
  return organization?.primaryColor ? { themeColor: organization.primaryColor } : {}
}

/** Existence and membership are checked here, before anything streams; each page checks its own permission. */
export default async function PortalLayout({ params, children }: PortalLayoutProps) {
  const { slug } = await params
  const entered = await requireEntry(slug)
  const { organization, actor, session, organizations, supported, support, tenantActor } = entered
  const pages = pagesFor(actor)
  const canSend = await canSendEmail(actor.tenantId)
  const portal = (
    <PortalFrame
      pages={[{ path: 'home', label: 'Home' }, ...pages.map(({ path, label }) => ({ path, label }))]}
      slug={organization.slug}
      title={organization.displayName}
      switcher={
        <OrganizationSwitcher
          current={shown(organization)}
          organizations={[...organizations.map(shown), ...supported.map(shownAsSupport)]}
          action={switchTo}
          mayCreate={may(tenantActor, 'create:organizations')}
        />
      }
      person={
        <PersonMenu
          person={session.user}
          signOut={signOut}
          accessHref={`/o/${organization.slug}/access`}
          consoleHref={consoleHrefFor(tenantActor)}
        />
      }
      signOut={<SignOutButton signOut={signOut} />}
      organizations={organizations.filter(({ id }) => id !== organization.id).map(shown)}
      switchTo={switchTo}
      may={{
        createOrganizations: may(tenantActor, 'create:organizations'),
        findMembers: may(actor, 'read:organization_members'),
      }}
    >
      {support && <SupportBanner organization={organization} support={support} />}
      {entered.missingSecondFactor && (
        <SecondFactorNotice organization={organization} from={entered.missingSecondFactor.from} />
      )}
      <EmailProvider value={canSend}>
        <ContinuedProvider value={await findContinued(session)}>{children}</ContinuedProvider>
      </EmailProvider>
    </PortalFrame>
  )
  if (!may(actor, 'create:organization_invitations')) return portal
  return (
    <InviteProvider
      slug={organization.slug}
      organizationName={organization.displayName}
      canSendEmail={canSend}
    >
      {portal}
    </InviteProvider>
  )
}

function shown({ id, displayName, logoId }: { id: string; displayName: string; logoId: string | null }) {
  return { id, displayName, logoUrl: logoUrl(logoId) }
}

function shownAsSupport(organization: Parameters<typeof shown>[0]) {
  return { ...shown(organization), mark: 'Support' }
}
