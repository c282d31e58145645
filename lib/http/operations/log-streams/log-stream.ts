import { notImplemented } from '@/lib/http/not-implemented'
import { noLogStream as absent } from '@/lib/http/auth0/absent'

export const GET = notImplemented({ title: 'Get a log stream', any: ['read:log_streams'], absent })
export const PATCH = notImplemented({ title: 'Change a log stream', any: ['update:log_streams'], absent })
export const DELETE = notImplemented({ title: 'Delete a log stream', any: ['delete:log_streams'], absent })
