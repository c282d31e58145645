import {
  listMyOrganizationApplications,
  type MyOrganizationApplication,
} from '@/lib/domain/my-organization/list-applications'

const freshForMilliseconds = 3000

interface Known {
  readAt: number
  applications: MyOrganizationApplication[]
}

const globals = globalThis as typeof globalThis & {
  foyerMyOrganizationApplications?: Map<string, Known>
}

/** At most three seconds old. */
export async function myOrganizationApplications(
  tenantId: string,
): Promise<readonly MyOrganizationApplication[]> {
  const known = globals.foyerMyOrganizationApplications?.get(tenantId)
  return known && Date.now() - known.readAt < freshForMilliseconds ? known.applications : readNow(tenantId)
}

/** Null if it may not use the API. One that was configured just now is found at once. */
export async function findMyOrganizationApplication(
  tenantId: string,
  clientId: string,
): Promise<MyOrganizationApplication | null> {
  const matches = (one: MyOrganizationApplication) => one.clientId === clientId
  const known = (await myOrganizationApplications(tenantId)).find(matches)
  return known ?? (await readNow(tenantId)).find(matches) ?? null
}

async function readNow(tenantId: string): Promise<MyOrganizationApplication[]> {
  const readAt = Date.now()
  const applications = await listMyOrganizationApplications(tenantId)
  const all = (globals.foyerMyOrganizationApplications ??= new Map<string, Known>())
  all.set(tenantId, { readAt, applications })
  return applications
}
