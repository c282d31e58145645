import type { Permission } from '@/lib/access'

interface PortalPage {
  path: string
  label: string
  /** Any one of them gives access to the page. */
  needs: readonly Permission[]
}

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
