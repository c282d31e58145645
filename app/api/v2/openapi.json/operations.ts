import { placed, type Placed } from '@/lib/http/openapi'
import * as route1 from '../organizations/[id]/connections/[connection_id]/route'
import * as route2 from '../organizations/[id]/connections/route'
import * as route3 from '../organizations/[id]/discovery-domains/[discovery_domain_id]/route'
import * as route4 from '../organizations/[id]/discovery-domains/name/[discovery_domain]/route'
import * as route5 from '../organizations/[id]/discovery-domains/route'
import * as route6 from '../organizations/[id]/enabled_connections/[connectionId]/route'
import * as route7 from '../organizations/[id]/enabled_connections/route'
import * as route8 from '../organizations/[id]/route'
import * as route9 from '../organizations/name/[name]/route'
import * as route10 from '../organizations/route'
import * as route11 from '../refresh-tokens/[id]/route'
import * as route12 from '../refresh-tokens/revoke/route'
import * as route13 from '../refresh-tokens/route'
import * as route14 from '../roles/[id]/permissions/route'
import * as route15 from '../roles/[id]/route'
import * as route16 from '../roles/[id]/users/route'
import * as route17 from '../roles/route'
import * as route18 from '../sessions/[id]/revoke/route'
import * as route19 from '../sessions/[id]/route'
import * as route20 from '../users/[id]/refresh-tokens/route'
import * as route21 from '../users/[id]/revoke-access/route'
import * as route22 from '../users/[id]/sessions/route'

/** Every operation; written by bin/list-operations.mjs. */
export const operations: readonly Placed[] = [
  ...placed('/organizations/{id}/connections/{connection_id}', route1),
  ...placed('/organizations/{id}/connections', route2),
  ...placed('/organizations/{id}/discovery-domains/{discovery_domain_id}', route3),
  ...placed('/organizations/{id}/discovery-domains/name/{discovery_domain}', route4),
  ...placed('/organizations/{id}/discovery-domains', route5),
  ...placed('/organizations/{id}/enabled_connections/{connectionId}', route6),
  ...placed('/organizations/{id}/enabled_connections', route7),
  ...placed('/organizations/{id}', route8),
  ...placed('/organizations/name/{name}', route9),
  ...placed('/organizations', route10),
  ...placed('/refresh-tokens/{id}', route11),
  ...placed('/refresh-tokens/revoke', route12),
  ...placed('/refresh-tokens', route13),
  ...placed('/roles/{id}/permissions', route14),
  ...placed('/roles/{id}', route15),
  ...placed('/roles/{id}/users', route16),
  ...placed('/roles', route17),
  ...placed('/sessions/{id}/revoke', route18),
  ...placed('/sessions/{id}', route19),
  ...placed('/users/{id}/refresh-tokens', route20),
  ...placed('/users/{id}/revoke-access', route21),
  ...placed('/users/{id}/sessions', route22),
]
