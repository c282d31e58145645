import { notHere } from '@/lib/http/not-implemented'
import { noBulk } from '@/lib/http/wire/job'

export const POST = notHere({ title: 'Import users', any: ['create:users'], absent: noBulk })
