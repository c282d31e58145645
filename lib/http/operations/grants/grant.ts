import { notImplemented } from '@/lib/http/not-implemented'
import { noGrant as absent } from '@/lib/http/auth0/grant'

export const DELETE = notImplemented({ title: 'Delete a user’s grant', any: ['delete:grants'], absent })
