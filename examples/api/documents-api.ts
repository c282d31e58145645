import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { authenticate, needs, type Caller, type Trust } from './authenticate'
import { refusal } from './refusal'

interface StoredDocument {
  id: string
  title: string
  createdBy: string
}

const newDocument = z.object({ title: z.string().trim().min(1).max(200) })

/** An API whose every document belongs to one organization. Its callers bring Foyer’s access tokens. */
export function makeDocumentsApi(trust: Trust) {
  const documents = new Map<string, StoredDocument[]>()
  const documentsOf = ({ organization }: Caller) => documents.get(organization) ?? []
  const api = new Hono<{ Variables: { caller: Caller } }>()

  api.use(bodyLimit({ maxSize: 10_000 }))
  api.use('/documents/*', authenticate(trust))

  api.get('/documents', needs('read:documents'), (context) =>
    context.json({ documents: documentsOf(context.var.caller) }),
  )

  api.post('/documents', needs('write:documents'), async (context) => {
    const { caller } = context.var
    const given = newDocument.safeParse(await context.req.json().catch(() => null))
    if (!given.success) throw refusal(400, 'invalid_body', 'A document has a title of 1 to 200 characters.')
    const document = { id: crypto.randomUUID(), title: given.data.title, createdBy: caller.sub }
    documents.set(caller.organization, [...documentsOf(caller), document])
    return context.json(document, 201)
  })

  // Another organization’s document and one that never was are the same 404.
  api.delete('/documents/:id', needs('delete:documents'), (context) => {
    const { caller } = context.var
    const left = documentsOf(caller).filter(({ id }) => id !== context.req.param('id'))
    if (left.length === documentsOf(caller).length) throw refusal(404, 'not_found', 'No such document.')
    documents.set(caller.organization, left)
    return context.body(null, 204)
  })

  api.notFound((context) => context.json({ error: 'not_found', message: 'No such page.' }, 404))
  api.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse()
    process.stderr.write(`${error.stack ?? error.message}\n`)
    return context.json({ error: 'server_error', message: 'Something went wrong here.' }, 500)
  })
  return api
}
