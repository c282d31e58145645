import { getLog } from '@/lib/domain/audit/list-logs'
import { tenantRoute } from '@/lib/http/api'
import { logAnswer, logWire, noLog } from '@/lib/http/auth0/log'

export const GET = tenantRoute({
  title: 'Get a log',
  any: ['read:logs', 'read:logs_users'],
  answer: logAnswer,
  absent: noLog,
  run: async (access, { params: { id = '' } }) => logWire(await getLog(access, id)),
})
