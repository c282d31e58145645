import { notHere } from '@/lib/http/not-implemented'
import { noPageTemplate as absent } from '@/lib/http/wire/branding'

export const GET = notHere({ title: 'Get the page template', any: ['read:branding'], absent })
export const PUT = notHere({ title: 'Set the page template', any: ['update:branding'], absent })
export const DELETE = notHere({ title: 'Delete the page template', any: ['delete:branding'], absent })
