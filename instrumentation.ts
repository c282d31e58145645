import type { Instrumentation } from 'next'

/** Runs once a process. One dynamic import, since Next compiles this file for the edge as well. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { startUp } = await import('./lib/http/startup')
    startUp()
  }
}

/** Next calls it for each error of a page, before it writes the status line. */
export const onRequestError: Instrumentation.onRequestError = async (error, { headers }) => {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { noteFailedRender } = await import('./lib/failed-render')
    noteFailedRender(headers['x-request-id'], error)
  }
}
