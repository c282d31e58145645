import { placed, type Placed } from '@/lib/http/openapi'
import * as route1 from '../organizations/[id]/route'
import * as route2 from '../organizations/name/[name]/route'
import * as route3 from '../organizations/route'

/** Every operation; written by bin/list-operations.mjs. */
export const operations: readonly Placed[] = [
  ...placed('/organizations/{id}', route1),
  ...placed('/organizations/name/{name}', route2),
  ...placed('/organizations', route3),
]
