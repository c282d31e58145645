import { z } from 'zod'
import * as branding from './branding'
import * as client from './client'
import * as clientGrant from './client-grant'
import * as connection from './connection'
import * as connectionOptions from './connection-options'
import * as connectionProfile from './connection-profile'
import * as discoveryDomain from './discovery-domain'
import * as effective from './effective'
import * as emailProvider from './email-provider'
import * as enrollment from './enrollment'
import * as invitation from './invitation'
import * as invitationVerdict from './invitation-verdict'
import * as job from './job'
import * as log from './log'
import * as logStream from './log-stream'
import * as member from './member'
import * as memberRole from './member-role'
import * as newInvitation from './new-invitation'
import * as newUser from './new-user'
import * as organization from './organization'
import * as organizationBody from './organization-body'
import * as organizationClient from './organization-client'
import * as organizationConnection from './organization-connection'
import * as permission from './permission'
import * as prompts from './prompts'
import * as refreshToken from './refresh-token'
import * as resourceServer from './resource-server'
import * as role from './role'
import * as scimConfiguration from './scim-configuration'
import * as selfServiceProfile from './self-service-profile'
import * as session from './session'
import * as ssoTicket from './sso-ticket'
import * as tenantSettings from './tenant-settings'
import * as theme from './theme'
import * as ticket from './ticket'
import * as user from './user'
import * as userAttributeProfile from './user-attribute-profile'
import * as userBlock from './user-block'

/** Each appears once in the published document. */
const names = new Map<z.core.$ZodType, string>(
  Object.entries({
    AccessToRevoke: session.accessToRevoke,
    AddedClientGrant: clientGrant.addedGrantAnswer,
    Branding: branding.brandingAnswer,
    BrandingChange: branding.brandingChange,
    ChangedTenantSettings: tenantSettings.changedSettingsAnswer,
    Client: client.clientAnswer,
    ClientChange: client.clientChange,
    ClientGrant: clientGrant.clientGrantAnswer,
    ClientGrantChange: clientGrant.clientGrantChange,
    ClientWithSecret: client.newClientAnswer,
    Connection: connection.connectionAnswer,
    ConnectionChange: connection.connectionChange,
    ConnectionClients: connection.servedClients,
    ConnectionOptions: connectionOptions.optionsAnswer,
    ConnectionProfile: connectionProfile.connectionProfileAnswer,
    ConnectionProfileChange: connectionProfile.connectionProfileChange,
    ConnectionProfileTemplate: connectionProfile.connectionProfileTemplate,
    CreatedOrganization: organizationBody.createdOrganization,
    CreatedScimToken: scimConfiguration.createdScimToken,
    DiscoveryDomain: discoveryDomain.discoveryDomainAnswer,
    DiscoveryDomainChange: discoveryDomain.discoveryDomainChange,
    EffectivePermission: effective.effectivePermissionAnswer,
    EffectiveRole: effective.effectiveRoleAnswer,
    EmailProvider: emailProvider.emailProviderAnswer,
    EmailProviderChange: emailProvider.emailProviderChange,
    EnabledConnection: organizationConnection.enabledConnectionAnswer,
    EnabledConnectionChange: organizationConnection.enabledConnectionChange,
    Enrollment: enrollment.enrollmentAnswer,
    Identity: user.identityAnswer,
    Invitation: invitation.invitationAnswer,
    InvitationVerdicts: invitationVerdict.verdictsAnswer,
    Job: job.jobAnswer,
    Log: log.logAnswer,
    LogStream: logStream.logStreamAnswer,
    LogStreamChange: logStream.changedLogStream,
    Member: member.memberAnswer,
    MemberEffectiveRole: memberRole.memberEffectiveRoleAnswer,
    MemberIds: member.memberIds,
    MemberRole: memberRole.memberRoleAnswer,
    NewClient: client.newClient,
    NewClientGrant: clientGrant.newClientGrant,
    NewConnection: connection.newConnection,
    NewConnectionOptions: connectionOptions.optionsBody,
    NewConnectionProfile: connectionProfile.newConnectionProfile,
    NewDiscoveryDomain: discoveryDomain.newDiscoveryDomain,
    NewEmailProvider: emailProvider.newEmailProvider,
    NewEnabledConnection: organizationConnection.newEnabledConnection,
    NewInvitation: newInvitation.newInvitation,
    NewInvitations: newInvitation.newInvitations,
    NewLogStream: logStream.newLogStream,
    NewOrganization: organizationBody.newOrganization,
    NewOrganizationClients: organizationClient.newOrganizationClients,
    NewOrganizationConnection: organizationConnection.newOrganizationConnection,
    NewPasswordTicket: ticket.passwordTicket,
    NewResourceServer: resourceServer.newResourceServer,
    NewRole: role.newRole,
    NewScimToken: scimConfiguration.newScimToken,
    NewSelfServiceProfile: selfServiceProfile.newSelfServiceProfile,
    NewSsoTicket: ssoTicket.newSsoTicket,
    NewTheme: theme.theme,
    NewUser: newUser.newUser,
    NewUserAttributeProfile: userAttributeProfile.newUserAttributeProfile,
    NewVerificationEmail: ticket.verificationEmailBody,
    NewVerificationTicket: ticket.verificationTicket,
    Organization: organization.organizationAnswer,
    OrganizationChange: organizationBody.organizationChanges,
    OrganizationClient: organizationClient.organizationClientAnswer,
    OrganizationClientChange: organizationClient.organizationClientChange,
    OrganizationClientGrant: clientGrant.organizationGrantAnswer,
    OrganizationClientIds: organizationClient.organizationClientIds,
    OrganizationConnection: organizationConnection.organizationConnectionAnswer,
    OrganizationConnectionChange: organizationConnection.organizationConnectionChange,
    PasswordTicket: ticket.passwordTicketAnswer,
    Permission: permission.permissionAnswer,
    PermissionNames: permission.permissionsBody,
    Prompts: prompts.promptsAnswer,
    PromptsChange: prompts.promptsChange,
    RefreshToken: refreshToken.refreshTokenAnswer,
    RefreshTokenChange: refreshToken.refreshTokenChange,
    RefreshTokensToRevoke: refreshToken.refreshTokensToRevoke,
    ResourceServer: resourceServer.resourceServerAnswer,
    ResourceServerChange: resourceServer.resourceServerChange,
    Role: role.roleAnswer,
    RoleChange: role.roleChange,
    RoleIds: memberRole.roleIds,
    RoleMember: member.roleMemberAnswer,
    RoleUser: role.roleUserAnswer,
    RoleUserIds: role.roleUserIds,
    ScimConfiguration: scimConfiguration.scimConfigurationAnswer,
    ScimConfigurationChange: scimConfiguration.scimConfigurationBody,
    ScimMapping: scimConfiguration.mappingAnswer,
    ScimToken: scimConfiguration.scimTokenAnswer,
    SecretRotation: client.rotation,
    SelfServiceProfile: selfServiceProfile.selfServiceProfileAnswer,
    SelfServiceProfileChange: selfServiceProfile.selfServiceProfileChange,
    SelfServiceText: selfServiceProfile.selfServiceText,
    Session: session.sessionAnswer,
    SessionChange: session.sessionChange,
    SsoTicket: ssoTicket.ssoTicketAnswer,
    TenantSettings: tenantSettings.tenantSettingsAnswer,
    TenantSettingsChange: tenantSettings.tenantSettingsChange,
    Theme: theme.themeAnswer,
    User: user.userAnswer,
    UserAttributeProfile: userAttributeProfile.userAttributeProfileAnswer,
    UserAttributeProfileChange: userAttributeProfile.userAttributeProfileChange,
    UserAttributeProfileTemplate: userAttributeProfile.userAttributeProfileTemplate,
    UserBlocks: userBlock.userBlocksAnswer,
    UserChange: newUser.userChange,
    UserRoleIds: user.userRoleIds,
    VerificationTicket: ticket.verificationTicketAnswer,
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
