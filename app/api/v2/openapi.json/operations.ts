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
import * as route17 from '../connections/route'
import * as route18 from '../email-templates/[templateName]/route'
import * as route19 from '../email-templates/route'
import * as route20 from '../emails/provider/route'
import * as route21 from '../grants/[id]/route'
import * as route22 from '../grants/route'
import * as route23 from '../log-streams/[id]/route'
import * as route24 from '../log-streams/route'
import * as route25 from '../logs/[id]/route'
import * as route26 from '../logs/route'
import * as route27 from '../organizations/[id]/client-grants/[grant_id]/route'
import * as route28 from '../organizations/[id]/client-grants/route'
import * as route29 from '../organizations/[id]/connections/[connection_id]/route'
import * as route30 from '../organizations/[id]/connections/route'
import * as route31 from '../organizations/[id]/discovery-domains/[discovery_domain_id]/route'
import * as route32 from '../organizations/[id]/discovery-domains/name/[discovery_domain]/route'
import * as route33 from '../organizations/[id]/discovery-domains/route'
import * as route34 from '../organizations/[id]/enabled_connections/[connectionId]/route'
import * as route35 from '../organizations/[id]/enabled_connections/route'
import * as route36 from '../organizations/[id]/invitations/[invitation_id]/resend/route'
import * as route37 from '../organizations/[id]/invitations/[invitation_id]/route'
import * as route38 from '../organizations/[id]/invitations/bulk/route'
import * as route39 from '../organizations/[id]/invitations/route'
import * as route40 from '../organizations/[id]/members/[user_id]/effective-roles/route'
import * as route41 from '../organizations/[id]/members/[user_id]/roles/route'
import * as route42 from '../organizations/[id]/members/route'
import * as route43 from '../organizations/[id]/roles/[role_id]/members/route'
import * as route44 from '../organizations/[id]/route'
import * as route45 from '../organizations/name/[name]/route'
import * as route46 from '../organizations/route'
import * as route47 from '../prompts/[prompt]/partials/route'
import * as route48 from '../prompts/route'
import * as route49 from '../refresh-tokens/[id]/route'
import * as route50 from '../refresh-tokens/revoke/route'
import * as route51 from '../refresh-tokens/route'
import * as route52 from '../resource-servers/[id]/route'
import * as route53 from '../resource-servers/route'
import * as route54 from '../roles/[id]/permissions/route'
import * as route55 from '../roles/[id]/route'
import * as route56 from '../roles/[id]/users/route'
import * as route57 from '../roles/route'
import * as route58 from '../sessions/[id]/revoke/route'
import * as route59 from '../sessions/[id]/route'
import * as route60 from '../tenants/settings/route'
import * as route61 from '../user-blocks/[id]/route'
import * as route62 from '../user-blocks/route'
import * as route63 from '../users-by-email/route'
import * as route64 from '../users/[id]/effective-permissions/route'
import * as route65 from '../users/[id]/effective-permissions/sources/effective-roles/route'
import * as route66 from '../users/[id]/effective-roles/route'
import * as route67 from '../users/[id]/enrollments/route'
import * as route68 from '../users/[id]/identities/[provider]/[user_id]/route'
import * as route69 from '../users/[id]/logs/route'
import * as route70 from '../users/[id]/organizations/route'
import * as route71 from '../users/[id]/permissions/route'
import * as route72 from '../users/[id]/refresh-tokens/route'
import * as route73 from '../users/[id]/revoke-access/route'
import * as route74 from '../users/[id]/roles/route'
import * as route75 from '../users/[id]/route'
import * as route76 from '../users/[id]/sessions/route'
import * as route77 from '../users/route'

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
  ...placed('/connections', route17),
  ...placed('/email-templates/{templateName}', route18),
  ...placed('/email-templates', route19),
  ...placed('/emails/provider', route20),
  ...placed('/grants/{id}', route21),
  ...placed('/grants', route22),
  ...placed('/log-streams/{id}', route23),
  ...placed('/log-streams', route24),
  ...placed('/logs/{id}', route25),
  ...placed('/logs', route26),
  ...placed('/organizations/{id}/client-grants/{grant_id}', route27),
  ...placed('/organizations/{id}/client-grants', route28),
  ...placed('/organizations/{id}/connections/{connection_id}', route29),
  ...placed('/organizations/{id}/connections', route30),
  ...placed('/organizations/{id}/discovery-domains/{discovery_domain_id}', route31),
  ...placed('/organizations/{id}/discovery-domains/name/{discovery_domain}', route32),
  ...placed('/organizations/{id}/discovery-domains', route33),
  ...placed('/organizations/{id}/enabled_connections/{connectionId}', route34),
  ...placed('/organizations/{id}/enabled_connections', route35),
  ...placed('/organizations/{id}/invitations/{invitation_id}/resend', route36),
  ...placed('/organizations/{id}/invitations/{invitation_id}', route37),
  ...placed('/organizations/{id}/invitations/bulk', route38),
  ...placed('/organizations/{id}/invitations', route39),
  ...placed('/organizations/{id}/members/{user_id}/effective-roles', route40),
  ...placed('/organizations/{id}/members/{user_id}/roles', route41),
  ...placed('/organizations/{id}/members', route42),
  ...placed('/organizations/{id}/roles/{role_id}/members', route43),
  ...placed('/organizations/{id}', route44),
  ...placed('/organizations/name/{name}', route45),
  ...placed('/organizations', route46),
  ...placed('/prompts/{prompt}/partials', route47),
  ...placed('/prompts', route48),
  ...placed('/refresh-tokens/{id}', route49),
  ...placed('/refresh-tokens/revoke', route50),
  ...placed('/refresh-tokens', route51),
  ...placed('/resource-servers/{id}', route52),
  ...placed('/resource-servers', route53),
  ...placed('/roles/{id}/permissions', route54),
  ...placed('/roles/{id}', route55),
  ...placed('/roles/{id}/users', route56),
  ...placed('/roles', route57),
  ...placed('/sessions/{id}/revoke', route58),
  ...placed('/sessions/{id}', route59),
  ...placed('/tenants/settings', route60),
  ...placed('/user-blocks/{id}', route61),
  ...placed('/user-blocks', route62),
  ...placed('/users-by-email', route63),
  ...placed('/users/{id}/effective-permissions', route64),
  ...placed('/users/{id}/effective-permissions/sources/effective-roles', route65),
  ...placed('/users/{id}/effective-roles', route66),
  ...placed('/users/{id}/enrollments', route67),
  ...placed('/users/{id}/identities/{provider}/{user_id}', route68),
  ...placed('/users/{id}/logs', route69),
  ...placed('/users/{id}/organizations', route70),
  ...placed('/users/{id}/permissions', route71),
  ...placed('/users/{id}/refresh-tokens', route72),
  ...placed('/users/{id}/revoke-access', route73),
  ...placed('/users/{id}/roles', route74),
  ...placed('/users/{id}', route75),
  ...placed('/users/{id}/sessions', route76),
  ...placed('/users', route77),
]
