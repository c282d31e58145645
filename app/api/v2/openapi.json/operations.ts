import { placed, type Placed } from '@/lib/http/openapi'
import * as route1 from '../actions/actions/route'
import * as route2 from '../branding/route'
import * as route3 from '../branding/templates/universal-login/route'
import * as route4 from '../branding/themes/[themeId]/route'
import * as route5 from '../branding/themes/default/route'
import * as route6 from '../branding/themes/route'
import * as route7 from '../client-grants/[id]/organizations/route'
import * as route8 from '../client-grants/[id]/route'
import * as route9 from '../client-grants/route'
import * as route10 from '../clients/[id]/connections/route'
import * as route11 from '../clients/[id]/rotate-secret/route'
import * as route12 from '../clients/[id]/route'
import * as route13 from '../clients/route'
import * as route14 from '../connections/[id]/clients/route'
import * as route15 from '../connections/[id]/route'
import * as route16 from '../connections/[id]/status/route'
import * as route17 from '../connections/[id]/users/route'
import * as route18 from '../connections/route'
import * as route19 from '../email-templates/[templateName]/route'
import * as route20 from '../email-templates/route'
import * as route21 from '../emails/provider/route'
import * as route22 from '../grants/[id]/route'
import * as route23 from '../grants/route'
import * as route24 from '../log-streams/[id]/route'
import * as route25 from '../log-streams/route'
import * as route26 from '../logs/[id]/route'
import * as route27 from '../logs/route'
import * as route28 from '../organizations/[id]/client-grants/[grant_id]/route'
import * as route29 from '../organizations/[id]/client-grants/route'
import * as route30 from '../organizations/[id]/clients/[client_id]/route'
import * as route31 from '../organizations/[id]/clients/route'
import * as route32 from '../organizations/[id]/connections/[connection_id]/route'
import * as route33 from '../organizations/[id]/connections/route'
import * as route34 from '../organizations/[id]/discovery-domains/[discovery_domain_id]/route'
import * as route35 from '../organizations/[id]/discovery-domains/name/[discovery_domain]/route'
import * as route36 from '../organizations/[id]/discovery-domains/route'
import * as route37 from '../organizations/[id]/enabled_connections/[connectionId]/route'
import * as route38 from '../organizations/[id]/enabled_connections/route'
import * as route39 from '../organizations/[id]/invitations/[invitation_id]/resend/route'
import * as route40 from '../organizations/[id]/invitations/[invitation_id]/route'
import * as route41 from '../organizations/[id]/invitations/bulk/route'
import * as route42 from '../organizations/[id]/invitations/route'
import * as route43 from '../organizations/[id]/members/[user_id]/effective-roles/route'
import * as route44 from '../organizations/[id]/members/[user_id]/roles/route'
import * as route45 from '../organizations/[id]/members/route'
import * as route46 from '../organizations/[id]/roles/[role_id]/members/route'
import * as route47 from '../organizations/[id]/route'
import * as route48 from '../organizations/name/[name]/route'
import * as route49 from '../organizations/route'
import * as route50 from '../prompts/[prompt]/partials/route'
import * as route51 from '../prompts/route'
import * as route52 from '../refresh-tokens/[id]/route'
import * as route53 from '../refresh-tokens/revoke/route'
import * as route54 from '../refresh-tokens/route'
import * as route55 from '../resource-servers/[id]/route'
import * as route56 from '../resource-servers/route'
import * as route57 from '../roles/[id]/permissions/route'
import * as route58 from '../roles/[id]/route'
import * as route59 from '../roles/[id]/users/route'
import * as route60 from '../roles/route'
import * as route61 from '../sessions/[id]/revoke/route'
import * as route62 from '../sessions/[id]/route'
import * as route63 from '../tenants/settings/route'
import * as route64 from '../user-blocks/[id]/route'
import * as route65 from '../user-blocks/route'
import * as route66 from '../users-by-email/route'
import * as route67 from '../users/[id]/effective-permissions/route'
import * as route68 from '../users/[id]/effective-permissions/sources/effective-roles/route'
import * as route69 from '../users/[id]/effective-roles/route'
import * as route70 from '../users/[id]/enrollments/route'
import * as route71 from '../users/[id]/identities/[provider]/[user_id]/route'
import * as route72 from '../users/[id]/logs/route'
import * as route73 from '../users/[id]/organizations/route'
import * as route74 from '../users/[id]/permissions/route'
import * as route75 from '../users/[id]/refresh-tokens/route'
import * as route76 from '../users/[id]/revoke-access/route'
import * as route77 from '../users/[id]/roles/route'
import * as route78 from '../users/[id]/route'
import * as route79 from '../users/[id]/sessions/route'
import * as route80 from '../users/route'

/** Every operation; written by bin/list-operations.mjs. */
export const operations: readonly Placed[] = [
  ...placed('/actions/actions', route1),
  ...placed('/branding', route2),
  ...placed('/branding/templates/universal-login', route3),
  ...placed('/branding/themes/{themeId}', route4),
  ...placed('/branding/themes/default', route5),
  ...placed('/branding/themes', route6),
  ...placed('/client-grants/{id}/organizations', route7),
  ...placed('/client-grants/{id}', route8),
  ...placed('/client-grants', route9),
  ...placed('/clients/{id}/connections', route10),
  ...placed('/clients/{id}/rotate-secret', route11),
  ...placed('/clients/{id}', route12),
  ...placed('/clients', route13),
  ...placed('/connections/{id}/clients', route14),
  ...placed('/connections/{id}', route15),
  ...placed('/connections/{id}/status', route16),
  ...placed('/connections/{id}/users', route17),
  ...placed('/connections', route18),
  ...placed('/email-templates/{templateName}', route19),
  ...placed('/email-templates', route20),
  ...placed('/emails/provider', route21),
  ...placed('/grants/{id}', route22),
  ...placed('/grants', route23),
  ...placed('/log-streams/{id}', route24),
  ...placed('/log-streams', route25),
  ...placed('/logs/{id}', route26),
  ...placed('/logs', route27),
  ...placed('/organizations/{id}/client-grants/{grant_id}', route28),
  ...placed('/organizations/{id}/client-grants', route29),
  ...placed('/organizations/{id}/clients/{client_id}', route30),
  ...placed('/organizations/{id}/clients', route31),
  ...placed('/organizations/{id}/connections/{connection_id}', route32),
  ...placed('/organizations/{id}/connections', route33),
  ...placed('/organizations/{id}/discovery-domains/{discovery_domain_id}', route34),
  ...placed('/organizations/{id}/discovery-domains/name/{discovery_domain}', route35),
  ...placed('/organizations/{id}/discovery-domains', route36),
  ...placed('/organizations/{id}/enabled_connections/{connectionId}', route37),
  ...placed('/organizations/{id}/enabled_connections', route38),
  ...placed('/organizations/{id}/invitations/{invitation_id}/resend', route39),
  ...placed('/organizations/{id}/invitations/{invitation_id}', route40),
  ...placed('/organizations/{id}/invitations/bulk', route41),
  ...placed('/organizations/{id}/invitations', route42),
  ...placed('/organizations/{id}/members/{user_id}/effective-roles', route43),
  ...placed('/organizations/{id}/members/{user_id}/roles', route44),
  ...placed('/organizations/{id}/members', route45),
  ...placed('/organizations/{id}/roles/{role_id}/members', route46),
  ...placed('/organizations/{id}', route47),
  ...placed('/organizations/name/{name}', route48),
  ...placed('/organizations', route49),
  ...placed('/prompts/{prompt}/partials', route50),
  ...placed('/prompts', route51),
  ...placed('/refresh-tokens/{id}', route52),
  ...placed('/refresh-tokens/revoke', route53),
  ...placed('/refresh-tokens', route54),
  ...placed('/resource-servers/{id}', route55),
  ...placed('/resource-servers', route56),
  ...placed('/roles/{id}/permissions', route57),
  ...placed('/roles/{id}', route58),
  ...placed('/roles/{id}/users', route59),
  ...placed('/roles', route60),
  ...placed('/sessions/{id}/revoke', route61),
  ...placed('/sessions/{id}', route62),
  ...placed('/tenants/settings', route63),
  ...placed('/user-blocks/{id}', route64),
  ...placed('/user-blocks', route65),
  ...placed('/users-by-email', route66),
  ...placed('/users/{id}/effective-permissions', route67),
  ...placed('/users/{id}/effective-permissions/sources/effective-roles', route68),
  ...placed('/users/{id}/effective-roles', route69),
  ...placed('/users/{id}/enrollments', route70),
  ...placed('/users/{id}/identities/{provider}/{user_id}', route71),
  ...placed('/users/{id}/logs', route72),
  ...placed('/users/{id}/organizations', route73),
  ...placed('/users/{id}/permissions', route74),
  ...placed('/users/{id}/refresh-tokens', route75),
  ...placed('/users/{id}/revoke-access', route76),
  ...placed('/users/{id}/roles', route77),
  ...placed('/users/{id}', route78),
  ...placed('/users/{id}/sessions', route79),
  ...placed('/users', route80),
]
