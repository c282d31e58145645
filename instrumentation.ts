import type { Instrumentation } from 'next'

/** Runs once per process. Imports dynamically, since Next compiles this file for the edge runtime as well. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { startUp } = await import('@/lib/server/startup')
    startUp()
  }
}

type Reported = Parameters<Instrumentation.onRequestError>

/** Next calls it before it writes the status line. */
export async function onRequestError(error: Reported[0], { headers }: Reported[1]): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { noteFailedRender } = await import('./lib/failed-render')
    noteFailedRender(headers['x-request-id'], error)
  }
}
