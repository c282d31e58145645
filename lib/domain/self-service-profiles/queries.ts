import type { TenantAccess } from '@/lib/access'
import type { Event } from '@/lib/db/events'
import type { Tx } from '@/lib/db/prisma'
import { sql } from '@/lib/db/sql'
import { read } from '@/lib/db/transaction'
import { notFound } from '@/lib/errors'
import { byId, readPage } from '../read-page'
import type { Window, Windowed } from '../window'
import {
  type RequestedAttribute,
  requestedAttributes,
  selfServiceStrategies,
  type SelfServiceStrategy,
} from './self-service-settings'

/** What the pages of its tickets show. */
interface SelfServiceOffer {
  userAttributes: RequestedAttribute[]
  /** None: all. */
  allowedStrategies: SelfServiceStrategy[]
  /** Null: Foyer’s own text. */
  introduction: string | null
}

export interface SelfServiceProfile extends SelfServiceOffer {
  id: string
  name: string
  description: string | null
  createdAt: Date
  updatedAt: Date
}

interface SelfServiceOfferRow {
  userAttributes: unknown
  allowedStrategies: string[]
  introduction: string | null
}
type SelfServiceRow = Omit<SelfServiceProfile, keyof SelfServiceOffer> & SelfServiceOfferRow

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

type Reader = TenantAccess<'read:self_service_profiles'>

export function listSelfServiceProfiles(
  access: Reader,
  window: Window,
): Promise<Windowed<SelfServiceProfile>> {
  return read(access, async (tx) => {
    const page = await readPage<SelfServiceRow>(tx, window, {
      columns: sql`p.id, p.name, p.description, p.user_attributes AS "userAttributes",
        p.allowed_strategies AS "allowedStrategies", p.introduction, p.created_at AS "createdAt", p.updated_at AS "updatedAt"`,
      from: sql`self_service_profiles p WHERE p.tenant_id = ${access.tenantId}`,
      ...byId(window, sql`p.id`),
      placeOf: ({ id }) => id,
    })
    return { ...page, rows: page.rows.map(asSelfServiceProfile) }
  })
}

/** @throws DomainError not_found */
export function getSelfServiceProfile(access: Reader, id: string): Promise<SelfServiceProfile> {
  return read(access, (tx) => readSelfServiceProfile(tx, access.tenantId, id))
}
