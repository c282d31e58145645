import { z } from 'zod'

export interface Machine {
  clientId: string
  clientSecret: string
  organization: string
}

const given = z.object({ access_token: z.string() })
const refused = z.object({ error: z.string(), error_description: z.string().optional() })

export async function requestToken(
  audience: string,
  { clientId, clientSecret, organization }: Machine,
): Promise<{ token: string } | { refusal: string }> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    audience,
    ...(organization === '' ? {} : { organization }),
  })
  try {
    const response = await fetch('/oauth/token', { method: 'POST', body, credentials: 'omit' })
    return read(await response.json())
  } catch {
    return { refusal: 'No response. Check your connection and try again.' }
  }
}

function read(answer: unknown): { token: string } | { refusal: string } {
  const taken = given.safeParse(answer)
  if (taken.success) return { token: taken.data.access_token }
  const { error, error_description: description } = refused.parse(answer)
  return { refusal: `${error}: ${description ?? 'no token was issued.'}` }
}
