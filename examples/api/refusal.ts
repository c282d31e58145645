import { HTTPException } from 'hono/http-exception'

const challenges: Record<number, string> = {
  401: 'Bearer error="invalid_token"',
  403: 'Bearer error="insufficient_scope"',
}

/** An error response: `{ error, message }`, with the challenge of RFC 6750 where the token is the problem. */
export function refusal(status: 400 | 401 | 403 | 404, error: string, message: string): HTTPException {
  const challenge = challenges[status]
  const headers = challenge === undefined ? {} : { 'www-authenticate': challenge }
  return new HTTPException(status, { res: Response.json({ error, message }, { status, headers }) })
}
