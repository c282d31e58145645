import { listTenants } from '@/lib/domain/tenants/list-tenants'

// Next bundles this module more than once; all copies share one flag.
const globals = globalThis as typeof globalThis & { foyerIsStopping?: boolean }

/** From now on the process is not ready, although it still serves. */
export function noteStopping(): void {
  globals.foyerIsStopping = true
}

export async function failingPart(): Promise<'stopping' | 'database' | null> {
  if (globals.foyerIsStopping) return 'stopping'
  try {
    await listTenants()
    return null
  } catch {
    return 'database'
  }
}
