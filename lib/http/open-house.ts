import { checkRole } from '@/lib/db/check-role'
import { startOutbox, stopOutbox } from '@/lib/email/outbox'
import { env } from '@/lib/env'
import { admit, type Admission, type Arrival } from './front-door'

interface Front {
  admit(arrival: Arrival): Promise<Admission>
  shutdown(): Promise<void>
}

/** What a process does before its first request, and what it hands to bin/serve.mjs. */
export async function openHouse(): Promise<void> {
  env()
  await checkRole()
  await startOutbox()
  const front: Front = { admit, shutdown: stopOutbox }
  Object.assign(globalThis, { [Symbol.for('foyer.front')]: front })
}
