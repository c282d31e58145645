import { checkRole, checkTimeouts } from '@/lib/db/check-role'
import { waitForDatabase } from '@/lib/db/wait-for-database'
import { derive } from '@/lib/domain/crypto/derive'
import { unregisterProcess } from '@/lib/domain/keys/process-secrets'
import { assertNotRestoredCopy } from '@/lib/domain/restoring/restored-copy'
import { addTenantPermissions } from '@/lib/domain/tenants/add-tenant-permissions'
import { env } from '@/lib/env'
import { completeHeaders } from '@/lib/http/fixed-headers'
import { admit, requestId } from '@/lib/http/admission'
import { clientNetwork, isOwnRequest } from '@/lib/http/client-address'
import { programAnswer } from './answer-without-next'
import { readPageForm } from '@/lib/http/form-limits'
import { findOutdatedForm } from '@/lib/http/outdated-form'
import { checkSecrets, noteStopping } from '@/lib/http/readiness'
import { correction, refusal, refusalOfNetwork, rewriteFor } from '@/lib/http/refusal'
import { setupLink } from '@/lib/http/setup'
import { repeat } from '@/lib/repeat'
import { watchResponse } from './watch-response'
import { watchMetrics } from './watch-metrics'
import { withRequest } from './with-request'
import { runWorkers } from './workers'

type Front = Awaited<ReturnType<typeof open>>

// bin/serve.mjs leaves a function here that takes what the server needs, or the error of the startup.
const handOverKey = Symbol.for('foyer.front')

export function startUp(): void {
  const { [handOverKey]: handOver } = globalThis as { [handOverKey]?: (front: Promise<Front>) => void }
  handOver?.(open())
}

async function open() {
  env()
  // NextAuth then trusts the host that admission has set.
  process.env['AUTH_TRUST_HOST'] = '1'
  // Next then encrypts with it, and not with the key in the build.
  process.env['NEXT_SERVER_ACTIONS_ENCRYPTION_KEY'] = derive(env().secret, 'server actions').toString(
    'base64',
  )
  const { setupAt, stopWorkers } = await waitForDatabase({
    url: env().databaseUrl,
    variable: 'DATABASE_URL',
    prepare: async () => {
      await checkRole()
      await assertNotRestoredCopy()
      await checkTimeouts()
      await checkSecrets()
      await addTenantPermissions()
      // Workers last: what fails is done again, and must leave none behind.
      return { setupAt: await setupLink(), stopWorkers: await runWorkers() }
    },
  })
  // Apart from the workers, whose end waits for jobs: other processes would think that this one had ended. Until the process
  // ends, since it serves on while it stops.
  repeat({ name: 'secret', pauseMs: 5000 }, checkSecrets)
  return {
    admit,
    clientNetwork,
    isOwnRequest,
    readPageForm,
    findOutdatedForm,
    programAnswer,
    requestId,
    completeHeaders,
    refusal,
    refusalOfNetwork,
    correction,
    rewriteFor,
    withRequest,
    watchResponse,
    watchMetrics,
    /** Where the first tenant is set up; null if there is one. */
    setupAt,
    /** Readiness fails and no work is taken from now on. Waits for running jobs. */
    shutdown: async () => {
      noteStopping()
      await stopWorkers()
    },
    /** After its last request. */
    unregister: unregisterProcess,
  }
}
