import { DomainError } from '@/lib/errors'
import type { House, Person } from './house'

/** Somebody who may do everything at tenant level. */
export async function operatorOf(house: House): Promise<Person> {
  const person = await house.person({ name: 'Otto Operator' })
  const roleId = house.role('Operator')
  await house.arrange((tx) => tx.userRole.create({ data: { userId: person.id, roleId } }))
  return person
}

/** The code with which a verb refused; an error when it did not. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (!(error instanceof DomainError)) throw new Error('No refusal.', { cause: error })
  return error.code
}

export function portalOf(house: House): Promise<string> {
  const { tenantId } = house
  return house.look(async (tx) => (await tx.api.findFirstOrThrow({ where: { tenantId, isPortal: true } })).id)
}

/** All that verbs at tenant level write, to be compared with what is there after a refusal. */
export function everythingIn(house: House) {
  const { tenantId } = house
  const where = { tenantId }
  return house.look(async (tx) => ({
    tenants: await tx.tenant.findMany({ where: { id: tenantId } }),
    apis: await tx.api.findMany({ where, orderBy: { id: 'asc' } }),
    permissions: await tx.permission.findMany({ where, orderBy: [{ apiId: 'asc' }, { name: 'asc' }] }),
    roles: await tx.role.findMany({ where, orderBy: { id: 'asc' } }),
    rolePermissions: await tx.rolePermission.findMany({
      where,
      orderBy: [{ roleId: 'asc' }, { apiId: 'asc' }, { name: 'asc' }],
    }),
    userRoles: await tx.userRole.findMany({ where, orderBy: [{ userId: 'asc' }, { roleId: 'asc' }] }),
    userPermissions: await tx.userPermission.findMany({
      where,
      orderBy: [{ userId: 'asc' }, { apiId: 'asc' }, { name: 'asc' }],
    }),
    templateRoles: await tx.templateRole.findMany({
      where,
      orderBy: { id: 'asc' },
      include: { permissions: true },
    }),
    events: await tx.auditEvent.count({ where }),
  }))
}

/** The events of one type, oldest first. */
export function eventsOf(house: House, type: string) {
  return house.look((tx) =>
    tx.auditEvent.findMany({
      where: { tenantId: house.tenantId, type },
      orderBy: { id: 'asc' },
      include: { people: true },
    }),
  )
}
