import { z } from 'zod'
import { demoTenant } from './demo-tenant.ts'

interface Called {
  method: string
  path: string
  body?: object | undefined
}

/** The Management API of the demo’s default tenant, with every scope. @throws Error with what it refused */
export async function callManagement(
  { origin, dataDir }: { origin: string; dataDir: string },
  { method, path, body }: Called,
): Promise<unknown> {
  const { client_id = '', client_secret = '' } = demoTenant(dataDir).clients['management'] ?? {}
  const form = { grant_type: 'client_credentials', client_id, client_secret, audience: `${origin}/api/v2/` }
  const token = await fetch(`${origin}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) })
  const { access_token } = z.object({ access_token: z.string() }).parse(await token.json())
  const response = await fetch(`${origin}/api/v2/${path}`, {
    method,
    headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
    ...(body ? { body: JSON.stringify(body) } : {}),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
  return text === '' ? null : JSON.parse(text)
}
