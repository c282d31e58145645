import type { Permission } from '@/lib/access'

interface PortalPage {
  path: string
  label: string
  /** One of them is enough to see the page. */
  needs: readonly Permission[]
}

/** The pages besides home, in the order of the menu. A page one may not see is not in it. */
export const portalPages: readonly PortalPage[] = [
  { path: 'members', label: 'Members', needs: ['read:organization_members'] },
  { path: 'invitations', label: 'Invitations', needs: ['read:organization_invitations'] },
  { path: 'roles', label: 'Roles', needs: ['read:organization_roles'] },
  { path: 'branding', label: 'Branding', needs: ['update:organizations'] },
  { path: 'sign-in-methods', label: 'Sign-in methods', needs: ['read:organization_connections'] },
  { path: 'security', label: 'Security', needs: ['update:organization_security'] },
  { path: 'audit', label: 'Audit', needs: ['read:organization_logs'] },
  { path: 'settings', label: 'Settings', needs: ['update:organizations', 'delete:organizations'] },
]
