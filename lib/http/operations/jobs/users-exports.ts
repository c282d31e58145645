import { notHere } from '@/lib/http/not-implemented'
import { noBulk } from '@/lib/http/wire/job'

export const POST = notHere({ title: 'Export users', any: ['read:users'], absent: noBulk })
