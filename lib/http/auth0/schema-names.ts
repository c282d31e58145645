import { z } from 'zod'
import { brandingAnswer, brandingChange } from './branding'
import {
  addedGrantAnswer,
  clientGrantAnswer,
  clientGrantChange,
  newClientGrant,
  organizationGrantAnswer,
} from './client-grant'
import { clientAnswer, clientChange, newClient, newClientAnswer, rotation } from './client'
import {
  connectionProfileAnswer,
  connectionProfileChange,
  connectionProfileTemplate,
  newConnectionProfile,
} from './connection-profile'
import { optionsAnswer, optionsBody } from './connection-options'
import { connectionAnswer, connectionChange, newConnection, servedClients } from './connection'
import { discoveryDomainAnswer, discoveryDomainChange, newDiscoveryDomain } from './discovery-domain'
import { effectivePermissionAnswer, effectiveRoleAnswer } from './effective'
import { enabledConnectionAnswer, enabledConnectionChange, newEnabledConnection } from './enabled-connection'
import { enrollmentAnswer } from './enrollment'
import { verdictsAnswer } from './invitation-verdict'
import { invitationAnswer } from './invitation'
import { jobAnswer } from './job'
import { logAnswer } from './log'
import { memberEffectiveRoleAnswer, memberRoleAnswer, roleIds } from './member-role'
import { changedLogStream, logStreamAnswer, newLogStream } from './log-stream'
import { memberAnswer, memberIds, roleMemberAnswer } from './member'
import { newInvitation, newInvitations } from './new-invitation'
import { newUser, userChange } from './new-user'
import { createdOrganization, newOrganization, organizationChanges } from './organization-body'
import {
  organizationClientIds,
  newOrganizationClients,
  organizationClientAnswer,
  organizationClientChange,
} from './organization-client'
import {
  newOrganizationConnection,
  organizationConnectionAnswer,
  organizationConnectionChange,
} from './organization-connection'
import { organizationAnswer } from './organization'
import { permissionAnswer, permissionsBody } from './permission'
import { promptsAnswer, promptsChange } from './prompts'
import { refreshTokenAnswer, refreshTokenChange, refreshTokensToRevoke } from './refresh-token'
import { newResourceServer, resourceServerAnswer, resourceServerChange } from './resource-server'
import { newRole, roleAnswer, roleChange, roleUserAnswer, roleUserIds } from './role'
import {
  createdScimToken,
  mappingAnswer,
  newScimToken,
  scimConfigurationAnswer,
  scimConfigurationBody,
  scimTokenAnswer,
} from './scim-configuration'
import { accessToRevoke, sessionAnswer, sessionChange } from './session'
import { changedSettingsAnswer, tenantSettingsAnswer, tenantSettingsChange } from './tenant-settings'
import { theme, themeAnswer } from './theme'
import {
  passwordTicket,
  passwordTicketAnswer,
  verificationEmailBody,
  verificationTicket,
  verificationTicketAnswer,
} from './ticket'
import {
  newSelfServiceProfile,
  selfServiceProfileAnswer,
  selfServiceProfileChange,
  selfServiceText,
} from './self-service-profile'
import { newSsoTicket, ssoTicketAnswer } from './sso-ticket'
import {
  newUserAttributeProfile,
  userAttributeProfileAnswer,
  userAttributeProfileChange,
  userAttributeProfileTemplate,
} from './user-attribute-profile'
import { userBlocksAnswer } from './user-block'
import { identityAnswer, userAnswer, userRoleIds } from './user'

/** Each appears once in the published document. */
const names = new Map<z.core.$ZodType, string>(
  Object.entries({
    AccessToRevoke: accessToRevoke,
    AddedClientGrant: addedGrantAnswer,
    Branding: brandingAnswer,
    BrandingChange: brandingChange,
    ChangedTenantSettings: changedSettingsAnswer,
    Client: clientAnswer,
    ClientChange: clientChange,
    ClientGrant: clientGrantAnswer,
    ClientGrantChange: clientGrantChange,
    ClientWithSecret: newClientAnswer,
    Connection: connectionAnswer,
    ConnectionChange: connectionChange,
    ConnectionClients: servedClients,
    ConnectionOptions: optionsAnswer,
    ConnectionProfile: connectionProfileAnswer,
    ConnectionProfileChange: connectionProfileChange,
    ConnectionProfileTemplate: connectionProfileTemplate,
    CreatedOrganization: createdOrganization,
    CreatedScimToken: createdScimToken,
    DiscoveryDomain: discoveryDomainAnswer,
    DiscoveryDomainChange: discoveryDomainChange,
    EffectivePermission: effectivePermissionAnswer,
    EffectiveRole: effectiveRoleAnswer,
    EnabledConnection: enabledConnectionAnswer,
    EnabledConnectionChange: enabledConnectionChange,
    Enrollment: enrollmentAnswer,
    Identity: identityAnswer,
    Invitation: invitationAnswer,
    InvitationVerdicts: verdictsAnswer,
    Job: jobAnswer,
    Log: logAnswer,
    LogStream: logStreamAnswer,
    LogStreamChange: changedLogStream,
    Member: memberAnswer,
    MemberEffectiveRole: memberEffectiveRoleAnswer,
    MemberIds: memberIds,
    MemberRole: memberRoleAnswer,
    NewClient: newClient,
    NewClientGrant: newClientGrant,
    NewConnection: newConnection,
    NewConnectionOptions: optionsBody,
    NewConnectionProfile: newConnectionProfile,
    NewDiscoveryDomain: newDiscoveryDomain,
    NewEnabledConnection: newEnabledConnection,
    NewInvitation: newInvitation,
    NewInvitations: newInvitations,
    NewLogStream: newLogStream,
    NewOrganization: newOrganization,
    NewOrganizationClients: newOrganizationClients,
    NewOrganizationConnection: newOrganizationConnection,
    NewPasswordTicket: passwordTicket,
    NewResourceServer: newResourceServer,
    NewRole: newRole,
    NewScimToken: newScimToken,
    NewSelfServiceProfile: newSelfServiceProfile,
    NewSsoTicket: newSsoTicket,
    NewTheme: theme,
    NewUser: newUser,
    NewUserAttributeProfile: newUserAttributeProfile,
    NewVerificationEmail: verificationEmailBody,
    NewVerificationTicket: verificationTicket,
    Organization: organizationAnswer,
    OrganizationChange: organizationChanges,
    OrganizationClient: organizationClientAnswer,
    OrganizationClientChange: organizationClientChange,
    OrganizationClientGrant: organizationGrantAnswer,
    OrganizationClientIds: organizationClientIds,
    OrganizationConnection: organizationConnectionAnswer,
    OrganizationConnectionChange: organizationConnectionChange,
    PasswordTicket: passwordTicketAnswer,
    Permission: permissionAnswer,
    PermissionNames: permissionsBody,
    Prompts: promptsAnswer,
    PromptsChange: promptsChange,
    RefreshToken: refreshTokenAnswer,
    RefreshTokenChange: refreshTokenChange,
    RefreshTokensToRevoke: refreshTokensToRevoke,
    ResourceServer: resourceServerAnswer,
    ResourceServerChange: resourceServerChange,
    Role: roleAnswer,
    RoleChange: roleChange,
    RoleIds: roleIds,
    RoleMember: roleMemberAnswer,
    RoleUser: roleUserAnswer,
    RoleUserIds: roleUserIds,
    ScimConfiguration: scimConfigurationAnswer,
    ScimConfigurationChange: scimConfigurationBody,
    ScimMapping: mappingAnswer,
    ScimToken: scimTokenAnswer,
    SecretRotation: rotation,
    SelfServiceProfile: selfServiceProfileAnswer,
    SelfServiceProfileChange: selfServiceProfileChange,
    SelfServiceText: selfServiceText,
    Session: sessionAnswer,
    SessionChange: sessionChange,
    SsoTicket: ssoTicketAnswer,
    TenantSettings: tenantSettingsAnswer,
    TenantSettingsChange: tenantSettingsChange,
    Theme: themeAnswer,
    User: userAnswer,
    UserAttributeProfile: userAttributeProfileAnswer,
    UserAttributeProfileChange: userAttributeProfileChange,
    UserAttributeProfileTemplate: userAttributeProfileTemplate,
    UserBlocks: userBlocksAnswer,
    UserChange: userChange,
    UserRoleIds: userRoleIds,
    VerificationTicket: verificationTicketAnswer,
  }).map(([name, schema]) => [schema, name]),
)

class NamedSchemas extends z.core.$ZodRegistry<z.core.GlobalMeta> {
  override get<S extends z.core.$ZodType>(schema: S) {
    const id = names.get(schema)
    const meta = z.globalRegistry.get(schema)
    return id === undefined ? meta : { ...meta, id }
  }
}

export const namedSchemas = new NamedSchemas()
