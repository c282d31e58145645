import { may, type Permission } from '@/lib/access'

interface PortalPage {
  path: string
  label: string
  /** Any one of them gives access to the page. */
  needs: readonly Permission[]
  /** What can be done on the page, besides looking. */
  acts: readonly { label: string; needs: Permission }[]
}

const portalPages: readonly PortalPage[] = [
  {
    path: 'members',
    label: 'Members',
    needs: ['read:organization_members'],
    acts: [
      { label: 'Add roles', needs: 'create:organization_member_roles' },
      { label: 'Remove roles', needs: 'delete:organization_member_roles' },
      { label: 'Remove members', needs: 'delete:organization_members' },
    ],
  },
  {
    path: 'invitations',
    label: 'Invitations',
    needs: ['read:organization_invitations'],
    acts: [
      { label: 'Invite people', needs: 'create:organization_invitations' },
      { label: 'Revoke invitations', needs: 'delete:organization_invitations' },
    ],
  },
  {
    path: 'roles',
    label: 'Roles',
    needs: ['read:organization_roles'],
    acts: [
      { label: 'Create roles', needs: 'create:organization_roles' },
      { label: 'Change custom roles', needs: 'update:organization_roles' },
      { label: 'Delete custom roles', needs: 'delete:organization_roles' },
    ],
  },
  {
    path: 'branding',
    label: 'Branding',
    needs: ['update:organizations'],
    acts: [{ label: 'Change the branding', needs: 'update:organizations' }],
  },
  {
    path: 'sign-in-methods',
    label: 'Sign-in methods',
    needs: ['read:organization_connections'],
    acts: [
      { label: 'Add and enable methods', needs: 'create:organization_connections' },
      { label: 'Change methods', needs: 'update:organization_connections' },
      { label: 'Disable and delete methods', needs: 'delete:organization_connections' },
      { label: 'See domains', needs: 'read:organization_discovery_domains' },
      { label: 'Add domains', needs: 'create:organization_discovery_domains' },
      { label: 'Change domains', needs: 'update:organization_discovery_domains' },
      { label: 'Remove domains', needs: 'delete:organization_discovery_domains' },
    ],
  },
  {
    path: 'security',
    label: 'Security',
    needs: ['update:organization_security'],
    acts: [
      { label: 'Change security policies', needs: 'update:organization_security' },
      { label: 'End all sessions', needs: 'update:organization_security' },
    ],
  },
  {
    path: 'audit',
    label: 'Audit',
    needs: ['read:organization_logs'],
    acts: [{ label: 'Export the log', needs: 'read:organization_logs' }],
  },
  {
    path: 'webhooks',
    label: 'Webhooks',
    needs: ['read:organization_webhooks'],
    acts: [
      { label: 'Add webhooks', needs: 'create:organization_webhooks' },
      { label: 'Change webhooks', needs: 'update:organization_webhooks' },
      { label: 'Delete webhooks', needs: 'delete:organization_webhooks' },
    ],
  },
  {
    path: 'settings',
    label: 'Settings',
    needs: ['update:organizations', 'delete:organizations'],
    acts: [
      { label: 'Change the name and the slug', needs: 'update:organizations' },
      { label: 'Transfer ownership, as an owner', needs: 'create:organization_member_roles' },
      { label: 'Delete the organization', needs: 'delete:organizations' },
    ],
  },
]

/** The pages in the menu of someone with these permissions, each with what they may do there. */
export function pagesFor(holder: { permissions: ReadonlySet<string> }): PortalPage[] {
  return portalPages
    .filter(({ needs }) => needs.some((permission) => may(holder, permission)))
    .map((page) => ({ ...page, acts: page.acts.filter(({ needs }) => may(holder, needs)) }))
}
