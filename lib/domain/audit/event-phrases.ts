import { isRecord, words } from './detail-lines'
import { and, asRoles, type Facts, invitationEvents, rolesIn, was } from './invitation-events'

/** What happened, after the name of who did it. Types without a phrase have a sentence only. */
export const phrases: Record<string, (facts: Facts) => string | undefined> = {
  'application.allotted': ({ target }) => `made ${target ?? 'an application'} available to the organization`,
  'application.entered': ({ target }) => `opened ${target ?? 'an application'}`,
  'application.withdrawn': ({ target }) => `removed ${target ?? 'an application'} from the organization`,
  'connection.bypassed': ({ connection }) =>
    `entered as an owner without ${method(connection?.name ?? null)}, which is required`,
  'connection.disabled': ({ target }) => `disabled ${method(target)}`,
  'connection.enabled': ({ target }) => `enabled ${method(target)}`,
  'connection.failed': ({ connection, target }) =>
    `failed to sign in with ${method(connection?.name ?? target)}`,
  'connection.made_optional': ({ target }) => `made ${method(target)} optional for verified domains`,
  'connection.required': ({ target }) => `required ${method(target)} for verified domains`,
  'connection.settings_changed': ({ target }) => `changed the settings of ${method(target)}`,
  'domain.added': ({ target }) => `added the domain ${target ?? ''}`,
  'domain.changed': domainChanged,
  'domain.joining_changed': joiningChanged,
  'domain.removed': ({ target }) => `removed the domain ${target ?? ''}`,
  'domain.verified': ({ target }) => `verified the domain ${target ?? ''}`,
  ...Object.fromEntries(
    Object.entries(invitationEvents).flatMap(([type, { phrase }]) => (phrase ? [[type, phrase]] : [])),
  ),
  'join_request.approved': ({ target }) => `approved the request of ${target ?? 'a deleted user'} to join`,
  'join_request.created': () => 'asked to join',
  'join_request.declined': ({ target }) => `declined the request of ${target ?? 'a deleted user'} to join`,
  'join_request.withdrawn': () => 'withdrew the request to join',
  'mail.failed': () => 'could not be delivered',
  'mail.given_up': () => 'may not have been delivered',
  'operator.made': () => 'became the first operator',
  'operator.sign_in_link_made': () => 'got a sign-in link from the command line',
  'mail.retried': ({ target }) => `sent the email to ${target ?? 'a deleted user'} again`,
  'member.added': ({ isOwn, target, after, details }) =>
    isOwn
      ? `joined${asRoles(after)}${withLink(details)}`
      : `added ${target ?? 'a deleted user'}${asRoles(after)}`,
  'member.left': ({ before }) => `left the organization${was(before)}`,
  'member.ownership_transferred': ({ target, before }) =>
    `transferred ownership to ${target ?? 'a deleted user'}${was(before)}`,
  'member.provisioned': ({ target }) => `began to manage ${target ?? 'a deleted user'}`,
  'member.removed': ({ target, before }) => `removed ${target ?? 'a deleted user'}${was(before)}`,
  'member.roles_changed': rolesChanged,
  'member.session_ended': ({ target }) => `ended a session of ${target ?? 'a deleted user'}`,
  'member.sessions_ended': ({ target }) => `ended all sessions of ${target ?? 'a deleted user'}`,
  'organization.branding_changed': ({ after }) => `changed the branding${fieldsIn(after)}`,
  'organization.renamed': ({ before, after }) =>
    `renamed the organization from ${quoted(before, 'displayName')} to ${quoted(after, 'displayName')}`,
  'organization.settings_changed': ({ after }) => `changed the organization’s settings${fieldsIn(after)}`,
  'organization.slug_changed': ({ before, after }) =>
    `changed the slug from ${quoted(before, 'slug')} to ${quoted(after, 'slug')}`,
  'organization.support_ended': ({ isOwn, target }) =>
    isOwn ? 'ended their support access' : `ended the support access of ${target ?? 'a deleted user'}`,
  'organization.support_opened': ({ target }) =>
    `opened the organization as support${target === null ? '' : `: “${target}”`}`,
  'role.changed': roleChanged,
  'role.created': ({ target }) => `created the role ${target ?? ''}`,
  'role.deleted': ({ target }) => `deleted the role ${target ?? ''}`,
  'session.failed': ({ details }) => `failed to sign in${withMethod(details['way'], null)}`,
  'session.refused': () => 'was refused at sign-in',
  'session.started': ({ connection }) =>
    `signed in${withMethod(connection?.strategy, connection?.name ?? null)}`,
}

function method(name: string | null): string {
  return name ?? 'a sign-in method'
}

function domainChanged({ target, after }: Facts): string | undefined {
  const routes = isRecord(after) ? after['useForOrganizationDiscovery'] : undefined
  if (typeof routes !== 'boolean' || target === null) return undefined
  return `turned ${routes ? 'on' : 'off'} the routing of sign-ins for ${target}`
}

function joiningChanged({ target, after }: Facts): string | undefined {
  const joining = isRecord(after) ? after['joining'] : undefined
  const people = `people at ${target ?? 'a domain'}`
  if (joining === 'ask') return `let ${people} ask to join`
  if (joining === 'join') return `let ${people} join${asRoles(after)}`
  return `stopped letting ${people} join or ask to`
}

function rolesChanged({ target, isOwn, before, after }: Facts): string {
  const name = target ?? 'a deleted user'
  const roles = rolesIn(after)
  const [only] = roles
  if (only === undefined) return `removed all roles of ${name}${was(before)}`
  if (roles.length > 1) return `changed the roles of ${name} to ${and(roles)}${was(before)}`
  const article = /^[aeiou]/i.test(only) ? 'an' : 'a'
  return `made ${isOwn ? 'themselves' : name} ${article} ${only}${was(before)}`
}

function roleChanged({ target, before, after }: Facts): string {
  const renamed = isRecord(before) && isRecord(after) && typeof before['name'] === 'string'
  const name = renamed ? quoted(before, 'name') : (target ?? '')
  return `changed the role ${name}${fieldsIn(after)}`
}

function withLink({ by }: Facts['details']): string {
  return isRecord(by) && 'joinLinkId' in by ? ' with the join link' : ''
}

function fieldsIn(value: unknown): string {
  const fields = isRecord(value) ? Object.keys(value) : []
  return fields.length === 0
    ? ''
    : `: ${and(fields.map((field) => words(field.replace(/Id$/, '')).toLowerCase()))}`
}

function quoted(value: unknown, field: string): string {
  const text = isRecord(value) ? value[field] : undefined
  return `“${typeof text === 'string' ? text : ''}”`
}

const ways: Record<string, string> = {
  password: ' with a password',
  email: ' with an email link or code',
  passkey: ' with a passkey',
  authenticator: ' with a code from the authenticator app',
  recovery_code: ' with a recovery code',
}

function withMethod(strategy: unknown, name: string | null): string {
  const known = typeof strategy === 'string' ? ways[strategy] : undefined
  return known ?? (name === null ? '' : ` with ${name}`)
}
