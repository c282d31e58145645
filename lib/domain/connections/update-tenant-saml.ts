import type { TenantAccess } from '@/lib/access'
import { change, unchanged } from '@/lib/db/transaction'
import { lockConnection } from './lock-connection'
import type { Connection } from './read-connection'
import { type ConnectionUpdate, writeConnection } from './update-connection'
import { type SamlConnectionUpdate, writeSamlConnection } from './update-saml-connection'

/** A SAML connection with what every connection has: all of it or nothing. @throws as updateConnection() */
export function updateTenantSaml(
  access: TenantAccess<'update:connections'>,
  {
    settings,
    offer,
    ...input
  }: Omit<ConnectionUpdate, 'options' | 'clientSecret'> & Pick<SamlConnectionUpdate, 'settings' | 'offer'>,
): Promise<Connection> {
  return change(
    access,
    async (tx) => {
      const present = await lockConnection(tx, access, { id: input.id, least: 'limited' })
      const general = await writeConnection(tx, access, { connection: present, input })
      const connection = general.result
      const written = await writeSamlConnection(tx, access, { connection, update: { settings, offer } })
      const [event, ...others] = [general, written].flatMap(({ events }) =>
        typeof events === 'string' ? [] : events,
      )
      const { result } = written
      return event ? { result, events: [event, ...others] } : unchanged(result)
    },
    { bypassRowSecurity: 'a SAML connection is changed with a view to all users who sign in by it' },
  )
}
