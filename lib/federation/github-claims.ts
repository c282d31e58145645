import * as client from 'openid-client'
import { z } from 'zod'
import type { Provider } from '@/lib/domain/connections/find-provider'
import type { Claims } from './profile-of'
import { ProviderProblem } from './provider-problem'

const user = z.object({
  id: z.number().int(),
  login: z.string(),
  name: z.string().nullish(),
  avatar_url: z.string().nullish(),
})
const emails = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }))

/** As OpenID Connect claims: GitHub issues no ID token. */
export async function githubClaims(
  { options }: Provider,
  configuration: client.Configuration,
  token: string,
): Promise<Claims> {
  const { user: userUrl = '', emails: emailsUrl = '' } = options.endpoints ?? {}
  const who = shaped(user, await ask(configuration, token, userUrl))
  const listed = shaped(emails, await ask(configuration, token, emailsUrl))
  const main = listed.find(({ primary, verified }) => primary && verified)
  return {
    sub: String(who.id),
    name: who.name ?? who.login,
    ...(main ? { email: main.email, email_verified: true } : {}),
    ...(who.avatar_url ? { picture: who.avatar_url } : {}),
  }
}

async function ask(configuration: client.Configuration, token: string, url: string): Promise<unknown> {
  const headers = new Headers({ accept: 'application/vnd.github+json' })
  const answer = await client.fetchProtectedResource(
    configuration,
    token,
    new URL(url),
    'GET',
    undefined,
    headers,
  )
  if (answer.status !== 200) throw new ProviderProblem('unreachable')
  return answer.json().catch((error: unknown) => {
    throw new ProviderProblem('wrong_answer', error)
  })
}

function shaped<T>(schema: z.ZodType<T>, answer: unknown): T {
  const checked = schema.safeParse(answer)
  if (!checked.success) throw new ProviderProblem('wrong_answer', checked.error)
  return checked.data
}
