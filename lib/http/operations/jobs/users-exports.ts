import { notImplemented } from '@/lib/http/not-implemented'
import { noBulk } from '@/lib/http/auth0/job'

export const POST = notImplemented({ title: 'Export users', any: ['read:users'], absent: noBulk })
