import { placed, type Placed } from '../operation'
import * as actions from './actions/actions'
import * as branding from './branding/branding'
import * as defaultTheme from './branding/default-theme'
import * as brandingTheme from './branding/theme'
import * as brandingThemes from './branding/themes'
import * as clientGrant from './client-grants/client-grant'
import * as clientGrants from './client-grants/client-grants'
import * as clientGrantOrganizations from './client-grants/organizations'
import * as client from './clients/client'
import * as clients from './clients/clients'
import * as clientConnections from './clients/connections'
import * as clientRotateSecret from './clients/rotate-secret'
import * as connectionProfile from './connection-profiles/connection-profile'
import * as connectionProfiles from './connection-profiles/connection-profiles'
import * as connectionProfileTemplate from './connection-profiles/template'
import * as connectionProfileTemplates from './connection-profiles/templates'
import * as connectionClients from './connections/clients'
import * as connection from './connections/connection'
import * as connections from './connections/connections'
import * as connectionScimConfiguration from './connections/scim-configuration'
import * as connectionScimDefaultMapping from './connections/scim-default-mapping'
import * as connectionScimToken from './connections/scim-token'
import * as connectionScimTokens from './connections/scim-tokens'
import * as connectionStatus from './connections/status'
import * as connectionUsers from './connections/users'
import * as connectionsScimConfigurations from './connections-scim-configurations/connections-scim-configurations'
import * as emailProvider from './emails/provider'
import * as grants from './grants/grants'
import * as jobErrors from './jobs/errors'
import * as job from './jobs/job'
import * as jobVerificationEmail from './jobs/verification-email'
import * as logStream from './log-streams/log-stream'
import * as logStreams from './log-streams/log-streams'
import * as log from './logs/log'
import * as logs from './logs/logs'
import * as bulkInvitations from './organizations/bulk-invitations'
import { missingOperations } from './missing'
import * as organizationClient from './organizations/client'
import * as organizationClientGrant from './organizations/client-grant'
import * as organizationClientGrants from './organizations/client-grants'
import * as organizationClients from './organizations/clients'
import * as organizationConnection from './organizations/connection'
import * as organizationConnections from './organizations/connections'
import * as organizationDiscoveryDomain from './organizations/discovery-domain'
import * as organizationDiscoveryDomainByName from './organizations/discovery-domain-by-name'
import * as organizationDiscoveryDomains from './organizations/discovery-domains'
import * as organizationEffectiveRoles from './organizations/effective-roles'
import * as organizationEnabledConnection from './organizations/enabled-connection'
import * as organizationEnabledConnections from './organizations/enabled-connections'
import * as organizationInvitation from './organizations/invitation'
import * as organizationInvitations from './organizations/invitations'
import * as organizationMemberRoles from './organizations/member-roles'
import * as organizationMembers from './organizations/members'
import * as organization from './organizations/organization'
import * as organizationByName from './organizations/organization-by-name'
import * as organizations from './organizations/organizations'
import * as resendInvitation from './organizations/resend-invitation'
import * as organizationRoleMembers from './organizations/role-members'
import * as promptPartials from './prompts/partials'
import * as prompts from './prompts/prompts'
import * as refreshToken from './refresh-tokens/refresh-token'
import * as refreshTokens from './refresh-tokens/refresh-tokens'
import * as refreshTokenRevoke from './refresh-tokens/revoke'
import * as resourceServer from './resource-servers/resource-server'
import * as resourceServers from './resource-servers/resource-servers'
import * as rolePermissions from './roles/permissions'
import * as role from './roles/role'
import * as roles from './roles/roles'
import * as roleUsers from './roles/users'
import * as sessionRevoke from './sessions/revoke'
import * as session from './sessions/session'
import * as tenantSettings from './tenants/settings'
import * as ticketEmailVerification from './tickets/email-verification'
import * as ticketPasswordChange from './tickets/password-change'
import * as userBlock from './user-blocks/user-block'
import * as userBlocks from './user-blocks/user-blocks'
import * as usersByEmail from './users-by-email/users-by-email'
import * as userAuthenticators from './users/authenticators'
import * as userEffectivePermissionSources from './users/effective-permission-sources'
import * as userEffectivePermissions from './users/effective-permissions'
import * as userEffectiveRoles from './users/effective-roles'
import * as userEnrollments from './users/enrollments'
import * as userIdentities from './users/identities'
import * as userIdentity from './users/identity'
import * as userLogs from './users/logs'
import * as userOrganizations from './users/organizations'
import * as userPermissions from './users/permissions'
import * as userRefreshTokens from './users/refresh-tokens'
import * as userRevokeAccess from './users/revoke-access'
import * as userRoles from './users/roles'
import * as userSessions from './users/sessions'
import * as selfServiceCustomText from './self-service-profiles/custom-text'
import * as selfServiceProfile from './self-service-profiles/self-service-profile'
import * as selfServiceProfiles from './self-service-profiles/self-service-profiles'
import * as selfServiceRevokeTicket from './self-service-profiles/revoke-sso-ticket'
import * as selfServiceTickets from './self-service-profiles/sso-tickets'
import * as userAttributeProfile from './user-attribute-profiles/user-attribute-profile'
import * as userAttributeProfiles from './user-attribute-profiles/user-attribute-profiles'
import * as userAttributeProfileTemplate from './user-attribute-profiles/template'
import * as userAttributeProfileTemplates from './user-attribute-profiles/templates'
import * as user from './users/user'
import * as users from './users/users'

export const operations: readonly Placed[] = [
  ...placed('/actions/actions', actions),
  ...placed('/branding', branding),
  ...placed('/branding/themes/{themeId}', brandingTheme),
  ...placed('/branding/themes/default', defaultTheme),
  ...placed('/branding/themes', brandingThemes),
  ...placed('/client-grants/{id}/organizations', clientGrantOrganizations),
  ...placed('/client-grants/{id}', clientGrant),
  ...placed('/client-grants', clientGrants),
  ...placed('/clients/{id}/connections', clientConnections),
  ...placed('/clients/{id}/rotate-secret', clientRotateSecret),
  ...placed('/clients/{id}', client),
  ...placed('/clients', clients),
  ...placed('/connection-profiles/{id}', connectionProfile),
  ...placed('/connection-profiles/templates/{id}', connectionProfileTemplate),
  ...placed('/connection-profiles/templates', connectionProfileTemplates),
  ...placed('/connection-profiles', connectionProfiles),
  ...placed('/connections/{id}/clients', connectionClients),
  ...placed('/connections/{id}', connection),
  ...placed('/connections/{id}/scim-configuration', connectionScimConfiguration),
  ...placed('/connections/{id}/scim-configuration/default-mapping', connectionScimDefaultMapping),
  ...placed('/connections/{id}/scim-configuration/tokens', connectionScimTokens),
  ...placed('/connections/{id}/scim-configuration/tokens/{tokenId}', connectionScimToken),
  ...placed('/connections/{id}/status', connectionStatus),
  ...placed('/connections/{id}/users', connectionUsers),
  ...placed('/connections', connections),
  ...placed('/connections-scim-configurations', connectionsScimConfigurations),
  ...missingOperations,
  ...placed('/grants', grants),
  ...placed('/jobs/{id}/errors', jobErrors),
  ...placed('/emails/provider', emailProvider),
  ...placed('/jobs/{id}', job),
  ...placed('/jobs/verification-email', jobVerificationEmail),
  ...placed('/log-streams/{id}', logStream),
  ...placed('/log-streams', logStreams),
  ...placed('/logs/{id}', log),
  ...placed('/logs', logs),
  ...placed('/organizations/{id}/client-grants/{grant_id}', organizationClientGrant),
  ...placed('/organizations/{id}/client-grants', organizationClientGrants),
  ...placed('/organizations/{id}/clients/{client_id}', organizationClient),
  ...placed('/organizations/{id}/clients', organizationClients),
  ...placed('/organizations/{id}/connections/{connection_id}', organizationConnection),
  ...placed('/organizations/{id}/connections', organizationConnections),
  ...placed('/organizations/{id}/discovery-domains/{discovery_domain_id}', organizationDiscoveryDomain),
  ...placed(
    '/organizations/{id}/discovery-domains/name/{discovery_domain}',
    organizationDiscoveryDomainByName,
  ),
  ...placed('/organizations/{id}/discovery-domains', organizationDiscoveryDomains),
  ...placed('/organizations/{id}/enabled_connections/{connectionId}', organizationEnabledConnection),
  ...placed('/organizations/{id}/enabled_connections', organizationEnabledConnections),
  ...placed('/organizations/{id}/invitations/{invitation_id}/resend', resendInvitation),
  ...placed('/organizations/{id}/invitations/{invitation_id}', organizationInvitation),
  ...placed('/organizations/{id}/invitations/bulk', bulkInvitations),
  ...placed('/organizations/{id}/invitations', organizationInvitations),
  ...placed('/organizations/{id}/members/{user_id}/effective-roles', organizationEffectiveRoles),
  ...placed('/organizations/{id}/members/{user_id}/roles', organizationMemberRoles),
  ...placed('/organizations/{id}/members', organizationMembers),
  ...placed('/organizations/{id}/roles/{role_id}/members', organizationRoleMembers),
  ...placed('/organizations/{id}', organization),
  ...placed('/organizations/name/{name}', organizationByName),
  ...placed('/organizations', organizations),
  ...placed('/prompts/{prompt}/partials', promptPartials),
  ...placed('/prompts', prompts),
  ...placed('/refresh-tokens/{id}', refreshToken),
  ...placed('/refresh-tokens/revoke', refreshTokenRevoke),
  ...placed('/refresh-tokens', refreshTokens),
  ...placed('/resource-servers/{id}', resourceServer),
  ...placed('/resource-servers', resourceServers),
  ...placed('/roles/{id}/permissions', rolePermissions),
  ...placed('/roles/{id}', role),
  ...placed('/roles/{id}/users', roleUsers),
  ...placed('/roles', roles),
  ...placed('/sessions/{id}/revoke', sessionRevoke),
  ...placed('/sessions/{id}', session),
  ...placed('/tenants/settings', tenantSettings),
  ...placed('/tickets/email-verification', ticketEmailVerification),
  ...placed('/tickets/password-change', ticketPasswordChange),
  ...placed('/self-service-profiles/{id}', selfServiceProfile),
  ...placed('/self-service-profiles/{id}/custom-text/{language}/{page}', selfServiceCustomText),
  ...placed('/self-service-profiles/{id}/sso-ticket', selfServiceTickets),
  ...placed('/self-service-profiles/{profileId}/sso-ticket/{id}/revoke', selfServiceRevokeTicket),
  ...placed('/self-service-profiles', selfServiceProfiles),
  ...placed('/user-attribute-profiles/{id}', userAttributeProfile),
  ...placed('/user-attribute-profiles/templates/{id}', userAttributeProfileTemplate),
  ...placed('/user-attribute-profiles/templates', userAttributeProfileTemplates),
  ...placed('/user-attribute-profiles', userAttributeProfiles),
  ...placed('/user-blocks/{id}', userBlock),
  ...placed('/user-blocks', userBlocks),
  ...placed('/users-by-email', usersByEmail),
  ...placed('/users/{id}/authenticators', userAuthenticators),
  ...placed('/users/{id}/effective-permissions', userEffectivePermissions),
  ...placed('/users/{id}/effective-permissions/sources/effective-roles', userEffectivePermissionSources),
  ...placed('/users/{id}/effective-roles', userEffectiveRoles),
  ...placed('/users/{id}/enrollments', userEnrollments),
  ...placed('/users/{id}/identities/{provider}/{user_id}', userIdentity),
  ...placed('/users/{id}/identities', userIdentities),
  ...placed('/users/{id}/logs', userLogs),
  ...placed('/users/{id}/organizations', userOrganizations),
  ...placed('/users/{id}/permissions', userPermissions),
  ...placed('/users/{id}/refresh-tokens', userRefreshTokens),
  ...placed('/users/{id}/revoke-access', userRevokeAccess),
  ...placed('/users/{id}/roles', userRoles),
  ...placed('/users/{id}', user),
  ...placed('/users/{id}/sessions', userSessions),
  ...placed('/users', users),
]
