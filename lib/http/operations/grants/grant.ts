import { notHere } from '@/lib/http/not-implemented'
import { noGrant as absent } from '@/lib/http/wire/grant'

export const DELETE = notHere({ title: 'Withdraw a grant', any: ['delete:grants'], absent })
