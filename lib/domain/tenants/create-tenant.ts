import { managementPermissions, type Permission } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { bypassRowSecurity, change } from '@/lib/db/transaction'
import type { EmailAddress } from '../text/email-address'
import { createEmailToken, emailTokenSeconds, emailTokenSecrets } from '../users/email-token'
import { insertUser } from '../users/create-user'
import { newId } from '@/lib/ids'

export interface NewTenant {
  id: string
  name: string
  /** An origin, without a trailing slash. */
  url: string
  operator?: FirstOperator
}

interface FirstOperator {
  address: EmailAddress
  name: string
  /** Without it, they sign in by email. */
  passwordHash?: string | undefined
  /** The path that a sign-in link leads them to, as the link of an email would. */
  signInLinkTo?: string | undefined
  /** How long the link works, if not as long as an emailed one. */
  signInLinkSeconds?: number
}

/**
 * A second tenant with the same id or host is a unique violation.
 * @returns the secret of the operator’s sign-in link, which is stored nowhere; null if none was asked for
 */
export function createTenant({
  id,
  name,
  url,
  operator,
}: NewTenant): Promise<{ signInToken: string | null }> {
  return change(bypassRowSecurity('a tenant is created', id), async (tx) => {
    await tx.tenant.create({ data: { id, name, url, host: new URL(url).host } })
    const apiId = await createPortalApi(tx, url)
    for (const role of seededRoles) await createSeededRole(tx, apiId, role)
    await tx.connection.createMany({
      data: Object.entries(seededConnections).map(([strategy, displayName]) => {
        return { id: newId('connection'), name: strategy, strategy, displayName, isDefault: true }
      }),
    })
    const created: Event = { type: 'tenant.created', target: { kind: 'tenant', id } }
    if (!operator) return { result: { signInToken: null }, events: [created] }
    const userId = await createOperator(tx, id, operator)
    const target = { kind: 'user', id: userId, email: operator.address.email }
    const signInToken = await createSignInToken(tx, { tenantId: id, userId, operator })
    return { result: { signInToken }, events: [created, { type: 'operator.made', target }] }
  })
}

async function createSignInToken(
  tx: Tx,
  { tenantId, userId, operator }: { tenantId: string; userId: string; operator: FirstOperator },
): Promise<string | null> {
  const {
    address,
    signInLinkTo: returnTo,
    signInLinkSeconds: seconds = emailTokenSeconds('sign_in'),
  } = operator
  if (returnTo === undefined) return null
  const id = await createEmailToken(tx, { tenantId, purpose: 'sign_in', address, userId, returnTo, seconds })
  return emailTokenSecrets({ id }).token
}

async function createOperator(
  tx: Tx,
  tenantId: string,
  { address: { email, folded }, name, passwordHash }: FirstOperator,
): Promise<string> {
  const { id } = await insertUser(tx, {
    tenantId,
    email,
    emailFolded: folded,
    name,
    isEmailVerified: true,
    ...(passwordHash === undefined ? {} : { passwordHash }),
  })
  const role = await tx.role.findFirstOrThrow({ where: { tenantId, name: 'Operator', usableIn: '*' } })
  await tx.userRole.create({ data: { userId: id, roleId: role.id } })
  return id
}

async function createPortalApi(tx: Tx, url: string): Promise<string> {
  const id = newId('resourceServer')
  await tx.api.create({
    data: {
      id,
      identifier: `${url}/api/v2/`,
      name: 'Management API',
      isPortal: true,
      enforcePolicies: true,
      tokenDialect: 'access_token_authz',
    },
  })
  await createPortalPermissions(tx, id, managementPermissions)
  return id
}

export async function createPortalPermissions(
  tx: Tx,
  apiId: string,
  permissions: typeof managementPermissions,
): Promise<void> {
  await tx.permission.createMany({
    data: permissions.map((permission) => {
      return { ...permission, apiId, openToOrganizations: permission.level === 'organization' }
    }),
  })
}

async function createSeededRole(tx: Tx, apiId: string, role: SeededRole): Promise<void> {
  const id = newId('role')
  const { permissions, ...settings } = role
  await tx.role.create({ data: { id, ...settings } })
  await tx.rolePermission.createMany({
    data: permissions.map((permission) => ({ roleId: id, usableIn: '*', apiId, name: permission })),
  })
}

const seededConnections = { password: 'Email and password', email: 'Link by email', passkey: 'Passkey' }

interface SeededRole {
  name: string
  description: string
  assignable: boolean
  everyone?: boolean
  isOwner?: boolean
  /** Given to users who become members by signing in. */
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
  'read:organization_webhooks',
  'create:organization_webhooks',
  'update:organization_webhooks',
  'delete:organization_webhooks',
  'delete:organizations',
]

/** Ordinary rows: an operator may change all of them. */
const seededRoles: readonly SeededRole[] = [
  {
    name: 'Owner',
    description: 'Manages everything, and can delete the organization.',
    assignable: true,
    isOwner: true,
    permissions: ofOrganizations,
  },
  {
    name: 'Admin',
    description: 'Manages members, branding and sign-in methods.',
    assignable: true,
    permissions: ofOrganizations.filter((permission) => !onlyOwners.includes(permission)),
  },
  {
    name: 'Member',
    description: 'Can work and see teammates.',
    assignable: true,
    joins: true,
    permissions: ['read:organization_members', 'read:organization_member_roles'],
  },
  { name: 'Viewer', description: 'View only.', assignable: true, permissions: [] },
  {
    name: 'Operator',
    description: 'Manages the whole tenant.',
    assignable: false,
    permissions: managementPermissions.map(({ name }) => name),
  },
  { name: 'Support', description: 'Supports customers.', assignable: false, permissions: [] },
  {
    name: 'Everyone',
    description: 'Every user with a verified address has this role.',
    assignable: false,
    everyone: true,
    permissions: ['create:organizations'],
  },
]
