import { newId } from '@/lib/ids'
import { seal, unseal } from '../crypto/seal'

interface SetupOf {
  tenantId: string
  organizationId: string
}

export interface ConnectionSetup {
  /** Of the connection that is still to be created: its redirect URI has to be registered at the provider first. */
  id: string
  /** The id, sealed for the organization, so that no one else can choose it. */
  setup: string
}

export async function createConnectionSetup(of: SetupOf): Promise<ConnectionSetup> {
  const id = newId('connection')
  return { id, setup: await seal(id, sealedFor(of)) }
}

/** Null for one that was made elsewhere. */
export async function openConnectionSetup(of: SetupOf, setup: string): Promise<ConnectionSetup | null> {
  const id = await unseal(setup, sealedFor(of))
  return id === null ? null : { id, setup }
}

function sealedFor({ tenantId, organizationId }: SetupOf) {
  return { purpose: `connection setup ${organizationId}`, tenantId }
}
