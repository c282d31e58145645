import { z } from 'zod'
import { tenantRoute } from '@/lib/http/api'
import { notImplemented } from '@/lib/http/not-implemented'
import { assertAccess } from '@/lib/http/assert-access'
import { noLogStream as absent } from '@/lib/http/auth0/absent'

export const GET = tenantRoute({
  title: 'List log streams: there are none',
  any: ['read:log_streams'],
  answer: z.array(z.never()).max(0),
  run: (access) => assertAccess(access, []),
})

export const POST = notImplemented({ title: 'Create a log stream', any: ['create:log_streams'], absent })
