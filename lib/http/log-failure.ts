/** An unexpected error. @returns what the caller is told */
export function logFailure(api: string, error: unknown, request: Request): string {
  const requestId = request.headers.get('x-request-id')
  const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
  process.stderr.write(`${api}: request ${requestId ?? 'without an id'}: ${what}\n`)
  return `Something went wrong here. Reference: ${requestId ?? 'none'}`
}
