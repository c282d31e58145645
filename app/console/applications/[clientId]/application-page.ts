import type { Permission } from '@/lib/access'
import { getClient } from '@/lib/domain/clients/list-clients'
import type { Client } from '@/lib/domain/clients/read-client'
import { readTogether } from '@/lib/domain/read-together'
import type { RawQuery } from '@/lib/http/page-query'
import { consolePage } from '@/lib/http/person'

export interface ApplicationPageProps {
  params: Promise<{ clientId: string }>
  searchParams: Promise<RawQuery>
}

type Person<P extends Permission> = Awaited<ReturnType<typeof consolePage<P | 'read:clients'>>>

/** The application and what else its page shows, read in one transaction. 404 without the permission. */
export async function applicationPage<P extends Permission, T>(
  { params }: ApplicationPageProps,
  needed: readonly P[],
  read: (person: Person<P>, client: Client) => Promise<T>,
): Promise<{ person: Person<P>; client: Client; found: T }> {
  const { clientId } = await params
  const person = await consolePage<P | 'read:clients'>('read:clients', ...needed)
  return readTogether([person.operator], async () => {
    const client = await getClient(person.operator, clientId)
    return { person, client, found: await read(person, client) }
  })
}
