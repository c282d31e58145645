import { eventTypes } from './sentences'

export interface EventGroup {
  value: string
  label: string
  /** Types, or their first words. */
  types: readonly string[]
}

/** What an organization’s own log is filtered by. */
export const eventGroups: readonly EventGroup[] = [
  { value: 'session', label: 'Sign-ins', types: ['session', 'connection.failed'] },
  { value: 'member', label: 'Members and their roles', types: ['member'] },
  { value: 'invitation', label: 'Invitations', types: ['invitation', 'join_link'] },
  { value: 'join_request', label: 'Requests to join', types: ['join_request'] },
  { value: 'role', label: 'Custom roles', types: ['role'] },
  { value: 'organization', label: 'Organization settings', types: ['organization'] },
  { value: 'connection', label: 'Sign-in methods', types: ['connection', 'directory', 'sso_ticket'] },
  { value: 'domain', label: 'Domains', types: ['domain'] },
  { value: 'application', label: 'Applications', types: ['application'] },
  { value: 'machine', label: 'Machines', types: ['machine'] },
  { value: 'mail', label: 'Undelivered emails', types: ['mail'] },
  { value: 'webhook', label: 'Webhooks', types: ['webhook'] },
]

/** Each type of event is in one of them, so that the log of a tenant offers all. */
export const tenantEventGroups: readonly EventGroup[] = [
  { value: 'session', label: 'Sign-ins', types: ['session', 'connection.failed'] },
  {
    value: 'user',
    label: 'Users and their sign-in',
    types: [
      'user',
      'password',
      'passkey',
      'authenticator',
      'recovery_code',
      'recovery_codes',
      'identity',
      'connection.code_requested',
    ],
  },
  { value: 'member', label: 'Members and their roles', types: ['member'] },
  { value: 'invitation', label: 'Invitations', types: ['invitation', 'join_link', 'join_request'] },
  { value: 'organization', label: 'Organizations', types: ['organization'] },
  { value: 'role', label: 'Roles', types: ['role'] },
  { value: 'api', label: 'APIs', types: ['api'] },
  {
    value: 'client',
    label: 'Applications',
    types: ['client', 'client_grant', 'application', 'machine'],
  },
  {
    value: 'connection',
    label: 'Connections and domains',
    types: [
      'connection',
      'connection_profile',
      'user_attribute_profile',
      'self_service_profile',
      'sso_ticket',
      'directory',
      'domain',
    ],
  },
  { value: 'mail', label: 'Emails', types: ['mail'] },
  { value: 'webhook', label: 'Webhooks and log streams', types: ['webhook', 'log_stream'] },
  {
    value: 'tenant',
    label: 'Settings and keys',
    types: ['tenant', 'operator', 'email_sender', 'signing_key', 'demo'],
  },
]

/** Of a group or, for a type, itself; empty if there is neither. */
export function typesIn(groups: readonly EventGroup[], value: string): string[] {
  if (value.includes('.')) return [value]
  const named = groups.find((group) => group.value === value)?.types ?? []
  return eventTypes.filter((type) => named.includes(type) || named.includes(type.split('.')[0] ?? ''))
}
