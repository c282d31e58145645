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
import * as route24 from '../jobs/[id]/errors/route'
import * as route25 from '../jobs/[id]/route'
import * as route26 from '../jobs/users-exports/route'
import * as route27 from '../jobs/users-imports/route'
import * as route28 from '../jobs/verification-email/route'
import * as route29 from '../log-streams/[id]/route'
import * as route30 from '../log-streams/route'
import * as route31 from '../logs/[id]/route'
import * as route32 from '../logs/route'
import * as route33 from '../organizations/[id]/client-grants/[grant_id]/route'
import * as route34 from '../organizations/[id]/client-grants/route'
import * as route35 from '../organizations/[id]/clients/[client_id]/route'
import * as route36 from '../organizations/[id]/clients/route'
import * as route37 from '../organizations/[id]/connections/[connection_id]/route'
import * as route38 from '../organizations/[id]/connections/route'
import * as route39 from '../organizations/[id]/discovery-domains/[discovery_domain_id]/route'
import * as route40 from '../organizations/[id]/discovery-domains/name/[discovery_domain]/route'
import * as route41 from '../organizations/[id]/discovery-domains/route'
import * as route42 from '../organizations/[id]/enabled_connections/[connectionId]/route'
import * as route43 from '../organizations/[id]/enabled_connections/route'
import * as route44 from '../organizations/[id]/invitations/[invitation_id]/resend/route'
import * as route45 from '../organizations/[id]/invitations/[invitation_id]/route'
import * as route46 from '../organizations/[id]/invitations/bulk/route'
import * as route47 from '../organizations/[id]/invitations/route'
import * as route48 from '../organizations/[id]/members/[user_id]/effective-roles/route'
import * as route49 from '../organizations/[id]/members/[user_id]/roles/route'
import * as route50 from '../organizations/[id]/members/route'
import * as route51 from '../organizations/[id]/roles/[role_id]/members/route'
import * as route52 from '../organizations/[id]/route'
import * as route53 from '../organizations/name/[name]/route'
import * as route54 from '../organizations/route'
import * as route55 from '../prompts/[prompt]/partials/route'
import * as route56 from '../prompts/route'
import * as route57 from '../refresh-tokens/[id]/route'
import * as route58 from '../refresh-tokens/revoke/route'
import * as route59 from '../refresh-tokens/route'
import * as route60 from '../resource-servers/[id]/route'
import * as route61 from '../resource-servers/route'
import * as route62 from '../roles/[id]/permissions/route'
import * as route63 from '../roles/[id]/route'
import * as route64 from '../roles/[id]/users/route'
import * as route65 from '../roles/route'
import * as route66 from '../sessions/[id]/revoke/route'
import * as route67 from '../sessions/[id]/route'
import * as route68 from '../tenants/settings/route'
import * as route69 from '../tickets/email-verification/route'
import * as route70 from '../tickets/password-change/route'
import * as route71 from '../user-blocks/[id]/route'
import * as route72 from '../user-blocks/route'
import * as route73 from '../users-by-email/route'
import * as route74 from '../users/[id]/effective-permissions/route'
import * as route75 from '../users/[id]/effective-permissions/sources/effective-roles/route'
import * as route76 from '../users/[id]/effective-roles/route'
import * as route77 from '../users/[id]/enrollments/route'
import * as route78 from '../users/[id]/identities/[provider]/[user_id]/route'
import * as route79 from '../users/[id]/identities/route'
import * as route80 from '../users/[id]/logs/route'
import * as route81 from '../users/[id]/organizations/route'
import * as route82 from '../users/[id]/permissions/route'
import * as route83 from '../users/[id]/refresh-tokens/route'
import * as route84 from '../users/[id]/revoke-access/route'
import * as route85 from '../users/[id]/roles/route'
import * as route86 from '../users/[id]/route'
import * as route87 from '../users/[id]/sessions/route'
import * as route88 from '../users/route'

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
  ...placed('/jobs/{id}/errors', route24),
  ...placed('/jobs/{id}', route25),
  ...placed('/jobs/users-exports', route26),
  ...placed('/jobs/users-imports', route27),
  ...placed('/jobs/verification-email', route28),
  ...placed('/log-streams/{id}', route29),
  ...placed('/log-streams', route30),
  ...placed('/logs/{id}', route31),
  ...placed('/logs', route32),
  ...placed('/organizations/{id}/client-grants/{grant_id}', route33),
  ...placed('/organizations/{id}/client-grants', route34),
  ...placed('/organizations/{id}/clients/{client_id}', route35),
  ...placed('/organizations/{id}/clients', route36),
  ...placed('/organizations/{id}/connections/{connection_id}', route37),
  ...placed('/organizations/{id}/connections', route38),
  ...placed('/organizations/{id}/discovery-domains/{discovery_domain_id}', route39),
  ...placed('/organizations/{id}/discovery-domains/name/{discovery_domain}', route40),
  ...placed('/organizations/{id}/discovery-domains', route41),
  ...placed('/organizations/{id}/enabled_connections/{connectionId}', route42),
  ...placed('/organizations/{id}/enabled_connections', route43),
  ...placed('/organizations/{id}/invitations/{invitation_id}/resend', route44),
  ...placed('/organizations/{id}/invitations/{invitation_id}', route45),
  ...placed('/organizations/{id}/invitations/bulk', route46),
  ...placed('/organizations/{id}/invitations', route47),
  ...placed('/organizations/{id}/members/{user_id}/effective-roles', route48),
  ...placed('/organizations/{id}/members/{user_id}/roles', route49),
  ...placed('/organizations/{id}/members', route50),
  ...placed('/organizations/{id}/roles/{role_id}/members', route51),
  ...placed('/organizations/{id}', route52),
  ...placed('/organizations/name/{name}', route53),
  ...placed('/organizations', route54),
  ...placed('/prompts/{prompt}/partials', route55),
  ...placed('/prompts', route56),
  ...placed('/refresh-tokens/{id}', route57),
  ...placed('/refresh-tokens/revoke', route58),
  ...placed('/refresh-tokens', route59),
  ...placed('/resource-servers/{id}', route60),
  ...placed('/resource-servers', route61),
  ...placed('/roles/{id}/permissions', route62),
  ...placed('/roles/{id}', route63),
  ...placed('/roles/{id}/users', route64),
  ...placed('/roles', route65),
  ...placed('/sessions/{id}/revoke', route66),
  ...placed('/sessions/{id}', route67),
  ...placed('/tenants/settings', route68),
  ...placed('/tickets/email-verification', route69),
  ...placed('/tickets/password-change', route70),
  ...placed('/user-blocks/{id}', route71),
  ...placed('/user-blocks', route72),
  ...placed('/users-by-email', route73),
  ...placed('/users/{id}/effective-permissions', route74),
  ...placed('/users/{id}/effective-permissions/sources/effective-roles', route75),
  ...placed('/users/{id}/effective-roles', route76),
  ...placed('/users/{id}/enrollments', route77),
  ...placed('/users/{id}/identities/{provider}/{user_id}', route78),
  ...placed('/users/{id}/identities', route79),
  ...placed('/users/{id}/logs', route80),
  ...placed('/users/{id}/organizations', route81),
  ...placed('/users/{id}/permissions', route82),
  ...placed('/users/{id}/refresh-tokens', route83),
  ...placed('/users/{id}/revoke-access', route84),
  ...placed('/users/{id}/roles', route85),
  ...placed('/users/{id}', route86),
  ...placed('/users/{id}/sessions', route87),
  ...placed('/users', route88),
]
