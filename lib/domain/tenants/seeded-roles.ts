import { managementPermissions, type Permission } from '@/lib/access'

export interface SeededRole {
  name: string
  description: string
  assignable: boolean
  everyone?: boolean
  isOwner?: boolean
  /** What those get who become members by signing in. */
  joins?: boolean
  permissions: readonly Permission[]
}

const ofOrganizations = managementPermissions
  .filter(({ level }) => level === 'organization')
  .map(({ name }) => name)

const onlyOwners: readonly Permission[] = [
  'create:organization_roles',
  'update:organization_roles',
  'delete:organization_roles',
  'update:organization_security',
  'delete:organizations',
]

/** The roles a new tenant begins with. Rows, not code: an operator may change them all. */
export const seededRoles: readonly SeededRole[] = [
  {
    name: 'Owner',
    description: 'Runs the organization, and may delete it.',
    assignable: true,
    isOwner: true,
    permissions: ofOrganizations,
  },
  {
    name: 'Admin',
    description: 'Manages people, branding and sign-in methods.',
    assignable: true,
    permissions: ofOrganizations.filter((permission) => !onlyOwners.includes(permission)),
  },
  {
    name: 'Member',
    description: 'Works here and sees who else does.',
    assignable: true,
    joins: true,
    permissions: ['read:organization_members', 'read:organization_member_roles'],
  },
  { name: 'Viewer', description: 'Looks, and changes nothing.', assignable: true, permissions: [] },
  {
    name: 'Operator',
    description: 'Runs the whole tenant.',
    assignable: false,
    permissions: managementPermissions.map(({ name }) => name),
  },
  { name: 'Support', description: 'Helps customers.', assignable: false, permissions: [] },
  {
    name: 'Everyone',
    description: 'Held by every person whose address is verified.',
    assignable: false,
    everyone: true,
    permissions: ['create:organizations'],
  },
]
