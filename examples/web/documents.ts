import { z } from 'zod'
import type { Person } from './auth'
import { settings } from './settings'

const list = z.object({ documents: z.array(z.object({ id: z.string(), title: z.string() })) })

/** The documents of the organization that the person’s token is for; null where the person may not read them. */
export async function listDocuments(person: Person): Promise<{ id: string; title: string }[] | null> {
  const answer = await askApi(person, '/documents')
  if (answer.status === 403) return null
  if (!answer.ok) throw new Error(`The API answered ${answer.status}.`)
  return list.parse(await answer.json()).documents
}

/** One request to the API in the person’s name. */
export function askApi({ accessToken }: Person, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = { authorization: `Bearer ${accessToken}` }
  return fetch(new URL(path, settings().API_URL), { ...init, headers, cache: 'no-store' })
}
