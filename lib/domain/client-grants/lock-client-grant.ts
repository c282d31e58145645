import type { Tx } from '@/lib/db/prisma'
import { lockApi, type Api } from '../apis/read-api'
import { readClientGrant, type ClientGrant } from './read-client-grant'

/**
 * The grant and its API, kept as they are until the transaction ends. The API comes first, as where it is changed.
 * @throws DomainError not_found
 */
export async function lockClientGrant(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<{ grant: ClientGrant; api: Api; clientName: string }> {
  const { apiId, clientId } = await readClientGrant(tx, tenantId, id)
  const api = await lockApi(tx, tenantId, apiId)
  await tx.$queryRaw`SELECT id FROM client_grants WHERE tenant_id = ${tenantId} AND id = ${id} FOR UPDATE`
  const grant = await readClientGrant(tx, tenantId, id)
  const client = await tx.client.findFirst({ where: { tenantId, id: clientId }, select: { name: true } })
  return { grant, api, clientName: client?.name ?? clientId }
}
