import { z } from 'zod'
import { assertAccess } from '@/lib/http/assert-access'
import { servedStrategies } from '../strategies'
import { myOrgRoute } from '../route'

const configuration = z.strictObject({
  allowed_strategies: z.array(z.string()).meta({ example: [] }),
  connection_deletion_behavior: z.enum(['allow', 'allow_if_empty']).meta({ example: 'allow_if_empty' }),
})

export const GET = myOrgRoute({
  title: 'Get what the application may do with identity providers',
  scopes: ['read:my_org:configuration'],
  answer: configuration,
  run: (access, { configuration: { connection_deletion_behavior, allowed_strategies } }) =>
    assertAccess(access, {
      allowed_strategies: servedStrategies(allowed_strategies),
      connection_deletion_behavior,
    }),
})
