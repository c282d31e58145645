import { placed } from '../operation'
import type { Placed } from './operation'
import * as config from './operations/config'
import * as configIdentityProviders from './operations/config-identity-providers'
import * as deleteMemberInvitations from './operations/delete-member-invitations'
import * as deleteMemberships from './operations/delete-memberships'
import * as details from './operations/details'
import * as detach from './operations/detach'
import * as domain from './operations/domain'
import * as domainIdentityProviders from './operations/domain-identity-providers'
import * as domains from './operations/domains'
import * as identityProvider from './operations/identity-provider'
import * as identityProviders from './operations/identity-providers'
import * as invitationRoles from './operations/invitation-roles'
import * as member from './operations/member'
import * as memberInvitation from './operations/member-invitation'
import * as memberInvitations from './operations/member-invitations'
import * as memberRoles from './operations/member-roles'
import * as members from './operations/members'
import * as providerAttributes from './operations/provider-attributes'
import * as providerDomain from './operations/provider-domain'
import * as providerDomains from './operations/provider-domains'
import * as provisioning from './operations/provisioning'
import * as provisioningAttributes from './operations/provisioning-attributes'
import * as roles from './operations/roles'
import * as scimToken from './operations/scim-token'
import * as scimTokens from './operations/scim-tokens'
import * as unassignRoles from './operations/unassign-roles'
import * as userStores from './operations/user-stores'
import * as verifyDomain from './operations/verify-domain'

export const myOrganizationOperations: readonly Placed[] = [
  ...placed('/config', config),
  ...placed('/config/identity-providers', configIdentityProviders),
  ...placed('/delete-member-invitations', deleteMemberInvitations),
  ...placed('/delete-memberships', deleteMemberships),
  ...placed('/details', details),
  ...placed('/domains', domains),
  ...placed('/domains/{domain_id}', domain),
  ...placed('/domains/{domain_id}/identity-providers', domainIdentityProviders),
  ...placed('/domains/{domain_id}/verify', verifyDomain),
  ...placed('/identity-providers', identityProviders),
  ...placed('/identity-providers/{identity_provider_id}', identityProvider),
  ...placed('/identity-providers/{identity_provider_id}/detach', detach),
  ...placed('/identity-providers/{identity_provider_id}/domains', providerDomains),
  ...placed('/identity-providers/{identity_provider_id}/domains/{domain}', providerDomain),
  ...placed('/identity-providers/{identity_provider_id}/provisioning', provisioning),
  ...placed('/identity-providers/{identity_provider_id}/provisioning/scim-tokens', scimTokens),
  ...placed('/identity-providers/{identity_provider_id}/provisioning/scim-tokens/{token_id}', scimToken),
  ...placed(
    '/identity-providers/{identity_provider_id}/provisioning/update-attributes',
    provisioningAttributes,
  ),
  ...placed('/identity-providers/{identity_provider_id}/update-attributes', providerAttributes),
  ...placed('/member-invitations', memberInvitations),
  ...placed('/member-invitations/{invitation_id}', memberInvitation),
  ...placed('/member-invitations/{invitation_id}/roles', invitationRoles),
  ...placed('/members', members),
  ...placed('/members/{user_id}', member),
  ...placed('/members/{user_id}/roles', memberRoles),
  ...placed('/members/{user_id}/unassign-roles', unassignRoles),
  ...placed('/roles', roles),
  ...placed('/user-stores', userStores),
]
