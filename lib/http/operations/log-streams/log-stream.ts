import { deleteLogStream } from '@/lib/domain/log-streams/delete-log-stream'
import { getLogStream } from '@/lib/domain/log-streams/queries'
import { updateLogStream } from '@/lib/domain/log-streams/update-log-stream'
import { tenantRoute } from '@/lib/http/api'
import {
  categoriesIn,
  changedLogStream,
  changedSinkInput,
  logStreamAnswer,
  logStreamWire,
  noLogStream as absent,
} from '@/lib/http/auth0/log-stream'

export const GET = tenantRoute({
  title: 'Get a log stream',
  any: ['read:log_streams'],
  answer: logStreamAnswer,
  absent,
  run: async (access, { params: { id = '' } }) => logStreamWire(await getLogStream(access, id)),
})

export const PATCH = tenantRoute({
  title: 'Change a log stream',
  any: ['update:log_streams'],
  body: changedLogStream,
  answer: logStreamAnswer,
  absent,
  current: GET,
  run: async (access, { params: { id = '' }, body: { name, status, filters, sink } }) =>
    logStreamWire(
      await updateLogStream(access, {
        id,
        name,
        state: status,
        categories: filters && categoriesIn(filters),
        sink: sink && changedSinkInput(sink),
      }),
    ),
})

export const DELETE = tenantRoute({
  title: 'Delete a log stream',
  any: ['delete:log_streams'],
  status: 204,
  absent,
  current: GET,
  run: (access, { params: { id = '' } }) => deleteLogStream(access, id),
})
