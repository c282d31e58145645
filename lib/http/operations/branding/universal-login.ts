import { notImplemented } from '@/lib/http/not-implemented'
import { noPageTemplate as absent } from '@/lib/http/auth0/branding'

export const GET = notImplemented({ title: 'Get the page template', any: ['read:branding'], absent })
export const PUT = notImplemented({ title: 'Set the page template', any: ['update:branding'], absent })
export const DELETE = notImplemented({ title: 'Delete the page template', any: ['delete:branding'], absent })
