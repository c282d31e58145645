import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { notFound } from '@/lib/errors'
import {
  type RequestedAttribute,
  requestedAttributes,
  selfServiceStrategies,
  type SelfServiceStrategy,
} from './self-service-settings'

/** What the pages of its tickets show. */
export interface SelfServiceOffer {
  userAttributes: RequestedAttribute[]
  /** None: all. */
  allowedStrategies: SelfServiceStrategy[]
  /** Null: our own words. */
  introduction: string | null
}

export interface SelfServiceProfile extends SelfServiceOffer {
  id: string
  name: string
  description: string | null
  createdAt: Date
  updatedAt: Date
}

export interface SelfServiceOfferRow {
  userAttributes: unknown
  allowedStrategies: string[]
  introduction: string | null
}
export type SelfServiceRow = Omit<SelfServiceProfile, keyof SelfServiceOffer> & SelfServiceOfferRow

/** @throws DomainError not_found */
export async function readSelfServiceProfile(
  tx: Tx,
  tenantId: string,
  id: string,
): Promise<SelfServiceProfile> {
  const row = await tx.selfServiceProfile.findUnique({
    where: { tenantId_id: { tenantId, id } },
    omit: { tenantId: true },
  })
  if (row === null) throw notFound()
  return asSelfServiceProfile(row)
}

export function asSelfServiceProfile(row: SelfServiceRow): SelfServiceProfile {
  return { ...row, ...asSelfServiceOffer(row) }
}

export function asSelfServiceOffer({
  userAttributes,
  allowedStrategies: allowed,
  introduction,
}: SelfServiceOfferRow): SelfServiceOffer {
  return {
    introduction,
    userAttributes: requestedAttributes.parse(userAttributes),
    allowedStrategies: allowed.flatMap((name) => selfServiceStrategies.find((one) => one === name) ?? []),
  }
}

/** The kinds that its pages offer. */
export function offeredStrategies({
  allowedStrategies: allowed,
}: Pick<SelfServiceOffer, 'allowedStrategies'>): readonly SelfServiceStrategy[] {
  return allowed.length === 0 ? selfServiceStrategies : allowed
}

export function targetOf({ id, name }: { id: string; name: string }): NonNullable<Event['target']> {
  return { kind: 'self_service_profile', id, name }
}
