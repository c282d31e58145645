import type { OrganizationAccess } from '@/lib/access'
import type { Tx } from '@/lib/db/prisma'
import { changeLocked, type ChangeResult, eventsIn, withEvents } from '@/lib/db/transaction'
import { withoutUndefined } from '../fields'
import {
  changedOwnProvider,
  lockOwnProvider,
  type IdentityProvider,
  readOwnProvider,
} from './list-own-providers'
import { isAdded, readOwnConnection } from './organization-connection'
import type { OptionsInput } from './provider-options'
import type { Connection } from './read-connection'
import type { SamlSettings } from './saml-options'
import { writeConnection } from './update-connection'
import { writeOrganizationConnection } from './update-organization-connection'
import { writeSamlConnection } from './update-saml-connection'

type Updater = OrganizationAccess<'update:organization_connections'>

interface OwnProviderUpdate {
  id: string
  /** How it is used in the organization; null, and what is absent within, leave it. */
  here: {
    isEnabled?: boolean | undefined
    showAsButton?: boolean | undefined
    assignMembershipOnLogin?: boolean | undefined
    /** Where the flags are absent, of one that was never enabled here. */
    initially?: { showAsButton: boolean; assignMembershipOnLogin: boolean }
  } | null
  /** What it is; null leaves it. A function gets the present connection, locked. */
  provider: ProviderChange | ((present: Connection) => ProviderChange) | null
}

interface ProviderChange {
  displayName?: string | undefined
  options?: OptionsInput | undefined
  clientSecret?: string | undefined
  /** Only of one by SAML. */
  settings?: Partial<SamlSettings> | undefined
}

/**
 * All of it or nothing. One that was never enabled here is added to the sign-in methods, which needs
 * create:organization_connections.
 * @throws DomainError not_found; invalid, at the field; conflict; not_yours_to_give, without that permission at `is_enabled`
 */
export function updateOwnProvider(
  access: Updater,
  { id, here, provider }: OwnProviderUpdate,
): Promise<IdentityProvider> {
  const work = async (tx: Tx): Promise<ChangeResult<IdentityProvider>> => {
    // First, as it may set the entity ID without which it cannot be enabled.
    const written = provider && (await writeProvider(tx, access, { id, provider }))
    const used = here && (await writeHere(tx, access, { id, here }))
    const events = [used, written].flatMap((part) => (part ? eventsIn(part) : []))
    const result = written && !used ? written.result : await readOwnProvider(tx, access, id)
    return withEvents(result, events)
  }
  if (!provider) return changeLocked(access, work)
  return changeLocked(access, work, {
    bypassRowSecurity: 'a connection is changed with a view to all users who sign in by it',
  })
}

async function writeProvider(
  tx: Tx,
  access: Updater,
  { id, provider }: { id: string; provider: NonNullable<OwnProviderUpdate['provider']> },
): Promise<ChangeResult<IdentityProvider>> {
  const connection = await lockOwnProvider(tx, access, id)
  const { settings, ...input } = typeof provider === 'function' ? provider(connection) : provider
  const update = { displayName: input.displayName, settings }
  const written = settings
    ? await writeSamlConnection(tx, access, { connection, update })
    : await writeConnection(tx, access, { connection, input: { id, ...input } })
  return { ...written, result: changedOwnProvider(connection, written.result) }
}

async function writeHere(
  tx: Tx,
  access: Updater,
  { id, here: { initially, ...here } }: { id: string; here: NonNullable<OwnProviderUpdate['here']> },
): Promise<ChangeResult<unknown>> {
  const found = await readOwnConnection(tx, access, id)
  const update = isAdded(found.connection) ? here : { ...initially, ...withoutUndefined(here) }
  return writeOrganizationConnection(tx, access, { found, update })
}
