import { z } from 'zod'

interface ClientCredentials {
  clientId: string
  clientSecret: string
  organization: string
}

const tokenResponse = z.object({ access_token: z.string() })
const errorResponse = z.object({ error: z.string(), error_description: z.string().optional() })

export async function requestToken(
  audience: string,
  { clientId, clientSecret, organization }: ClientCredentials,
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
    return parseResponse(await response.json())
  } catch {
    return { refusal: 'No response. Check your connection and try again.' }
  }
}

function parseResponse(response: unknown): { token: string } | { refusal: string } {
  const issued = tokenResponse.safeParse(response)
  if (issued.success) return { token: issued.data.access_token }
  const { error, error_description: description } = errorResponse.parse(response)
  return { refusal: `${error}: ${description ?? 'no token was issued.'}` }
}
