/** Who must hold which permission, as data: nothing here is read from the product. */

const organizationLevel = [
  'create:organization_connections',
  'create:organization_discovery_domains',
  'create:organization_invitations',
  'create:organization_member_roles',
  'create:organization_members',
  'create:organization_roles',
  'delete:organization_connections',
  'delete:organization_discovery_domains',
  'delete:organization_invitations',
  'delete:organization_member_roles',
  'delete:organization_members',
  'delete:organization_roles',
  'delete:organizations',
  'read:organization_client_grants',
  'read:organization_clients',
  'read:organization_connections',
  'read:organization_discovery_domains',
  'read:organization_invitations',
  'read:organization_logs',
  'read:organization_member_effective_roles',
  'read:organization_member_roles',
  'read:organization_members',
  'read:organization_roles',
  'update:organization_connections',
  'update:organization_discovery_domains',
  'update:organization_roles',
  'update:organization_security',
  'update:organizations',
  ...verbs('read create update delete', 'organization_webhooks'),
]

const tenantLevel = [
  'admin:organizations',
  ...verbs('create delete', 'organization_client_grants organization_clients'),
  ...verbs('update', 'organization_clients'),
  ...verbs('create', 'organizations user_tickets'),
  ...verbs('read', 'organizations organizations_summary logs logs_users'),
  ...verbs('read create update delete', 'users roles clients client_grants resource_servers connections'),
  ...verbs('read create delete', 'role_members'),
  ...verbs('read update', 'users_app_metadata client_keys client_credentials tenant_settings prompts'),
  ...verbs('read', 'user_idp_tokens user_effective_roles user_effective_permissions'),
  ...verbs('read', 'user_permission_source_roles client_summary actions'),
  ...verbs('read update delete', 'branding'),
  ...verbs('read create update', 'email_templates signing_keys'),
  ...verbs('read create update delete', 'email_provider log_streams event_streams'),
  ...verbs('read create update delete', 'connection_profiles user_attribute_profiles scim_config'),
  ...verbs('read create update delete', 'self_service_profiles'),
  ...verbs('create delete', 'sso_access_tickets'),
  ...verbs('read create delete', 'scim_token'),
  ...verbs('read delete', 'grants'),
  ...verbs('read update delete', 'refresh_tokens sessions'),
]

function verbs(which: string, nouns: string): string[] {
  return nouns.split(' ').flatMap((noun) => which.split(' ').map((verb) => `${verb}:${noun}`))
}

const onlyOwners = [
  'create:organization_roles',
  'update:organization_roles',
  'delete:organization_roles',
  'update:organization_security',
  'delete:organizations',
  ...verbs('read create update delete', 'organization_webhooks'),
]

export type Api = 'portal' | 'documents'
type Given = Readonly<Record<Api, readonly string[]>>

/** Stands for a role’s name where no role gives it. */
const directly = ''

/** The seeded roles, and three that a test makes. */
export const roles = {
  Owner: { portal: organizationLevel, documents: ['read:documents', 'write:documents', 'delete:documents'] },
  Admin: {
    portal: organizationLevel.filter((name) => !onlyOwners.includes(name)),
    documents: ['read:documents', 'write:documents', 'delete:documents'],
  },
  Member: {
    portal: ['read:organization_members', 'read:organization_member_roles'],
    documents: ['read:documents', 'write:documents'],
  },
  Viewer: { portal: [], documents: ['read:documents'] },
  Operator: { portal: [...organizationLevel, ...tenantLevel], documents: [] },
  Support: { portal: [], documents: ['read:documents', 'read:audit'] },
  Everyone: { portal: ['create:organizations'], documents: [] },
  /** The own role of the organization `here`. */
  Auditor: { portal: ['read:organization_logs', 'read:organization_members'], documents: ['read:audit'] },
  /** The own role of `elsewhere`. */
  Keeper: { portal: ['update:organization_security'], documents: ['write:documents'] },
  /** A tenant role with permissions of both levels, for use in organizations. */
  Clerk: {
    portal: ['read:users', 'admin:organizations', 'read:organization_invitations'],
    documents: ['delete:documents'],
  },
} satisfies Record<string, Given>

export type RoleName = keyof typeof roles
export type PermissionContext = 'here' | 'elsewhere' | 'none'

export interface Part {
  here?: readonly RoleName[]
  elsewhere?: readonly RoleName[]
  /** Held at tenant level, besides Everyone. */
  tenant?: readonly RoleName[]
  direct?: Given
  /** In every organization that the person is a member of. */
  suspended?: true
  /** Signed in at another tenant, and nowhere else. */
  foreign?: true
}

export const people = {
  'user without roles': {},
  viewer: { here: ['Viewer'] },
  member: { here: ['Member'] },
  admin: { here: ['Admin'] },
  owner: { here: ['Owner'] },
  auditor: { here: ['Auditor'] },
  clerk: { here: ['Clerk'] },
  support: { here: ['Viewer'], tenant: ['Support'] },
  operator: { tenant: ['Operator'] },
  'operator who is a member': { here: ['Member'], tenant: ['Operator'] },
  'one with direct permissions': {
    here: ['Member'],
    direct: { portal: ['read:logs', 'read:organization_logs'], documents: ['delete:documents'] },
  },
  'one who may enter, directly': { direct: { portal: ['admin:organizations'], documents: ['read:audit'] } },
  suspended: { here: ['Owner'], suspended: true },
  'suspended operator': { here: ['Owner'], tenant: ['Operator'], suspended: true },
  'of another organization': { elsewhere: ['Owner'] },
  'with another’s own role': { elsewhere: ['Keeper'] },
  'auditor here, keeper elsewhere': { here: ['Auditor'], elsewhere: ['Keeper'] },
  'owner here, viewer elsewhere': { here: ['Owner'], elsewhere: ['Viewer'] },
  'of another tenant': { foreign: true },
} satisfies Record<string, Part>

/** By `<api> <permission>`, where it comes from: `from Member; inherited from Support`. */
export type Held = ReadonlyMap<string, string>

/** The permissions that the person must hold there; null where access is refused. */
export function expectedAt(part: Part, context: PermissionContext, inherits: boolean): Held | null {
  if (part.foreign) return null
  const global = atTenantLevel(part)
  if (context === 'none') return told(global, new Map())
  const isMember = part[context] !== undefined
  const mayEnter = isMember ? !part.suspended : inherits && global.has('portal admin:organizations')
  if (!mayEnter) return null
  const own = new Map<string, string[]>()
  for (const role of part[context] ?? []) add(own, ofOrganizations(roles[role]), role)
  return told(own, inherits ? global : new Map())
}

/** The permissions that only the roles in that organization give; they must never appear outside it. */
export function givenOnlyIn(part: Part, context: 'here' | 'elsewhere'): string[] {
  const held = new Map<string, string[]>()
  for (const role of part[context] ?? []) add(held, roles[role], role)
  const besides = atTenantLevel(part)
  for (const role of part[context === 'here' ? 'elsewhere' : 'here'] ?? []) add(besides, roles[role], role)
  for (const permission of besides.keys()) held.delete(permission)
  return [...held.keys()]
}

function atTenantLevel({ tenant = [], direct }: Part): Map<string, string[]> {
  const held = new Map<string, string[]>()
  if (direct) add(held, direct, directly)
  for (const role of [...tenant, 'Everyone'] as const) add(held, roles[role], role)
  return held
}

function ofOrganizations({ portal, documents }: Given): Given {
  return { portal: portal.filter((name) => organizationLevel.includes(name)), documents }
}

function add(held: Map<string, string[]>, given: Given, source: string): void {
  const named = (api: Api) => given[api].map((name) => `${api} ${name}`)
  for (const permission of [...named('portal'), ...named('documents')]) {
    held.set(permission, [...(held.get(permission) ?? []), source])
  }
}

function told(own: ReadonlyMap<string, string[]>, inherited: ReadonlyMap<string, string[]>): Held {
  const permissions = new Set([...own.keys(), ...inherited.keys()])
  const words = (permission: string) => [
    ...inWords(own.get(permission) ?? [], { from: 'from', directly: 'given directly' }),
    ...inWords(inherited.get(permission) ?? [], {
      from: 'inherited from',
      directly: 'inherited, given directly',
    }),
  ]
  return new Map([...permissions].map((permission) => [permission, words(permission).join('; ')]))
}

function inWords(sources: readonly string[], words: { from: string; directly: string }): string[] {
  const named = sources.filter((source) => source !== directly).sort()
  return [
    ...(named.length > 0 ? [`${words.from} ${named.join(' and ')}`] : []),
    ...(sources.includes(directly) ? [words.directly] : []),
  ]
}

/** contract.md, “Pages and permissions”: one of these is enough to see the page. Home asks for nothing. */
export const pages: Readonly<Record<string, readonly string[]>> = {
  home: [],
  members: ['read:organization_members'],
  invitations: ['read:organization_invitations'],
  roles: ['read:organization_roles'],
  branding: ['update:organizations'],
  'sign-in-methods': ['read:organization_connections'],
  security: ['update:organization_security'],
  audit: ['read:organization_logs'],
  webhooks: ['read:organization_webhooks'],
  settings: ['update:organizations', 'delete:organizations'],
}

export function pagesFor(held: Held): string[] {
  const open = Object.entries(pages).filter(
    ([, needs]) => needs.length === 0 || needs.some((permission) => held.has(`portal ${permission}`)),
  )
  return open.map(([page]) => page)
}
