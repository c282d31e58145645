import { notImplemented } from '@/lib/http/not-implemented'
import { noBulk } from '@/lib/http/wire/job'

export const POST = notImplemented({ title: 'Export users', any: ['read:users'], absent: noBulk })
