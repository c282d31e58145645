import type { ReactNode } from 'react'
import { TextLink } from '@/components/ui/text-link'
import { may, type Permission } from '@/lib/access'
import { organizationPath } from './organizations/query'

interface SubjectLinkProps {
  kind: string | null
  id: string
  viewer: { permissions: ReadonlySet<string> }
  children: ReactNode
}

const pages: Record<string, { path: string; needs: Permission }> = {
  api: { path: 'apis', needs: 'read:resource_servers' },
  client: { path: 'applications', needs: 'read:clients' },
  connection: { path: 'connections', needs: 'read:connections' },
  mail: { path: 'emails', needs: 'read:logs' },
  organization: { path: 'organizations', needs: 'read:organizations' },
  user: { path: 'users', needs: 'read:users' },
}

interface RoleLinkProps extends Omit<SubjectLinkProps, 'kind'> {
  /** Null: the tenant’s. */
  organizationId: string | null
}

/** To the console’s page about a role, for those who may see that page. */
export function RoleLink({ id, organizationId, viewer, children }: RoleLinkProps) {
  const [path, ...needs]: [string, ...Permission[]] =
    organizationId === null
      ? ['/console/roles', 'read:roles']
      : [organizationPath(organizationId, 'roles'), 'read:organizations', 'read:organization_roles']
  if (!may(viewer, ...needs)) return children
  return <TextLink href={`${path}/${encodeURIComponent(id)}`}>{children}</TextLink>
}

/** To the console’s page about it, for those who may see that page. */
export function SubjectLink({ kind, id, viewer, children }: SubjectLinkProps) {
  const page = pages[kind ?? '']
  if (!page || !may(viewer, page.needs)) return children
  return <TextLink href={`/console/${page.path}/${encodeURIComponent(id)}`}>{children}</TextLink>
}
