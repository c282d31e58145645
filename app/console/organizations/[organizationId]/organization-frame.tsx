import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { BackLink } from '@/components/ui/back-link'
import { PageHeader } from '@/components/ui/page-header'
import { PageTabs } from '@/components/ui/page-tabs'
import { may, type Permission, type TenantActor } from '@/lib/access'
import { logoUrl } from '@/lib/domain/branding/logo-url'
import type { OrganizationStatus } from '@/lib/domain/organizations/get-organization-overview'
import { OrganizationBadges } from '../organization-badges'
import { organizationPath, organizationsHref } from '../query'

interface OrganizationFrameProps {
  organization: OrganizationStatus
  tenantActor: TenantActor
  action?: ReactNode
  children: ReactNode
}

/** The title and the tabs of every page about one organization. A deleted one has an overview only. */
export function OrganizationFrame({ organization, tenantActor, action, children }: OrganizationFrameProps) {
  const { id, slug, displayName, logoId, restorableUntil } = organization
  const shown = tabs.filter(({ needs }) => may(tenantActor, ...needs))
  return (
    <>
      <BackLink href={organizationsHref}>Organizations</BackLink>
      <PageHeader
        title={
          <span className="flex min-w-0 items-center gap-3">
            <Avatar name={displayName} imageUrl={logoUrl(logoId)} shape="square" />
            <span className="flex min-w-0 flex-wrap items-center gap-2 wrap-anywhere">
              {displayName} <OrganizationBadges {...organization} />
            </span>
          </span>
        }
        text={<span className="wrap-anywhere">{slug}</span>}
        action={action}
      />
      {restorableUntil === null && (
        <PageTabs
          label={displayName}
          tabs={shown.map(({ path, label }) => ({ href: organizationPath(id, path), label }))}
        />
      )}
      {children}
    </>
  )
}

const tabs: { path: string; label: string; needs: readonly Permission[] }[] = [
  { path: '', label: 'Overview', needs: ['read:organizations'] },
  {
    path: 'members',
    label: 'Members',
    needs: ['read:organization_members', 'read:organization_member_roles'],
  },
  { path: 'invitations', label: 'Invitations', needs: ['read:organization_invitations'] },
  { path: 'roles', label: 'Roles', needs: ['read:organization_roles'] },
  { path: 'branding', label: 'Branding', needs: ['read:organizations'] },
  { path: 'sign-in-methods', label: 'Sign-in methods', needs: ['read:organization_connections'] },
  { path: 'applications', label: 'Applications', needs: ['read:organization_clients'] },
]
