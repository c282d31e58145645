import { z } from 'zod'
import { createLogStream } from '@/lib/domain/log-streams/create-log-stream'
import { listLogStreams } from '@/lib/domain/log-streams/queries'
import { tenantRoute } from '@/lib/http/api'
import {
  categoriesIn,
  logStreamAnswer,
  logStreamWire,
  newLogStream,
  sinkInput,
} from '@/lib/http/auth0/log-stream'

export const GET = tenantRoute({
  title: 'List log streams',
  any: ['read:log_streams'],
  answer: z.array(logStreamAnswer),
  run: async (access) => (await listLogStreams(access)).map(logStreamWire),
})

export const POST = tenantRoute({
  title: 'Create a log stream',
  any: ['create:log_streams'],
  body: newLogStream,
  answer: logStreamAnswer,
  refusals: [409],
  run: async (access, { body }) => {
    const { name = 'Log stream', filters = [], startFrom } = body
    const created = await createLogStream(access, {
      name,
      sink: sinkInput(body),
      categories: categoriesIn(filters),
      startFrom: startFrom === undefined ? undefined : new Date(startFrom),
    })
    return logStreamWire(created)
  },
})
