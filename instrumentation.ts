/** Runs once a process. One dynamic import, since Next compiles this file for the edge as well. */
export async function register(): Promise<void> {
  if (process.env['NEXT_RUNTIME'] === 'nodejs') {
    const { startUp } = await import('./lib/http/startup')
    startUp()
  }
}
