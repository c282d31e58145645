import type { ReactNode } from 'react'
import { OrganizationSwitcher } from '@/components/shell/organization-switcher'
import { PersonMenu } from '@/components/shell/person-menu'
import { SignOutButton } from '@/components/shell/sign-out-button'
import { may } from '@/lib/access'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import { requireEntry } from '@/lib/http/person'
import { signOut } from '../../../(front)/actions'
import { switchTo } from '../../../orgs/actions'
import { PortalFrame } from './portal-frame'
import { pagesFor } from './portal-pages'

interface PortalLayoutProps {
  params: Promise<{ slug: string }>
  children: ReactNode
}

/** Existence and membership are checked here, before anything streams; each page checks its own permission. */
export default async function PortalLayout({ params, children }: PortalLayoutProps) {
  const { slug } = await params
  const { organization, actor, session, organizations, tenantActor } = await requireEntry(slug)
  const pages = pagesFor(actor)
  return (
    <PortalFrame
      pages={[{ path: 'home', label: 'Home' }, ...pages.map(({ path, label }) => ({ path, label }))]}
      slug={organization.slug}
      title={organization.displayName}
      switcher={
        <OrganizationSwitcher
          current={shown(organization)}
          organizations={organizations.map(shown)}
          action={switchTo}
          mayCreate={may(tenantActor, 'create:organizations')}
        />
      }
      person={<PersonMenu person={session.user} signOut={signOut} />}
      signOut={<SignOutButton signOut={signOut} />}
    >
      {children}
    </PortalFrame>
  )
}

function shown({ id, displayName, logoId }: { id: string; displayName: string; logoId: string | null }) {
  return { id, displayName, logoUrl: logoUrl(logoId) }
}
